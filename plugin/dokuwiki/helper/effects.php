<?php
// SPDX-License-Identifier: GPL-2.0-or-later

use Clausemark\Web\EditEffect;
use Clausemark\Web\PageViews;
use dokuwiki\ChangeLog\PageChangeLog;

require_once __DIR__ . '/../web/php/Reader.php';
require_once __DIR__ . '/../web/php/PageViews.php';
require_once __DIR__ . '/../web/php/EditEffect.php';

/**
 * What each edit did to what its page answers, kept beside the page when the edit is delivered. Lists of changes
 * (action/recent.php) read it from there, so they are as fast with a server that is down. Edits that are delivered
 * together count as one, at the last of them.
 */
class helper_plugin_clausemark_effects extends DokuWiki_Plugin
{
    /** Revisions of one page whose effects are kept. */
    private const KEPT = 100;

    private helper_plugin_clausemark_client $client;
    private helper_plugin_clausemark_pages $pages;
    private helper_plugin_clausemark_kept $standards;

    public function __construct()
    {
        $this->client = plugin_load('helper', 'clausemark_client');
        $this->pages = plugin_load('helper', 'clausemark_pages');
        $this->standards = plugin_load('helper', 'clausemark_kept');
    }

    /** Before a text is delivered: what it changes of what the server has. Null where that is nothing, or not known. */
    public function of(string $id, string $text, float $seconds): ?array
    {
        if (strlen($text) > helper_plugin_clausemark_pages::LARGE) return null;
        $standards = $this->standards->standards();
        if ($standards === null) return null;
        $stored = ['wiki' => $this->pages->wiki(), 'key' => $id];
        $answer = $this->client->ask('POST', '/v1/analyze', [], ['text' => $text, 'format' => 'dokuwiki', 'stored' => $stored], $seconds);
        if ($answer['why'] !== '') return null;
        // Who may see a page that is named is asked when it is shown, so nobody is asking here.
        return EditEffect::of(new PageViews(plugin_load('helper', 'clausemark_findings'), $standards['inForce']), $answer['body']);
    }

    /** Once it is delivered. A deletion has the time that the wiki's list of changes gives it. */
    public function keep(string $id, int $revision, ?array $effect): void
    {
        if ($effect === null) return;
        if ($revision === 0) $revision = (int) ((new PageChangeLog($id))->getRevisions(-1, 1)[0] ?? 0);
        $all = array_slice([$revision => $effect] + $this->all($id), 0, self::KEPT, true);
        io_saveFile($this->file($id), json_encode($all, JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES | JSON_INVALID_UTF8_SUBSTITUTE));
    }

    /** Of one revision, as whoever is asking may know it; null where there is none. */
    public function shown(string $id, int $revision): ?array
    {
        if (!$this->pages->covers($id) || !$this->pages->mayRead($id)) return null;
        $effect = $this->all($id)[$revision] ?? null;
        return is_array($effect) ? EditEffect::shown($effect, plugin_load('helper', 'clausemark_findings')) : null;
    }

    /** By revision, the latest first. */
    private function all(string $id): array
    {
        return (array) json_decode((string) @file_get_contents($this->file($id)), true);
    }

    private function file(string $id): string
    {
        return metaFN($id, '.clausemark_effects');
    }
}
