<?php
// SPDX-License-Identifier: GPL-2.0-or-later

use dokuwiki\Extension\AdminPlugin;
use dokuwiki\plugin\clausemark\Html;

/**
 * For administrators and managers: whether the server answers and what has yet to reach it, and the reports. A manager
 * sees no more than the pages that a manager may read.
 */
class admin_plugin_clausemark extends AdminPlugin
{
    /** @inheritdoc */
    public function forAdminOnly()
    {
        return false;
    }

    /** @inheritdoc */
    public function getMenuIcon()
    {
        return __DIR__ . '/admin.svg';
    }

    /** @inheritdoc */
    public function handle()
    {
        global $INPUT;
        if (!auth_isadmin() || !$INPUT->post->bool('reconcile') || !checkSecurityToken()) return;
        /** @var helper_plugin_clausemark_sync $sync */
        $sync = $this->loadHelper('clausemark_sync');
        $found = $sync->reconcile();
        $differ = count($found['missing']) + count($found['changed']) + count($found['extra']);
        if ($found['why'] !== '') msg(hsc($this->getLang('unavailable')), -1);
        else msg(hsc(sprintf($this->getLang('marked'), $differ)), 1);
        if ($found['refused']) msg(hsc(sprintf($this->getLang('refused'), count($found['refused']))), -1);
    }

    /** @inheritdoc */
    public function html()
    {
        /** @var helper_plugin_clausemark_client $client */
        $client = $this->loadHelper('clausemark_client');
        /** @var helper_plugin_clausemark_queue $queue */
        $queue = $this->loadHelper('clausemark_queue');
        /** @var helper_plugin_clausemark_pages $pages */
        $pages = $this->loadHelper('clausemark_pages');
        $answer = $client->ask('GET', '/v1/documents', ['wiki' => $pages->wiki(), 'limit' => 1], null, helper_plugin_clausemark_client::READING, true);
        echo '<div class="plugin_clausemark"><h1>' . hsc($this->getLang('menu')) . '</h1>';
        $state = $answer['why'] === '' ? $this->getLang('answers') : sprintf($this->getLang('does_not_answer'), $answer['why'], $answer['detail']);
        // Numbers of all pages are for those who may read all.
        if (auth_isadmin()) $state .= ' ' . sprintf($this->getLang('waiting'), $queue->count());
        echo Html::p($state, ' role="status"');
        if (auth_isadmin()) $this->reconcileForm();
        /** @var action_plugin_clausemark_report $reports */
        $reports = plugin_load('action', 'clausemark_report');
        echo $answer['why'] === '' ? $reports->reports('coverage') : '';
        echo '<p class="clausemark-note">' . hsc($this->getLang('note')) . '</p></div>';
    }

    private function reconcileForm(): void
    {
        global $ID;
        echo '<form method="post" action="' . hsc(wl($ID, ['do' => 'admin', 'page' => 'clausemark'], false, '&')) . '">';
        formSecurityToken();
        echo '<button type="submit" name="reconcile" value="1">' . hsc($this->getLang('reconcile')) . '</button></form>';
    }
}
