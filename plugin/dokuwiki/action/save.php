<?php
// SPDX-License-Identifier: GPL-2.0-or-later

use dokuwiki\Extension\ActionPlugin;
use dokuwiki\Extension\Event;
use dokuwiki\Extension\EventHandler;

/**
 * Marks a page that was written or deleted, or that a plugin moved, for delivery later (action/deliver.php). Saving waits
 * for no server.
 */
class action_plugin_clausemark_save extends ActionPlugin
{
    /** @inheritdoc */
    public function register(EventHandler $controller)
    {
        $controller->register_hook('COMMON_WIKIPAGE_SAVE', 'AFTER', $this, 'mark');
        $controller->register_hook('PLUGIN_MOVE_PAGE_RENAME', 'AFTER', $this, 'move'); // of the move plugin
    }

    public function mark(Event $event): void
    {
        /** @var helper_plugin_clausemark_pages $pages */
        $pages = $this->loadHelper('clausemark_pages');
        /** @var helper_plugin_clausemark_queue $queue */
        $queue = $this->loadHelper('clausemark_queue');
        if ($pages->covers($event->data['id'])) $queue->mark($event->data['id']);
    }

    public function move(Event $event): void
    {
        /** @var helper_plugin_clausemark_pages $pages */
        $pages = $this->loadHelper('clausemark_pages');
        /** @var helper_plugin_clausemark_queue $queue */
        $queue = $this->loadHelper('clausemark_queue');
        $moved = [cleanID($event->data['src_id'] ?? ''), cleanID($event->data['dst_id'] ?? '')];
        $covered = array_filter($moved, [$pages, 'covers']);
        if (count($covered) === 2) $queue->move($moved[0], $moved[1]);
        foreach ($covered as $id) $queue->mark($id);
    }
}
