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
    private helper_plugin_clausemark_client $client;
    private helper_plugin_clausemark_pages $pages;
    private helper_plugin_clausemark_findings $findings;

    public function __construct()
    {
        $this->client = plugin_load('helper', 'clausemark_client');
        $this->pages = plugin_load('helper', 'clausemark_pages');
        $this->findings = plugin_load('helper', 'clausemark_findings');
    }

    /** Of a page that the caller has found to be readable. */
    public function ofPage(string $id): array
    {
        $name = ['wiki' => $this->pages->wiki(), 'key' => $id];
        $annotations = $this->client->ask('GET', '/v1/annotations', $name);
        if ($annotations['why'] !== '') return PageViews::nothing($annotations['why'] === 'missing' ? 'waiting' : 'unavailable');
        $standards = $this->client->ask('GET', '/v1/coverage');
        if ($standards['why'] !== '') return PageViews::nothing('unavailable');
        $coverage = $this->coverage($standards['body'], $name);
        $duplicates = $this->client->ask('GET', '/v1/duplicates', $name + ['limit' => 100])['body'];
        $conflicts = $this->client->ask('GET', '/v1/conflicts', $name + ['limit' => 100])['body'];
        $document = empty($duplicates['duplicates']) && empty($conflicts['conflicts']) ? []
            : $this->client->ask('GET', '/v1/document', $name)['body'];
        $view = (new PageViews($this->findings, $standards['body']))->view($annotations['body'], $document, $duplicates, $conflicts, $coverage);
        $view['canReview'] = $this->pages->mayReview($id);
        if ($view['revision'] !== (string) $this->pages->revision($id)) $view['state'] = 'older';
        return $view;
    }

    /** Of a text that is being written: what it answers, and what that changes on the page as it is kept. */
    public function ofDraft(string $id, string $text): array
    {
        $name = ['wiki' => $this->pages->wiki(), 'key' => $id];
        $nothing = PageViews::nothing('unavailable') + ['gained' => [], 'lost' => []];
        $answer = $this->client->ask('POST', '/v1/analyze', [], ['text' => $text, 'format' => 'dokuwiki', 'title' => $this->pages->title($id)]);
        $standards = $this->client->ask('GET', '/v1/coverage');
        if ($answer['why'] !== '' || $standards['why'] !== '') return $nothing;
        $views = new PageViews($this->findings, $standards['body']);
        $kept = $this->client->ask('GET', '/v1/annotations', $name);
        $parts = PageViews::parts($this->coverage($standards['body'], $name));
        $now = $this->byClause($views->tags($answer['body']['annotations'] ?? [], []));
        $before = $this->byClause($views->tags($kept['body']['items'] ?? [], $parts));
        $lost = [];
        foreach (array_diff_key($before, $now) as $clause => $tag) $lost[] = $tag + ['only' => $this->isOnlyEvidence($id, $clause)];
        return ['state' => 'current', 'standards' => array_column($standards['body']['standards'], 'standard'), 'tags' => array_values($now),
            'gained' => array_values(array_diff_key($now, $before)), 'lost' => $lost] + $nothing;
    }

    /** Whether no other page that the reader may know of answers this clause. */
    public function isOnlyEvidence(string $id, string $clause): bool
    {
        $answer = $this->client->all('/v1/evidence', ['clause' => $clause, 'limit' => 500], 'evidence', 2000);
        if ($answer['why'] !== '') return false;
        foreach ($answer['body']['evidence'] as $evidence)
            if ($evidence['tag']['standing'] === 'counted' && $evidence['document']['key'] !== $id && $this->pages->mayShow($evidence['document'])) return false;
        return true;
    }

    /** What the page has of each clause, by standard. */
    private function coverage(array $standards, array $name): array
    {
        $answers = [];
        foreach ($standards['standards'] ?? [] as $row)
            $answers[] = $this->client->ask('GET', '/v1/coverage', ['standard' => $row['standard']['id']] + $name)['body'];
        return $answers;
    }

    /** The first tag of each clause. */
    private function byClause(array $tags): array
    {
        $found = [];
        foreach ($tags as $tag) $found[$tag['clause']] ??= $tag;
        return $found;
    }
}
