<?php
// SPDX-License-Identifier: GPL-2.0-or-later

use Clausemark\Web\Reader;

require_once __DIR__ . '/../web/php/Reader.php';

/**
 * Duplicates and conflicts as a reader may see them: whatever names, quotes or counts a page that the reader may not
 * know of is left out here, and nowhere else. Titles and addresses are the wiki's own, as they are now.
 */
class helper_plugin_clausemark_findings extends DokuWiki_Plugin implements Reader
{
    private helper_plugin_clausemark_pages $pages;

    public function __construct()
    {
        $this->pages = plugin_load('helper', 'clausemark_pages');
    }

    /** A page to link to, `{id, title, url}`; null where the reader may not know of it. */
    public function page(array $document): ?array
    {
        if (!$this->pages->mayShow($document)) return null;
        $id = (string) $document['key'];
        return ['id' => $id, 'title' => $this->pages->title($id, (string) ($document['title'] ?? '')), 'url' => wl($id, '', false, '&')];
    }

    /** Only the same text is 100 %. */
    public static function percent(float $similarity): int
    {
        return $similarity >= 1 ? 100 : min(99, (int) round($similarity * 100));
    }

    /** @inheritdoc */
    public function compareUrl(string $cluster, string $region): string
    {
        global $ID;
        return wl($ID, ['do' => 'clausemark', 'cluster' => $cluster, 'region' => $region], false, '&');
    }

    /**
     * A cluster of copies, between pages that may be shown: `{id, kind, similarity, words, members, pairs, decision}`, a
     * pair as `{key, left, right, similarity, differences, intended, url}`. Null where
     * fewer than two members are left, or no pair.
     */
    public function duplicate(array $cluster): ?array
    {
        $members = [];
        foreach ($cluster['members'] as $at => $member)
            if ($page = $this->page($member['document']))
                $members[$at] = $page + ['heading' => (string) (end($member['heading_path']) ?: ''),
                    'owner' => (string) $member['document']['owner'], 'archived' => $member['archived']];
        $pairs = [];
        foreach ($cluster['regions'] as $region) {
            if (!isset($members[$region['left']], $members[$region['right']])) continue;
            $pairs[] = [
                'key' => $region['key'],
                'left' => $region['left'],
                'right' => $region['right'],
                'similarity' => $region['similarity'],
                'differences' => array_column($region['differences'], 'explanation'),
                'intended' => $cluster['decision'] !== null || ($region['intended'] > 0 && $region['intended'] >= count($region['differences'])),
                'url' => $this->compareUrl($cluster['id'], $region['key']),
            ];
        }
        if (!$pairs) return null;
        return [
            'id' => $cluster['id'],
            'kind' => $cluster['kind'],
            'words' => $cluster['words'],
            'members' => $members,
            'pairs' => $pairs,
            'decision' => $cluster['decision'],
        ];
    }

    /**
     * Different values for one thing, as far as they stand on pages that may be shown: `{key, parameter, explanation,
     * whole, values: [{written, pages}]}`; `whole` where no page of it is left out. Null where fewer than two values are left. The server's sentence names
     * pages, so it is kept only where all of them may be named.
     */
    public function conflict(array $conflict): ?array
    {
        $whole = count($conflict['values']) === $conflict['all_values'];
        $values = [];
        foreach ($conflict['values'] as $value) {
            $whole = $whole && count($value['statements']) === $value['all'];
            $pages = [];
            $written = null; // as a page that may be shown writes it
            foreach ($value['statements'] as $statement) {
                $page = $this->page($statement['document']);
                if ($page) $written ??= (string) ($statement['fact']['written'] ?? $value['written']);
                if ($page) $pages[$page['id']] ??= $page + ['owner' => (string) $statement['document']['owner'], 'text' => $statement['text']];
                else $whole = false;
            }
            if ($pages) $values[] = ['written' => $written, 'pages' => array_values($pages)];
        }
        if (count($values) < 2) return null;
        return [
            'key' => $conflict['key'],
            'parameter' => str_replace('-', ' ', $conflict['parameter']),
            'explanation' => $whole ? $conflict['explanation'] : '',
            'whole' => $whole,
            'values' => $values,
            'decision' => $conflict['decision'],
        ];
    }
}
