<?php
// SPDX-License-Identifier: GPL-2.0-or-later

/**
 * Keeps the server in step with the wiki: tells it of one page, of all pages, and finds and mends every difference. The
 * key of a page is its id; DokuWiki moves a page by making a new one and deleting the old, and so it arrives.
 */
class helper_plugin_clausemark_sync extends DokuWiki_Plugin
{
    private helper_plugin_clausemark_client $client;
    private helper_plugin_clausemark_pages $pages;
    private helper_plugin_clausemark_queue $queue;
    private helper_plugin_clausemark_effects $effects;

    public function __construct()
    {
        $this->effects = plugin_load('helper', 'clausemark_effects');
        $this->client = plugin_load('helper', 'clausemark_client');
        $this->pages = plugin_load('helper', 'clausemark_pages');
        $this->queue = plugin_load('helper', 'clausemark_queue');
    }

    /**
     * Tells the server of one page as it is now. True: it knows; false: it does not want this page, which is written to
     * the log; null: it cannot be asked now.
     */
    public function deliver(string $id, bool $persist = false): ?bool
    {
        if (!$this->tellMoves($persist)) return null;
        $name = ['wiki' => $this->pages->wiki(), 'key' => $id];
        $seconds = $persist ? helper_plugin_clausemark_client::COMMAND : helper_plugin_clausemark_client::DELIVERING;
        $there = $this->pages->covers($id) && page_exists($id);
        $revision = $there ? $this->pages->revision($id) : 0;
        $described = $there ? $this->pages->described($id) : ['text' => ''];
        $effect = $this->isEdit($id, $revision, $persist) ? $this->effects->of($id, $described['text'], $seconds) : null;
        $answer = $there
            ? $this->client->ask('PUT', '/v1/document', $name, $described, $seconds, $persist)
            : $this->client->ask('DELETE', '/v1/document', $name, null, $seconds, $persist);
        if (helper_plugin_clausemark_client::passes($answer['why'])) return null;
        if ($there && $answer['why'] === 'conflict') {
            // The server holds a later revision: another delivery was faster, or the page was set back on disk.
            if (!$this->isSetBack($name, $revision)) return true;
            $this->client->ask('DELETE', '/v1/document', $name, null, $seconds, $persist);
            return $this->deliver($id, $persist);
        }
        if ($answer['why'] === '') $this->effects->keep($id, $revision, $effect);
        $refused = $answer['why'] !== '' && !(!$there && $answer['why'] === 'missing');
        if ($refused) \dokuwiki\Logger::error("clausemark: the server does not take the page $id", $answer['status'] . ' ' . $answer['detail']);
        if (page_exists($id)) io_saveFile($this->deliveredFile($id), $refused ? "refused $revision" : (string) $revision);
        elseif (file_exists($this->deliveredFile($id))) @unlink($this->deliveredFile($id));
        return true;
    }

    /** Delivers marked pages; what the indexer's task does behind a page view. Gives how many. */
    public function drain(float $seconds, int $most = PHP_INT_MAX, bool $persist = false): int
    {
        if (!$persist && $this->client->restingFor() > 0) return 0; // however long the queue has become
        return $this->queue->drain(fn(string $id): ?bool => $this->deliver($id, $persist), $seconds, $most);
    }

    /** Marks a page that was changed behind the wiki's back. */
    public function markWhereChanged(string $id): void
    {
        if (!$this->pages->covers($id)) return;
        $revision = page_exists($id) ? $this->pages->revision($id) : 0;
        $delivered = @file_get_contents($this->deliveredFile($id));
        if ($revision === 0 ? $delivered !== false : !in_array($delivered, [(string) $revision, "refused $revision"], true))
            $this->queue->mark($id);
    }

    /**
     * Every page that the server lacks, holds at another revision, or holds without the wiki having it.
     *
     * What the server refused as it is now counts as no difference: `refused`.
     *
     * @return array{why: string, missing: string[], changed: string[], extra: string[], refused: string[], held: int}
     */
    public function differences(bool $persist = false): array
    {
        $query = ['wiki' => $this->pages->wiki(), 'limit' => 1000];
        $seconds = $persist ? helper_plugin_clausemark_client::COMMAND : helper_plugin_clausemark_client::DELIVERING;
        $answer = $this->client->all('/v1/documents', $query, 'documents', 1000000, $seconds, $persist);
        $found = ['why' => $answer['why'], 'missing' => [], 'changed' => [], 'extra' => [], 'refused' => [], 'held' => 0];
        if ($answer['why'] !== '') return $found;
        $here = $this->pages->all();
        $refused = fn(string $id): bool => @file_get_contents($this->deliveredFile($id)) === 'refused ' . $here[$id];
        $differ = fn(string $id, string $how): string => $refused($id) ? 'refused' : $how;
        $held = [];
        foreach ($answer['body']['documents'] as $document) {
            $id = (string) $document['key'];
            $held[$id] = true;
            $found['held']++;
            if (!isset($here[$id])) $found['extra'][] = $id;
            elseif ((string) $here[$id] !== (string) $document['revision']) $found[$differ($id, 'changed')][] = $id;
        }
        foreach (array_keys($here) as $id)
            if (!isset($held[$id])) $found[$differ((string) $id, 'missing')][] = (string) $id;
        return $found;
    }

    /** Whether wiki and server were not compared for so many hours; 0: nobody wants that. Whoever asks is to compare them. */
    public function isReconciliationDue(int $hours): bool
    {
        if ($hours <= 0 || $this->client->restingFor() > 0) return false;
        clearstatcache(true, $this->queue->stateFile('reconciled'));
        return time() - (int) @filemtime($this->queue->stateFile('reconciled')) > 3600 * $hours;
    }

    /** Compares wiki and server, and marks what differs; gives what does. */
    public function reconcile(bool $persist = false): array
    {
        // First, so that the views meanwhile do not compare too; where the server cannot be asked, after its rest again.
        @touch($this->queue->stateFile('reconciled'));
        $found = $this->differences($persist);
        if ($found['why'] !== '') @unlink($this->queue->stateFile('reconciled'));
        else $this->markDifferences($found);
        return $found;
    }

    /** Marks all pages that differ; gives how many. */
    public function markDifferences(array $differences): int
    {
        $ids = array_merge($differences['missing'], $differences['changed'], $differences['extra']);
        foreach ($ids as $id) $this->queue->mark($id);
        return count($ids);
    }

    /**
     * Tells the server which pages have moved, in the order they did, before anything else: a page takes its history and
     * what was decided about it along. False: it cannot be asked now.
     */
    private function tellMoves(bool $persist): bool
    {
        foreach ($this->queue->moves() as $at => [$from, $to]) {
            $body = ['key' => $to, 'space' => (string) getNS($to), 'permalink' => $this->pages->permalink($to)];
            $ask = fn(string $method, string $path, string $key, ?array $what): array => $this->client->ask($method, $path,
                ['wiki' => $this->pages->wiki(), 'key' => $key], $what, helper_plugin_clausemark_client::DELIVERING, $persist);
            $answer = $ask('POST', '/v1/document/rename', $from, $body);
            if ($answer['why'] === 'conflict') {
                // A page that was here before; the wiki has it no more.
                $ask('DELETE', '/v1/document', $to, null);
                $answer = $ask('POST', '/v1/document/rename', $from, $body);
            }
            if (helper_plugin_clausemark_client::passes($answer['why'])) return false;
            $this->queue->moved($at);
        }
        return true;
    }

    /** Whether this is more than handing over a page that is as it was delivered, or one of many in a command. */
    private function isEdit(string $id, int $revision, bool $persist): bool
    {
        $delivered = @file_get_contents($this->deliveredFile($id));
        if ($persist && ($delivered === false || $revision === 0)) return false;
        return $delivered === false ? $revision !== 0 : $delivered !== (string) $revision;
    }

    /** Whether the server holds a later revision than the page has, still. */
    private function isSetBack(array $name, int $revision): bool
    {
        $held = $this->client->ask('GET', '/v1/document', $name, null, helper_plugin_clausemark_client::DELIVERING);
        return $held['why'] === '' && (int) ($held['body']['document']['revision_order'] ?? 0) > $revision
            && $this->pages->revision($name['key']) === $revision;
    }

    private function deliveredFile(string $id): string
    {
        return metaFN($id, '.clausemark');
    }
}
