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

    public function __construct()
    {
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
        $name = ['wiki' => $this->pages->wiki(), 'key' => $id];
        $seconds = $persist ? helper_plugin_clausemark_client::COMMAND : helper_plugin_clausemark_client::DELIVERING;
        $there = $this->pages->covers($id) && page_exists($id);
        $revision = $there ? $this->pages->revision($id) : 0;
        $answer = $there
            ? $this->client->ask('PUT', '/v1/document', $name, $this->pages->described($id), $seconds, $persist)
            : $this->client->ask('DELETE', '/v1/document', $name, null, $seconds, $persist);
        if (helper_plugin_clausemark_client::passes($answer['why'])) return null;
        if ($there && $answer['why'] === 'conflict') {
            // The server holds a later revision: another delivery was faster, or the page was set back on disk.
            if (!$this->isSetBack($name, $revision)) return true;
            $this->client->ask('DELETE', '/v1/document', $name, null, $seconds, $persist);
            return $this->deliver($id, $persist);
        }
        $refused = $answer['why'] !== '' && !(!$there && $answer['why'] === 'missing');
        if ($refused) \dokuwiki\Logger::error("clausemark: the server does not take the page $id", $answer['status'] . ' ' . $answer['detail']);
        if (page_exists($id)) io_saveFile($this->deliveredFile($id), $refused ? "refused $revision" : (string) $revision);
        elseif (file_exists($this->deliveredFile($id))) @unlink($this->deliveredFile($id));
        return true;
    }

    /** Delivers marked pages; what the indexer's task does behind a page view. Gives how many. */
    public function drain(float $seconds, int $most = PHP_INT_MAX, bool $persist = false): int
    {
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
     * @return array{why: string, missing: string[], changed: string[], extra: string[], held: int}
     */
    public function differences(bool $persist = false): array
    {
        $query = ['wiki' => $this->pages->wiki(), 'limit' => 1000];
        $seconds = $persist ? helper_plugin_clausemark_client::COMMAND : helper_plugin_clausemark_client::DELIVERING;
        $answer = $this->client->all('/v1/documents', $query, 'documents', 1000000, $seconds, $persist);
        $found = ['why' => $answer['why'], 'missing' => [], 'changed' => [], 'extra' => [], 'held' => 0];
        if ($answer['why'] !== '') return $found;
        $here = $this->pages->all();
        foreach ($answer['body']['documents'] as $document) {
            $id = (string) $document['key'];
            $found['held']++;
            if (!isset($here[$id])) $found['extra'][] = $id;
            elseif ((string) $here[$id] !== (string) $document['revision']) $found['changed'][] = $id;
            unset($here[$id]);
        }
        foreach (array_keys($here) as $id)
            if (@file_get_contents($this->deliveredFile((string) $id)) !== 'refused ' . $here[$id]) $found['missing'][] = (string) $id;
        return $found;
    }

    /** Marks all pages that differ; gives how many. */
    public function markDifferences(array $differences): int
    {
        $ids = array_merge($differences['missing'], $differences['changed'], $differences['extra']);
        foreach ($ids as $id) $this->queue->mark($id);
        return count($ids);
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
