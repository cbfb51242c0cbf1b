<?php
// SPDX-License-Identifier: GPL-2.0-or-later

use dokuwiki\Extension\SyntaxPlugin;

/**
 * {{clausemark>coverage iso27001:2022}}, with `missing` for what is not answered alone: a table of clauses and how far
 * they are answered. {{clausemark>policies A.5.24}}: the pages that answer a clause. Both count pages that everybody may
 * read and no others.
 */
class syntax_plugin_clausemark_table extends SyntaxPlugin
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
        return 154;
    }

    /** @inheritdoc */
    public function connectTo($mode)
    {
        $this->Lexer->addSpecialPattern('\{\{clausemark>(?:coverage|policies)\b[^}\n]*\}\}', $mode, 'plugin_clausemark_table');
    }

    /** @inheritdoc */
    public function handle($match, $state, $pos, Doku_Handler $handler)
    {
        $words = preg_split('/\s+/', trim(substr($match, strlen('{{clausemark>'), -2)));
        return ['what' => $words[0], 'of' => $words[1] ?? '', 'missing' => in_array('missing', array_slice($words, 2), true)];
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
            $this->sentence($renderer, $this->getLang('not_yet'));
        } elseif ($data['what'] === 'coverage') $this->coverage($renderer, $shown, $data);
        else $this->policies($renderer, $shown, $data['of']);
        return true;
    }

    private function coverage(Doku_Renderer $renderer, helper_plugin_clausemark_shown $shown, array $data): void
    {
        $standard = $shown->standards()[$data['of']] ?? null;
        if (!$standard) {
            $this->sentence($renderer, sprintf($this->getLang('unknown_standard'), $data['of'], implode(', ', array_keys($shown->standards()))));
            return;
        }
        $renderer->table_open(3);
        $renderer->tablethead_open();
        $renderer->tablerow_open();
        foreach ([$standard['name'], $this->getLang('title'), $this->getLang('pages_say')] as $head) {
            $renderer->tableheader_open();
            $renderer->cdata($head);
            $renderer->tableheader_close();
        }
        $renderer->tablerow_close();
        $renderer->tablethead_close();
        foreach ($standard['clauses'] as $clause) {
            if (!$clause['leaf'] || ($data['missing'] && !in_array($clause['state'], ['none', 'mentioned', 'partial'], true))) continue;
            $state = $this->getLang('state_' . $clause['state']);
            if ($clause['state'] === 'partial') $state .= '. ' . $this->getLang('missing') . ' ' . implode('; ', $this->missing($clause));
            $renderer->tablerow_open();
            foreach ([$this->getLang($clause['kind']) . ' ' . $clause['number'], $clause['title'], $state] as $cell) {
                $renderer->tablecell_open();
                $renderer->cdata($cell);
                $renderer->tablecell_close();
            }
            $renderer->tablerow_close();
        }
        $renderer->table_close();
        $this->sentence($renderer, $this->getLang('public_only'));
    }

    private function policies(Doku_Renderer $renderer, helper_plugin_clausemark_shown $shown, string $name): void
    {
        /** @var helper_plugin_clausemark_pages $pages */
        $pages = $this->loadHelper('clausemark_pages');
        $clauses = $shown->clausesNamed($name);
        if (!$clauses) $this->sentence($renderer, $name . ' (' . $this->getLang('unknown_clause') . ')');
        foreach ($clauses as $clause) {
            $answering = array_filter($clause['pages'], fn(array $page): bool => $page['standing'] === 'counted' && $page['strength'] !== 'mention');
            $name = "{$clause['standardName']}, {$this->getLang($clause['kind'])} {$clause['number']}";
            $this->sentence($renderer, sprintf($this->getLang($answering ? 'answering' : 'answering_none'), $name, $clause['title']));
            if (!$answering) continue;
            $renderer->listu_open();
            foreach ($answering as $page) {
                $renderer->listitem_open(1);
                $renderer->listcontent_open();
                $renderer->internallink(':' . $page['id'], $pages->title($page['id']));
                $renderer->cdata(' (' . $this->getLang('strength_' . $page['strength']) . ')');
                $renderer->listcontent_close();
                $renderer->listitem_close();
            }
            $renderer->listu_close();
        }
    }

    /** @return string[] required parts that no page has */
    private function missing(array $clause): array
    {
        return array_column(array_filter($clause['parts'], fn(array $part): bool => !$part['practice'] && !$part['found']), 'text');
    }

    private function sentence(Doku_Renderer $renderer, string $words): void
    {
        $renderer->p_open();
        $renderer->cdata($words);
        $renderer->p_close();
    }
}
