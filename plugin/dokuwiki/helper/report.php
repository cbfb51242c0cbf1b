<?php
// SPDX-License-Identifier: GPL-2.0-or-later

use Clausemark\Web\Coverage;

/**
 * What owners and auditors ask of the whole wiki: coverage of each standard, the evidence of a clause, copies, differing
 * values, the pages of one owner. Everything is of the pages that whoever is asking may read: others are neither named
 * nor counted. Each answers null where the server cannot be asked.
 */
class helper_plugin_clausemark_report extends DokuWiki_Plugin
{
    /** Findings that are looked through for those that may be shown, and rows that a page of a report has. */
    private const MOST = 2000;
    public const ROWS = 200;

    private helper_plugin_clausemark_client $client;
    private helper_plugin_clausemark_pages $pages;
    private helper_plugin_clausemark_findings $findings;
    private helper_plugin_clausemark_kept $kept;

    public function __construct()
    {
        $this->client = plugin_load('helper', 'clausemark_client');
        $this->pages = plugin_load('helper', 'clausemark_pages');
        $this->findings = plugin_load('helper', 'clausemark_findings');
        $this->kept = plugin_load('helper', 'clausemark_kept');
    }

    /** The standards in force: id => name. */
    public function standards(): ?array
    {
        $kept = $this->kept->standards();
        return $kept === null ? null : array_column(array_column($kept['inForce']['standards'], 'standard'), 'name', 'id');
    }

    /**
     * Clauses of a standard as Coverage::of() gives them over readable pages; with `$owner`, over that owner's.
     *
     * @return array[]|null
     */
    public function coverage(string $standard, string $owner = ''): ?array
    {
        $kept = $this->kept->standards();
        $evidence = $this->kept->evidence();
        if ($kept === null || $evidence === null) return null;
        $pages = [];
        $rows = [];
        foreach ($evidence as $row) {
            if ($owner !== '' && $row['owner'] !== $owner) continue;
            $pages[$row['wiki']][$row['key']] ??= [$this->findings->page($row)];
            if ($page = $pages[$row['wiki']][$row['key']][0]) $rows[] = $row + ['page' => $page];
        }
        return Coverage::of($kept['standards'][$standard] ?? [], $rows);
    }

    /** The other pages on which a clause is answered: [{title, url, heading}]. */
    public function elsewhere(string $clause, string $besides): array
    {
        $found = [];
        foreach ($this->kept->evidence() ?? [] as $row) {
            if ($row['clause'] !== $clause || $row['key'] === $besides || isset($found[$row['key']])) continue;
            if ($page = $this->findings->page($row)) $found[$row['key']] = ['title' => $page['title'], 'url' => $page['url'], 'heading' => $row['heading']];
            if (count($found) >= 20) break;
        }
        return array_values($found);
    }

    /** Whether no other page that may be known of is evidence of this clause. */
    public function isOnlyEvidence(string $id, string $clause): bool
    {
        foreach ($this->kept->evidence() ?? [] as $row) {
            $counts = $row['clause'] === $clause && $row['standing'] === 'counted' && $row['strength'] !== 'mention';
            if ($counts && $row['key'] !== $id && $this->pages->mayShow($row)) return false;
        }
        return $this->kept->evidence() !== null;
    }

    /** The passages that answer a clause: [{page, heading, text, strength, decision, standing}]. */
    public function evidence(string $clause): ?array
    {
        $answer = $this->client->all('/v1/evidence', ['clause' => $clause, 'limit' => 200], 'evidence', self::MOST);
        if ($answer['why'] === 'missing') return [];
        if ($answer['why'] !== '') return null;
        $found = [];
        foreach ($answer['body']['evidence'] as $evidence) {
            $page = $this->findings->page($evidence['document']);
            if ($page)
                $found[] = [
                    'page' => $page,
                    'heading' => (string) (end($evidence['passage']['heading_path']) ?: ''),
                    'text' => $evidence['passage']['text'],
                    'strength' => $evidence['tag']['strength'],
                    'decision' => $evidence['tag']['decision'],
                    'by' => $evidence['tag']['by'] ?? '',
                    'standing' => $evidence['tag']['standing'],
                ];
        }
        return $found;
    }

    /** Clusters of copies, those with the gravest differences first; with `$owner`, those with a page of theirs. */
    public function duplicates(string $owner = ''): ?array
    {
        return $this->listed('/v1/duplicates', 'duplicates', $owner, fn(array $item): ?array => $this->findings->duplicate($item),
            fn(array $found): array => $found['members']);
    }

    /** Differing values. */
    public function conflicts(string $owner = ''): ?array
    {
        return $this->listed('/v1/conflicts', 'conflicts', $owner, fn(array $item): ?array => $this->findings->conflict($item),
            fn(array $found): array => array_merge(...array_column($found['values'], 'pages')));
    }

    /** The pages that name this owner: [{id, title, url, status, review}]. */
    public function ofOwner(string $owner): ?array
    {
        $answer = $this->client->all('/v1/documents', ['wiki' => $this->pages->wiki(), 'owner' => $owner, 'limit' => 1000], 'documents');
        if ($answer['why'] !== '') return null;
        $found = [];
        foreach ($answer['body']['documents'] as $document)
            if ($page = $this->findings->page($document))
                $found[] = $page + ['status' => $document['status'], 'review' => $document['review_date']];
        return $found;
    }

    /** Who owns pages that may be read, by name; the number of these pages. */
    public function owners(): ?array
    {
        $answer = $this->client->all('/v1/documents', ['wiki' => $this->pages->wiki(), 'limit' => 1000], 'documents');
        if ($answer['why'] !== '') return null;
        $owners = [];
        foreach ($answer['body']['documents'] as $document)
            if ($document['owner'] !== '' && $this->pages->mayShow($document)) $owners[$document['owner']] = ($owners[$document['owner']] ?? 0) + 1;
        ksort($owners, SORT_STRING);
        return $owners;
    }

    /** Tags on a page that nobody has decided on: [{id, clause, kind, number, title, standardName, text}]. */
    public function undecided(string $id): ?array
    {
        $answer = $this->client->ask('GET', '/v1/annotations', ['wiki' => $this->pages->wiki(), 'key' => $id]);
        $inForce = $this->standards() ?? [];
        if ($answer['why'] === 'missing') return [];
        if ($answer['why'] !== '') return null;
        $found = [];
        foreach ($answer['body']['items'] as $item) {
            $about = $item['clausemark']['about'] ?? [];
            if ($item['clausemark']['decision'] === 'confirmed' || !isset($inForce[$about['standard'] ?? ''])) continue;
            $found[] = ['id' => $item['id'], 'kind' => $about['kind'], 'number' => $about['number'], 'title' => $about['title'],
                'standardName' => $inForce[$about['standard']], 'text' => $item['clausemark']['passage'][0]['exact'] ?? ''];
        }
        return $found;
    }

    /** Two copies side by side: the cluster as in duplicates(), the pair, and rows of pieces. */
    public function compare(string $cluster, string $region): ?array
    {
        $answer = $this->client->ask('GET', '/v1/duplicate', ['id' => $cluster, 'region' => $region], null, 10);
        if ($answer['why'] === 'missing' || $answer['why'] === 'refused') return [];
        if ($answer['why'] !== '') return null;
        $found = $this->findings->duplicate($answer['body']['cluster']);
        $sides = $answer['body']['sides'];
        if (!$found || !isset($found['members'][$sides['left']], $found['members'][$sides['right']])) return [];
        return ['left' => $found['members'][$sides['left']], 'right' => $found['members'][$sides['right']],
            'differences' => array_column($sides['differences'], 'explanation'), 'rows' => $sides['rows'], 'cluster' => $found];
    }

    /** Findings that may be shown, and, with an owner, concern a page of theirs. */
    private function listed(string $path, string $list, string $owner, callable $shown, callable $pagesOf): ?array
    {
        $query = ['limit' => 100] + ($owner === '' ? [] : ['owner' => $owner]);
        $answer = $this->client->all($path, $query, $list, self::MOST, 10);
        if ($answer['why'] !== '') return null;
        $found = [];
        foreach ($answer['body'][$list] as $item) {
            $one = $shown($item);
            if ($one && ($owner === '' || in_array($owner, array_column($pagesOf($one), 'owner'), true))) $found[] = $one;
        }
        return $found;
    }
}
