<?php
// SPDX-License-Identifier: GPL-2.0-or-later

use Clausemark\Web\Coverage;

require_once __DIR__ . '/../web/php/PageViews.php';
require_once __DIR__ . '/../web/php/Coverage.php';

/**
 * Two answers of the server that many pages need, kept in the wiki's cache: the standards in force with their clauses,
 * and all evidence in short. Of every page that the server knows: whoever shows any of it filters it by what the reader
 * may know. A file changes only when what it holds does, so that rendered pages can depend on it.
 */
class helper_plugin_clausemark_kept extends DokuWiki_Plugin
{
    /** Seconds until the server is asked whether anything has changed; until clauses are asked for anew. */
    private const FRESH = 60;
    private const FRESH_STANDARDS = 600;

    /** Rows of evidence that are kept: some 10,000 pages' worth. */
    private const MOST_EVIDENCE = 200000;

    private helper_plugin_clausemark_client $client;

    public function __construct()
    {
        $this->client = plugin_load('helper', 'clausemark_client');
    }

    /**
     * Answers of GET /v1/coverage: `inForce` without a standard, `standards` with one, by id. Null where the server cannot
     * be asked. With `$ask` false, only what is kept already.
     */
    public function standards(bool $ask = true): ?array
    {
        if ($ask && $this->isOld('standards', self::FRESH_STANDARDS)) $this->fetchStandards();
        return $this->read('standards');
    }

    /** Rows of Coverage::evidence(), strongest first; null as above. */
    public function evidence(bool $ask = true): ?array
    {
        if ($ask && $this->isOld('evidence', self::FRESH)) $this->fetchEvidence();
        return $this->read('evidence')['rows'] ?? null;
    }

    /** Behind page views: brings up to date what somebody uses. */
    public function refresh(): void
    {
        if (!file_exists($this->file('wanted'))) return;
        $this->standards();
        $this->evidence();
    }

    /** Has refresh() keep these answers, for who shows them without asking. */
    public function want(): void
    {
        if (!file_exists($this->file('wanted'))) io_saveFile($this->file('wanted'), '');
    }

    /** @return string[] what a page depends on that shows any of it */
    public function files(): array
    {
        return [$this->file('standards'), $this->file('evidence')];
    }

    /** After a decision: the next who asks asks the server. */
    public function forget(): void
    {
        @unlink($this->file('evidence') . '.at');
    }

    private function fetchStandards(): void
    {
        $inForce = $this->client->ask('GET', '/v1/coverage');
        if ($inForce['why'] !== '') return;
        $standards = [];
        foreach ($inForce['body']['standards'] ?? [] as $row) {
            $answer = $this->client->ask('GET', '/v1/coverage', ['standard' => $row['standard']['id']]);
            if ($answer['why'] !== '') return;
            // Counts are of all pages, and nobody is to show them.
            foreach ($answer['body']['clauses'] as $clause)
                $standards[$row['standard']['id']]['clauses'][] = array_intersect_key($clause,
                    ['id' => 1, 'kind' => 1, 'number' => 1, 'title' => 1, 'children' => 1, 'state' => 1, 'parts' => 1, 'declared' => 1]);
        }
        $names = fn(array $row): array => ['standard' => array_intersect_key($row['standard'], ['id' => 1, 'name' => 1])];
        $this->write('standards', [
            'inForce' => ['standards' => array_map($names, $inForce['body']['standards'] ?? [])],
            'standards' => $standards,
        ]);
    }

    private function fetchEvidence(): void
    {
        $kept = $this->read('evidence');
        $rows = [];
        $query = ['limit' => 200];
        $tag = null;
        do {
            $known = $tag === null ? (string) ($kept['tag'] ?? '') : '';
            $answer = $this->client->ask('GET', '/v1/evidence', $query, null, helper_plugin_clausemark_client::DELIVERING, false, $known);
            if ($answer['why'] === 'large' && $query['limit'] > 2) {
                $query['limit'] = intdiv($query['limit'], 10); // passages may be long
                continue;
            }
            if ($answer['why'] !== '') return;
            $tag ??= $answer['tag'];
            foreach ($answer['body']['evidence'] ?? [] as $evidence) $rows[] = Coverage::evidence($evidence);
            $query['cursor'] = $answer['body']['next'] ?? '';
        } while (($query['cursor'] ?? null) !== '' && count($rows) < self::MOST_EVIDENCE);
        // Of a change meanwhile the tag is too old, and the next to ask finds out.
        $this->write('evidence', ['tag' => $tag, 'rows' => $rows]);
    }

    private function read(string $what): ?array
    {
        static $read = [];
        $file = $this->file($what);
        clearstatcache(true, $file);
        $time = (int) @filemtime($file);
        if ($time === 0) return null;
        if (($read[$file]['time'] ?? 0) !== $time) $read[$file] = ['time' => $time, 'is' => json_decode((string) @file_get_contents($file), true)];
        return is_array($read[$file]['is']) ? $read[$file]['is'] : null;
    }

    private function write(string $what, array $is): void
    {
        $file = $this->file($what);
        $text = json_encode($is, JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES | JSON_INVALID_UTF8_SUBSTITUTE);
        if (@file_get_contents($file) !== $text) {
            // A reader meanwhile finds the old or the new one, whole.
            io_makeFileDir($file);
            $part = $file . '.' . bin2hex(random_bytes(6));
            if (@file_put_contents($part, $text) !== false) @rename($part, $file);
        }
        io_saveFile($file . '.at', '');
    }

    /** Whether there is none, or the server was asked too long ago; whoever comes meanwhile need not ask too. */
    private function isOld(string $what, int $seconds): bool
    {
        $file = $this->file($what);
        clearstatcache();
        if (!file_exists($file)) return true;
        if (time() - (int) @filemtime("$file.at") <= $seconds) return false;
        @touch("$file.at");
        return true;
    }

    private function file(string $what): string
    {
        global $conf;
        return $conf['cachedir'] . '/clausemark/' . $what;
    }
}
