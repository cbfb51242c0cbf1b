<?php
// SPDX-License-Identifier: GPL-2.0-or-later

use dokuwiki\Extension\ActionPlugin;
use dokuwiki\Extension\Event;
use dokuwiki\Extension\EventHandler;

/**
 * Tells the browser's script (script.js) what it looks at: a page to mark, or an editor to check; reports need the looks
 * alone. Nothing is asked of
 * the server while a page is made; the script asks by action/ajax.php when the page is there.
 */
class action_plugin_clausemark_view extends ActionPlugin
{
    /** @inheritdoc */
    public function register(EventHandler $controller)
    {
        $controller->register_hook('TPL_METAHEADER_OUTPUT', 'BEFORE', $this, 'describe');
    }

    public function describe(Event $event): void
    {
        global $ACT, $ID, $INFO, $INPUT, $REV;
        /** @var helper_plugin_clausemark_pages $pages */
        $pages = $this->loadHelper('clausemark_pages');
        if (trim($this->getConf('server')) === '' || !is_string($ACT)) return;
        $act = act_clean($ACT);
        if ($act === 'clausemark' || ($act === 'admin' && $INPUT->str('page') === 'clausemark')) $kind = 'report';
        elseif (!$pages->covers($ID)) return;
        elseif ($act === 'show' && !$REV && $INFO['exists'] && $INFO['perm'] >= AUTH_READ) $kind = 'page';
        elseif (in_array($act, ['edit', 'preview'], true) && $INFO['writable']) $kind = 'editor';
        else return;
        $event->data['link'][] = ['rel' => 'stylesheet', 'href' => $this->sheet('web/clausemark.css')];
        if ($kind === 'report') return;
        $told = [
            'kind' => $kind,
            'id' => $ID,
            'revision' => $pages->revision($ID),
            'token' => getSecurityToken(),
        ];
        $event->data['meta'][] = ['name' => 'plugin-clausemark', 'content' => json_encode($told, JSON_UNESCAPED_UNICODE | JSON_INVALID_UTF8_SUBSTITUTE)];
    }

    /** Shared with the other wiki, and newer than what DokuWiki's own LESS parser reads. */
    private function sheet(string $name): string
    {
        return DOKU_BASE . 'lib/plugins/clausemark/' . $name . '?t=' . (int) @filemtime(__DIR__ . '/../' . $name);
    }
}
