<?php
// SPDX-License-Identifier: GPL-2.0-or-later

use Clausemark\Web\PageViews;
use Clausemark\Web\Quotes;

require_once __DIR__ . '/../web/php/Reader.php';
require_once __DIR__ . '/../web/php/Quotes.php';
require_once __DIR__ . '/../web/php/PageViews.php';

/**
 * Page views and draft views (web/README.md) for whoever is asking: the questions to the server, whose answers web/php
 * makes views of, filtered by helper/findings.php.
 */
class helper_plugin_clausemark_view extends DokuWiki_Plugin
{
    /** Codes of checks of links between pages. */
    private const LINKS = ['CM623', 'CM624'];

    private helper_plugin_clausemark_client $client;
    private helper_plugin_clausemark_pages $pages;
    private helper_plugin_clausemark_findings $findings;
    private helper_plugin_clausemark_kept $kept;
    private helper_plugin_clausemark_report $report;

    public function __construct()
    {
        $this->client = plugin_load('helper', 'clausemark_client');
        $this->pages = plugin_load('helper', 'clausemark_pages');
        $this->findings = plugin_load('helper', 'clausemark_findings');
        $this->kept = plugin_load('helper', 'clausemark_kept');
        $this->report = plugin_load('helper', 'clausemark_report');
    }

    /** Of a page that the caller has found to be readable. */
    public function ofPage(string $id): array
    {
        if (filesize(wikiFN($id)) > helper_plugin_clausemark_pages::LARGE) return PageViews::nothing('large');
        $name = ['wiki' => $this->pages->wiki(), 'key' => $id];
        $annotations = $this->client->ask('GET', '/v1/annotations', $name);
        if ($annotations['why'] !== '') return PageViews::nothing(['missing' => 'waiting', 'large' => 'large'][$annotations['why']] ?? 'unavailable');
        $standards = $this->kept->standards();
        if ($standards === null) return PageViews::nothing('unavailable');
        $duplicates = $this->client->ask('GET', '/v1/duplicates', $name + ['limit' => 100])['body'];
        $conflicts = $this->client->ask('GET', '/v1/conflicts', $name + ['limit' => 100])['body'];
        $document = empty($duplicates['duplicates']) && empty($conflicts['conflicts']) ? []
            : $this->client->ask('GET', '/v1/document', $name)['body'];
        $diagnostics = $this->client->ask('GET', '/v1/diagnostics', $name + ['limit' => 100])['body'];
        // Links that lead nowhere the wiki shows by itself; the server looks for files where the wiki has ids.
        $diagnostics['diagnostics'] = array_values(array_filter($diagnostics['diagnostics'] ?? [],
            fn(array $one): bool => !in_array($one['code'] ?? '', self::LINKS, true)));
        $views = new PageViews($this->findings, $standards['inForce']);
        $view = $views->view($annotations['body'], $document, $duplicates, $conflicts, $standards['standards'], $diagnostics);
        $view['canReview'] = $this->pages->mayReview($id);
        if ($view['revision'] !== (string) $this->pages->revision($id)) $view['state'] = 'older';
        return $view;
    }

    /** Of a text that is being written: what it answers, and what that changes on the page as it is kept. */
    public function ofDraft(string $id, string $text): array
    {
        $nothing = ['gained' => [], 'lost' => []];
        if (strlen($text) > helper_plugin_clausemark_pages::LARGE) return PageViews::nothing('large') + $nothing;
        $name = ['wiki' => $this->pages->wiki(), 'key' => $id];
        $standards = $this->kept->standards();
        $asked = ['text' => $text, 'format' => 'dokuwiki', 'title' => $this->pages->title($id), 'stored' => $name];
        $draft = $this->client->ask('POST', '/v1/analyze', [], $asked);
        $stored = $this->client->ask('GET', '/v1/annotations', $name);
        if ($standards === null || $draft['why'] !== '' || !in_array($stored['why'], ['', 'missing'], true))
            return PageViews::nothing($draft['why'] === 'large' ? 'large' : 'unavailable') + $nothing;
        $view = (new PageViews($this->findings, $standards['inForce']))->draft($draft['body'], $stored['body'], $standards['standards']);
        foreach ($view['lost'] as &$tag) $tag['only'] = $this->report->isOnlyEvidence($id, $tag['clause']);
        return $view;
    }
}
