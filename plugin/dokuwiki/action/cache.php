<?php
// SPDX-License-Identifier: GPL-2.0-or-later

use dokuwiki\Cache\CacheParser;
use dokuwiki\Extension\ActionPlugin;
use dokuwiki\Extension\Event;
use dokuwiki\Extension\EventHandler;

/**
 * A rendered page with {{clausemark>...}} is good as long as the answers it shows are, and the rights: a page that is
 * no longer everybody's must leave it.
 */
class action_plugin_clausemark_cache extends ActionPlugin
{
    /** @inheritdoc */
    public function register(EventHandler $controller)
    {
        $controller->register_hook('PARSER_CACHE_USE', 'BEFORE', $this, 'depend');
    }

    public function depend(Event $event): void
    {
        global $config_cascade;
        /** @var CacheParser $cache */
        $cache = $event->data;
        if (empty($cache->page) || !in_array($cache->mode, ['xhtml', 'metadata'], true)) return;
        if (!p_get_metadata($cache->page, 'plugin_clausemark shown', METADATA_DONT_RENDER)) return;
        foreach ($this->loadHelper('clausemark_kept')->files() as $file) $cache->depends['files'][] = $file;
        $cache->depends['files'][] = $config_cascade['acl']['default'];
    }
}
