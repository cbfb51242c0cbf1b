<?php
// SPDX-License-Identifier: GPL-2.0-or-later

use dokuwiki\Extension\ActionPlugin;
use dokuwiki\Extension\Event;
use dokuwiki\Extension\EventHandler;
use dokuwiki\Form\Form;

/**
 * Where an administrator wants it: before a page is saved in the editor, says once when the edit takes away the only
 * evidence of a clause, or repeats another page. Saving again saves. A server that does not answer warns of nothing, and
 * writing by other ways than the editor is never held up.
 */
class action_plugin_clausemark_warn extends ActionPlugin
{
    /** Of the warnings that stand on the page being shown. */
    private string $warned = '';

    /** @inheritdoc */
    public function register(EventHandler $controller)
    {
        $controller->register_hook('ACTION_ACT_PREPROCESS', 'BEFORE', $this, 'warn');
        $controller->register_hook('FORM_EDIT_OUTPUT', 'BEFORE', $this, 'remember');
    }

    public function warn(Event $event): void
    {
        global $ID, $INPUT, $PRE, $TEXT, $SUF, $INFO;
        if (!$this->getConf('warn') || act_clean($event->data) !== 'save' || empty($INFO['writable'])) return;
        /** @var helper_plugin_clausemark_pages $pages */
        $pages = $this->loadHelper('clausemark_pages');
        if (!$pages->covers($ID)) return;
        $warnings = $this->warnings($this->loadHelper('clausemark_view')->ofDraft($ID, con($PRE, $TEXT, $SUF, true)));
        if (!$warnings) return;
        $this->warned = hash('sha256', implode("\n", $warnings));
        if (hash_equals($this->warned, $INPUT->post->str('clausemark_warned'))) return;
        foreach ($warnings as $warning) msg(hsc($warning), 2);
        msg(hsc($this->getLang('save_again')), 0);
        $event->data = 'preview';
    }

    /** So that the same warnings are not given a second time. */
    public function remember(Event $event): void
    {
        global $INPUT;
        $warned = $this->warned !== '' ? $this->warned : $INPUT->post->str('clausemark_warned');
        if ($warned !== '' && $event->data instanceof Form) $event->data->setHiddenField('clausemark_warned', $warned);
    }

    /** @return string[] */
    private function warnings(array $view): array
    {
        $found = [];
        foreach ($view['lost'] as $tag)
            if (!empty($tag['only']))
                $found[] = sprintf($this->getLang('warn_lost'), "{$tag['standardName']}, {$this->getLang($tag['kind'])} {$tag['number']} {$tag['title']}");
        foreach ($view['duplicates'] as $duplicate)
            if ($duplicate['containment'] * 100 >= $this->getConf('warn_similarity'))
                $found[] = sprintf($this->getLang('warn_duplicate'), (int) floor($duplicate['containment'] * 100), $duplicate['page']['title']);
        return $found;
    }
}
