<?php
// SPDX-License-Identifier: GPL-2.0-or-later

use dokuwiki\Extension\SyntaxPlugin;

/**
 * {{clausemark>A.8.13}} inside a sentence: the clause with its title and how far pages that everybody may read answer it.
 * Where a number is that of two clauses, all are named.
 */
class syntax_plugin_clausemark_status extends SyntaxPlugin
{
    /** @inheritdoc */
    public function getType()
    {
        return 'substition';
    }

    /** @inheritdoc */
    public function getSort()
    {
        return 155; // before media
    }

    /** @inheritdoc */
    public function connectTo($mode)
    {
        $this->Lexer->addSpecialPattern('\{\{clausemark>(?!coverage\b|policies\b)[^}\n]+\}\}', $mode, 'plugin_clausemark_status');
    }

    /** @inheritdoc */
    public function handle($match, $state, $pos, Doku_Handler $handler)
    {
        return ['clause' => trim(substr($match, strlen('{{clausemark>'), -2))];
    }

    /** @inheritdoc */
    public function render($format, Doku_Renderer $renderer, $data)
    {
        if ($format === 'metadata') {
            $renderer->meta['plugin_clausemark']['shown'] = true;
            return true;
        }
        /** @var helper_plugin_clausemark_shown $shown */
        $shown = $this->loadHelper('clausemark_shown');
        if ($shown->standards() === null) {
            $renderer->nocache();
            $renderer->cdata($data['clause'] . ' (' . $this->getLang('not_yet') . ')');
            return true;
        }
        $clauses = $shown->clausesNamed($data['clause']);
        if (!$clauses) $renderer->cdata($data['clause'] . ' (' . $this->getLang('unknown_clause') . ')');
        foreach ($clauses as $at => $clause) {
            $name = "{$clause['standardName']}, {$this->getLang($clause['kind'])} {$clause['number']} {$clause['title']}";
            $words = $name . ': ' . $this->getLang('state_' . $clause['state']);
            if ($at > 0) $renderer->cdata('; ');
            if ($format === 'xhtml')
                $renderer->doc .= '<span class="clausemark-is clausemark-is-' . hsc($clause['state']) . '" title="'
                    . hsc($this->getLang('public_only')) . '">' . hsc($words) . '</span>';
            else $renderer->cdata($words);
        }
        return true;
    }
}
