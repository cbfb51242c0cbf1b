<?php
// SPDX-License-Identifier: GPL-2.0-or-later

use dokuwiki\Extension\SyntaxPlugin;

/**
 * The block in which a page says who owns it, its status and its dates (`---- dataentry ----`, as the data plugin has
 * it, and as the server reads it). Where the data plugin is not installed, it is shown as a table.
 */
class syntax_plugin_clausemark_facts extends SyntaxPlugin
{
    /** @inheritdoc */
    public function getType()
    {
        return 'substition';
    }

    /** @inheritdoc */
    public function getPType()
    {
        return 'block';
    }

    /** @inheritdoc */
    public function getSort()
    {
        return 155;
    }

    /** @inheritdoc */
    public function connectTo($mode)
    {
        if (plugin_isdisabled('data'))
            $this->Lexer->addSpecialPattern('----+ *dataentry(?: [^\n]*?)?-+\n(?:(?!----)[^\n]*\n)*?----+', $mode, 'plugin_clausemark_facts');
    }

    /** @inheritdoc */
    public function handle($match, $state, $pos, Doku_Handler $handler)
    {
        $facts = [];
        foreach (array_slice(explode("\n", $match), 1, -1) as $line) {
            [$key, $value] = array_map('trim', explode(':', $line, 2)) + ['', ''];
            // The data plugin's types stand behind the name: review_dt, owner_page.
            $key = preg_replace('/_[a-z]+$/', '', preg_replace('/\s*#.*$/', '', $key));
            if ($key !== '' && $value !== '') $facts[] = [$key, $value];
        }
        return $facts;
    }

    /** @inheritdoc */
    public function render($format, Doku_Renderer $renderer, $data)
    {
        if ($format === 'metadata') return true;
        $renderer->table_open(2);
        foreach ($data as [$key, $value]) {
            $renderer->tablerow_open();
            $renderer->tableheader_open();
            $renderer->cdata(ucfirst($key));
            $renderer->tableheader_close();
            $renderer->tablecell_open();
            $renderer->cdata($value);
            $renderer->tablecell_close();
            $renderer->tablerow_close();
        }
        $renderer->table_close();
        return true;
    }
}
