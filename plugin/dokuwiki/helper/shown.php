<?php
// SPDX-License-Identifier: GPL-2.0-or-later

/**
 * What {{clausemark>...}} shows on pages. A page is rendered once for all its readers, so only pages that everybody may
 * read count here. Rendering never asks the server: it notes the question, answers are fetched and brought up to date
 * behind page views (action/deliver.php) and kept in the wiki's cache. An answer's file changes only when the answer
 * does, and rendered pages depend on it (action/cache.php).
 */
class helper_plugin_clausemark_shown extends DokuWiki_Plugin
{
    /** Seconds that an answer is good for, and how many are asked anew behind one page view. */
    private const GOOD_FOR = 60;
    private const AT_ONCE = 4;

    /** Evidence of one clause that is looked through for pages. */
    private const MOST_EVIDENCE = 5000;

    private helper_plugin_clausemark_client $client;
    private helper_plugin_clausemark_pages $pages;

    public function __construct()
    {
        $this->client = plugin_load('helper', 'clausemark_client');
        $this->pages = plugin_load('helper', 'clausemark_pages');
    }

    /**
     * The standards in force with the state of each clause, over pages that everybody may read: id => `{id, name,
     * clauses: [{id, kind, number, title, state, leaf, missing}]}`. Null where it is not known yet.
     */
    public function standards(): ?array
    {
        return $this->get('coverage');
    }

    /** Public pages that answer a clause: [{id, heading, strength}], strongest first; null as above. */
    public function answering(string $clause): ?array
    {
        $found = $this->get('answering ' . $clause);
        return $found === null ? null : array_values(array_filter($found, fn(array $page): bool => $this->pages->isPublic($page['id']) && page_exists($page['id'])));
    }

    /**
     * The clauses that somebody may mean: the one of an id ("iso27001:2022/A.8.13"), all of a number ("A.8.13", "8.1")
     * in the standards in force.
     *
     * @return array[] clauses as in standards(), with `standard` and `standardName`
     */
    public function clausesNamed(string $name): array
    {
        $found = [];
        foreach ($this->standards() ?? [] as $standard)
            foreach ($standard['clauses'] as $clause)
                if ($name === $clause['id'] || strcasecmp($name, $clause['number']) === 0)
                    $found[] = $clause + ['standard' => $standard['id'], 'standardName' => $standard['name']];
        return $found;
    }

    /** The file that a page depends on which shows this. */
    public function fileOf(string $what): string
    {
        global $conf;
        return $conf['cachedir'] . '/clausemark/' . hash('sha256', $what) . '.json';
    }

    /** Asks anew for what is shown somewhere and may have changed; longest ago first. */
    public function refresh(): void
    {
        global $conf;
        $old = [];
        foreach (glob($conf['cachedir'] . '/clausemark/*.at') ?: [] as $file)
            if (filemtime($file) < time() - self::GOOD_FOR) $old[$file] = filemtime($file);
        asort($old);
        foreach (array_slice(array_keys($old), 0, self::AT_ONCE) as $file) {
            $asked = filemtime($file);
            @touch($file); // whoever comes meanwhile finds it done
            if ($this->ask((string) file_get_contents($file))) continue;
            @touch($file, $asked);
            return;
        }
    }

    private function get(string $what): ?array
    {
        $file = $this->fileOf($what);
        if (!file_exists($file)) {
            $noted = $this->noteOf($what);
            if (!file_exists($noted)) {
                io_saveFile($noted, $what);
                @touch($noted, 1); // asked before all others
            }
            return null;
        }
        $kept = json_decode((string) @file_get_contents($file), true);
        return is_array($kept) ? $kept : null;
    }

    /** False where the server cannot be asked; what was known stays. */
    private function ask(string $what): bool
    {
        $answer = $what === 'coverage' ? $this->askCoverage() : $this->askAnswering(substr($what, strlen('answering ')));
        if ($answer === null) return false;
        $file = $this->fileOf($what);
        $text = json_encode($answer, JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES | JSON_INVALID_UTF8_SUBSTITUTE);
        if (@file_get_contents($file) !== $text) io_saveFile($file, $text);
        return true;
    }

    /** Holds the question; its time is when it was asked last. */
    private function noteOf(string $what): string
    {
        return substr($this->fileOf($what), 0, -strlen('json')) . 'at';
    }

    private function askCoverage(): ?array
    {
        $public = array_values(array_filter(array_map('strval', array_keys($this->pages->all())), fn(string $id): bool => $this->pages->isPublic($id)));
        $inForce = $this->client->ask('GET', '/v1/coverage');
        if ($inForce['why'] !== '') return null;
        $made = [];
        foreach ($inForce['body']['standards'] as $row) {
            $answer = $this->client->ask('POST', '/v1/coverage', [], ['standard' => $row['standard']['id'], 'wiki' => $this->pages->wiki(), 'keys' => $public]);
            if ($answer['why'] !== '') return null;
            $clauses = [];
            foreach ($answer['body']['clauses'] as $clause)
                $clauses[] = [
                    'id' => $clause['id'],
                    'kind' => $clause['kind'],
                    'number' => $clause['number'],
                    'title' => $clause['title'],
                    'state' => $clause['state'],
                    'leaf' => !$clause['children'],
                    'missing' => array_column(array_filter($clause['parts'], fn(array $part): bool => $part['required'] && !$part['found']), 'words'),
                ];
            $made[$row['standard']['id']] = ['id' => $row['standard']['id'], 'name' => $row['standard']['name'], 'clauses' => $clauses];
        }
        return $made;
    }

    private function askAnswering(string $clause): ?array
    {
        $answer = $this->client->all('/v1/evidence', ['clause' => $clause, 'limit' => 500], 'evidence', self::MOST_EVIDENCE);
        if ($answer['why'] === 'missing') return [];
        if ($answer['why'] !== '') return null;
        $found = [];
        foreach ($answer['body']['evidence'] as $evidence) {
            $document = $evidence['document'];
            if ($evidence['tag']['standing'] !== 'counted' || $evidence['tag']['strength'] === 'mention' || !$this->pages->mayShow($document, true)) continue;
            $found[$document['key']] ??= ['id' => $document['key'], 'heading' => (string) (end($evidence['passage']['heading_path']) ?: ''), 'strength' => $evidence['tag']['strength']];
        }
        return array_values($found);
    }
}
