<?php
// SPDX-License-Identifier: GPL-2.0-or-later

/**
 * A page view, or a draft view: what the browser's script draws (web/README.md has the shape), made of the server's
 * answers about one page. Asks no more than the reader may see.
 */
class helper_plugin_clausemark_view extends DokuWiki_Plugin
{
    private helper_plugin_clausemark_client $client;
    private helper_plugin_clausemark_pages $pages;
    private helper_plugin_clausemark_findings $findings;
    private helper_plugin_clausemark_quotes $quotes;

    public function __construct()
    {
        $this->client = plugin_load('helper', 'clausemark_client');
        $this->pages = plugin_load('helper', 'clausemark_pages');
        $this->findings = plugin_load('helper', 'clausemark_findings');
        $this->quotes = plugin_load('helper', 'clausemark_quotes');
    }

    /** Of a page that the caller has found to be readable. */
    public function ofPage(string $id): array
    {
        $name = ['wiki' => $this->pages->wiki(), 'key' => $id];
        $view = ['state' => 'current', 'revision' => $this->pages->revision($id), 'canReview' => $this->pages->mayReview($id),
            'standards' => [], 'tags' => [], 'duplicates' => [], 'conflicts' => [], 'checks' => []];
        $answer = $this->client->ask('GET', '/v1/annotations', $name);
        if ($answer['why'] !== '') return ['state' => $answer['why'] === 'missing' ? 'waiting' : 'unavailable'] + $view;
        $page = $answer['body'];
        if ((string) ($page['document']['revision'] ?? '') !== (string) $view['revision']) $view['state'] = 'older';
        $coverage = $this->coverage($name);
        $view['standards'] = $coverage['standards'];
        $view['tags'] = $this->tags($page['items'] ?? [], $coverage);
        $this->addOthers($view, $name);
        return $view;
    }

    /** Of a text that is being written: what it answers, and what that changes on the page as it is kept. */
    public function ofDraft(string $id, string $text): array
    {
        $name = ['wiki' => $this->pages->wiki(), 'key' => $id];
        $view = ['state' => 'current', 'standards' => [], 'tags' => [], 'gained' => [], 'lost' => [], 'duplicates' => [], 'checks' => []];
        $answer = $this->client->ask('POST', '/v1/analyze', [], ['text' => $text, 'format' => 'dokuwiki', 'title' => $this->pages->title($id)]);
        if ($answer['why'] !== '') return ['state' => 'unavailable'] + $view;
        $coverage = $this->coverage($name);
        $view['standards'] = $coverage['standards'];
        $now = $this->byClause($this->tags($answer['body']['annotations'] ?? [], ['found' => []] + $coverage));
        $kept = $this->client->ask('GET', '/v1/annotations', $name);
        $before = $kept['why'] === '' ? $this->byClause($this->tags($kept['body']['items'] ?? [], $coverage)) : [];
        $view['tags'] = array_values($now);
        $view['gained'] = array_values(array_diff_key($now, $before));
        foreach (array_diff_key($before, $now) as $clause => $tag) $view['lost'][] = $tag + ['only' => $this->isOnlyEvidence($id, $clause)];
        return $view;
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

    /**
     * What the page has of each clause of the standards in force: `standards` to show, `names` of them, and by clause
     * the parts `found` with their words.
     */
    private function coverage(array $name): array
    {
        $made = ['standards' => [], 'names' => [], 'found' => [], 'parts' => []];
        $answer = $this->client->ask('GET', '/v1/coverage');
        foreach ($answer['body']['standards'] ?? [] as $slot => $entry) {
            $standard = $entry['standard'];
            $made['standards'][] = ['id' => $standard['id'], 'name' => $standard['name'], 'slot' => $slot];
            $made['names'][$standard['id']] = $standard['name'];
            $detail = $this->client->ask('GET', '/v1/coverage', ['standard' => $standard['id']] + $name);
            foreach ($detail['body']['clauses'] ?? [] as $clause) $made['parts'][$clause['id']] = $clause['parts'];
        }
        return $made;
    }

    /** Tags of the standards in force, in the order of the page. */
    private function tags(array $annotations, array $coverage): array
    {
        $tags = [];
        foreach ($annotations as $annotation) {
            $said = $annotation['clausemark'];
            $about = $said['about'] ?? null;
            if (!$about || !isset($coverage['names'][$about['standard']])) continue;
            $evidence = [];
            foreach ($annotation['target'] as $target) $evidence[] = $this->quotes::ofSelectors($target['selector']);
            $aspects = ['answered' => [], 'missing' => []];
            foreach ($coverage['parts'][$said['clause']] ?? [] as $part)
                $aspects[$part['found'] ? 'answered' : 'missing'][] = ['name' => $part['part'], 'text' => $part['words'],
                    'hint' => $part['hint'], 'practice' => !$part['required']];
            $tags[] = [
                'id' => $annotation['id'],
                'clause' => $said['clause'],
                'standard' => $about['standard'],
                'standardName' => $coverage['names'][$about['standard']],
                'number' => $about['number'],
                'kind' => $about['kind'],
                'title' => $about['title'],
                'strength' => $said['strength'],
                'standing' => $said['standing'],
                'decision' => $said['decision'],
                'by' => $said['by'] ?? '',
                'at' => $said['at'] ?? '',
                'reason' => $said['reason'] ?? '',
                'aspects' => $aspects,
                'evidence' => $evidence,
                'corresponding' => [],
                'elsewhere' => [],
            ];
        }
        return $tags;
    }

    private function byClause(array $tags): array
    {
        $found = [];
        foreach ($tags as $tag) $found[$tag['clause']] ??= $tag;
        return $found;
    }

    /** Duplicates and conflicts that this page is part of. */
    private function addOthers(array &$view, array $name): void
    {
        $duplicates = $this->client->ask('GET', '/v1/duplicates', $name + ['limit' => 100]);
        $conflicts = $this->client->ask('GET', '/v1/conflicts', $name + ['limit' => 100]);
        if (empty($duplicates['body']['duplicates']) && empty($conflicts['body']['conflicts'])) return;
        $passages = $this->client->ask('GET', '/v1/document', $name)['body']['passages'] ?? [];
        foreach ($duplicates['body']['duplicates'] ?? [] as $cluster) {
            $found = $this->findings->duplicate($cluster);
            foreach ($found['pairs'] ?? [] as $pair) {
                foreach ([['left', 'right'], ['right', 'left']] as [$here, $there]) {
                    if ($found['members'][$pair[$here]]['id'] !== $name['key']) continue;
                    $quote = $this->quotes->region($passages, ...$pair[$here . '_passages']);
                    $view['duplicates'][] = [
                        'similarity' => $pair['similarity'],
                        'page' => array_intersect_key($found['members'][$pair[$there]], ['title' => 1, 'url' => 1, 'heading' => 1]),
                        'differences' => $pair['differences'],
                        'intended' => $pair['intended'],
                        'places' => $quote ? [$quote] : [],
                        'url' => $pair['url'],
                    ];
                    if ($found['members'][$pair[$there]]['id'] === $name['key']) break; // two places of one page
                }
            }
        }
        foreach ($conflicts['body']['conflicts'] ?? [] as $conflict) {
            $found = $this->findings->conflict($conflict);
            if (!$found) continue;
            $places = [];
            $values = [];
            foreach ($found['values'] as $value) {
                foreach ($value['passages'][$name['key']] ?? [] as $passage)
                    if ($quote = $this->quotes->passage($passages, $passage)) $places[] = $quote;
                $values[] = ['written' => $value['written'], 'pages' => array_map(
                    fn(array $page): array => ['title' => $page['title'], 'url' => $page['url']], $value['pages'])];
            }
            $view['conflicts'][] = ['parameter' => $found['parameter'], 'explanation' => $found['explanation'],
                'values' => $values, 'places' => $places];
        }
    }
}
