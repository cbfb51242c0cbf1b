<?php
// SPDX-License-Identifier: GPL-2.0-or-later

use dokuwiki\Extension\ActionPlugin;
use dokuwiki\Extension\Event;
use dokuwiki\Extension\EventHandler;
use dokuwiki\Form\CheckableElement;
use dokuwiki\Form\Form;
use dokuwiki\Form\HTMLElement;
use dokuwiki\plugin\clausemark\Html;

/**
 * A quiet line beside edits that lost or gained clauses, or repeat another page, in the wiki's lists of recent changes and
 * of a page's revisions. It is read from beside the page (helper/effects.php): the server is not asked.
 */
class action_plugin_clausemark_recent extends ActionPlugin
{
    /** @inheritdoc */
    public function register(EventHandler $controller)
    {
        $controller->register_hook('FORM_RECENT_OUTPUT', 'BEFORE', $this, 'recent');
        $controller->register_hook('FORM_REVISIONS_OUTPUT', 'BEFORE', $this, 'revisions');
    }

    /** The wiki lists each page once, with its last change. */
    public function recent(Event $event): void
    {
        global $INPUT, $conf, $ID;
        $form = $event->data;
        if (trim($this->getConf('server')) === '' || !$form instanceof Form) return;
        $places = $this->items($form);
        $what = get_doku_pref('show_changes', 'both');
        $what = $INPUT->str('show_changes') ?: $what;
        $flags = !$conf['mediarevisions'] || $what === 'pages' ? 0 : ($what === 'mediafiles' ? RECENTS_MEDIA_CHANGES : RECENTS_MEDIA_PAGES_MIXED);
        $first = $INPUT->extract('first')->int('first');
        $changes = getRecents($first, $conf['recent'], getNS($ID), $flags);
        if (!$changes && $first !== 0) $changes = getRecents(0, $conf['recent'], getNS($ID), $flags);
        // Somebody saved in between, or the list is another's: no line is better than a wrong one.
        if (count($changes) !== count($places)) return;
        $lines = [];
        foreach (array_values($changes) as $at => $change)
            if (($change['mode'] ?? 'page') === 'page' && empty($change['media'])) $lines[$places[$at]] = $this->line((string) $change['id'], (int) $change['date']);
        $this->add($form, $lines);
    }

    /** The box before each revision has its number. */
    public function revisions(Event $event): void
    {
        global $ID;
        $form = $event->data;
        if (trim($this->getConf('server')) === '' || !$form instanceof Form || $form->attr('id') !== 'page__revisions') return;
        $lines = [];
        foreach ($this->items($form) as $place) {
            for ($at = $place; $at > 0 && $form->getElementAt($at)->getType() !== 'tagopen'; $at--)
                if ($form->getElementAt($at) instanceof CheckableElement) $lines[$place] = $this->line($ID, (int) $form->getElementAt($at)->val());
        }
        $this->add($form, $lines);
    }

    /** Where the last words of each item of the list stand. @return int[] */
    private function items(Form $form): array
    {
        $found = [];
        $open = false;
        for ($at = 0; $at < $form->elementCount(); $at++) {
            $element = $form->getElementAt($at);
            if ($element->getType() === 'tagopen') $open = $element->val() === 'li' || ($open && $element->val() === 'div');
            elseif ($element->getType() === 'tagclose') $open = false;
            elseif ($open && $element instanceof HTMLElement && trim($element->val()) !== '') $found[] = $at;
        }
        return $found;
    }

    /** @param array<int,string> $lines html behind the element at a place */
    private function add(Form $form, array $lines): void
    {
        krsort($lines);
        foreach ($lines as $at => $html)
            if ($html !== '') $form->addHTML($html, $at + 1);
    }

    private function line(string $id, int $revision): string
    {
        $effect = $this->loadHelper('clausemark_effects')->shown($id, $revision);
        if (!$effect) return '';
        $parts = [];
        foreach (['lost', 'gained'] as $what)
            if ($effect[$what]) $parts[] = hsc(sprintf($this->getLang('effect_' . $what), $this->names($effect[$what])));
        foreach ($effect['copies'] as $copy) {
            $percent = helper_plugin_clausemark_findings::percent($copy['similarity']);
            $parts[] = hsc(sprintf($this->getLang('effect_copy'), $percent)) . ' ' . Html::page($copy['page']);
        }
        return $parts ? ' <span class="clausemark-effect">' . implode(' · ', $parts) . '</span>' : '';
    }

    /** "ISO/IEC 27001:2022, control A.8.13, control A.8.17; ISO/IEC 20000-1:2018, clause 8.1" */
    private function names(array $clauses): string
    {
        $names = [];
        foreach ($clauses as $clause) $names[$clause['standardName']][] = $this->getLang($clause['kind']) . ' ' . $clause['number'];
        return implode('; ', array_map(fn(string $standard, array $of): string => implode(', ', [$standard, ...$of]), array_keys($names), $names));
    }
}
