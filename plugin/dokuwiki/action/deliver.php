<?php
// SPDX-License-Identifier: GPL-2.0-or-later

use dokuwiki\Extension\ActionPlugin;
use dokuwiki\Extension\Event;
use dokuwiki\Extension\EventHandler;

/**
 * Tells the server of marked pages in the task that DokuWiki's indexer runs behind each page view, and brings the data
 * of {{clausemark>...}} up to date. A page that was changed on disk is noticed when somebody looks at it; all of them are
 * every so many hours, and by the command `clausemark reconcile`.
 */
class action_plugin_clausemark_deliver extends ActionPlugin
{
    /** One run: a person's browser waits for nothing here, but a worker of the web server is kept. */
    private const SECONDS = 5;
    private const PAGES = 20;

    /** @inheritdoc */
    public function register(EventHandler $controller)
    {
        $controller->register_hook('INDEXER_TASKS_RUN', 'BEFORE', $this, 'run');
    }

    public function run(): void
    {
        global $ID;
        /** @var helper_plugin_clausemark_sync $sync */
        $sync = $this->loadHelper('clausemark_sync');
        if ($ID !== '') $sync->markWhereChanged($ID);
        if ($sync->isReconciliationDue((int) $this->getConf('reconcile_hours'))) $sync->reconcile();
        $sync->drain(self::SECONDS, self::PAGES);
        $this->loadHelper('clausemark_kept')->refresh();
    }
}
