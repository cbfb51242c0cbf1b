<?php
// SPDX-License-Identifier: GPL-2.0-or-later

/**
 * Gives people's decisions to the server, under the name of whoever is asking. Whether they may is checked here, for each
 * page that a decision speaks of; the security token is the caller's business.
 */
class helper_plugin_clausemark_decide extends DokuWiki_Plugin
{
    public const LONGEST_REASON = 2000;

    private helper_plugin_clausemark_client $client;
    private helper_plugin_clausemark_pages $pages;
    /** Findings, while many keys are decided on at once. */
    private array $kept = [];

    public function __construct()
    {
        $this->client = plugin_load('helper', 'clausemark_client');
        $this->pages = plugin_load('helper', 'clausemark_pages');
    }

    /** Confirms or rejects a tag; gives '' or why not: 'right', 'reason', 'changed', or the client's word. */
    public function onTag(string $id, string $annotation, string $verdict, string $reason): string
    {
        if (!$this->pages->mayReview($id)) return 'right';
        $reason = trim($reason);
        if (!in_array($verdict, ['confirmed', 'rejected'], true) || $reason === '' || strlen($reason) > self::LONGEST_REASON) return 'reason';
        return $this->send([
            'tag' => ['wiki' => $this->pages->wiki(), 'key' => $id, 'annotation' => $annotation],
            'verdict' => $verdict,
            'reason' => $reason,
        ]);
    }

    /**
     * Marks copies or a difference of values as intended. Which pages the key speaks of is asked of the server anew, and
     * only of findings whose pages may all be read.
     */
    public function intended(string $key, string $reason): string
    {
        $pages = $this->pagesOf($key);
        foreach ($pages as $id)
            if (!$this->pages->mayReview($id)) return 'right';
        $reason = trim($reason);
        if ($reason === '' || strlen($reason) > self::LONGEST_REASON) return 'reason';
        return $pages ? $this->send(['key' => $key, 'reason' => $reason]) : 'changed';
    }

    /** @return string[] ids; none where there is no such finding, or not for whoever is asking */
    private function pagesOf(string $key): array
    {
        /** @var helper_plugin_clausemark_report $report */
        $report = plugin_load('helper', 'clausemark_report');
        foreach ($this->kept['duplicates'] ??= $report->duplicates() ?? [] as $cluster)
            foreach ($cluster['pairs'] as $pair)
                if ($pair['key'] === $key) return [$cluster['members'][$pair['left']]['id'], $cluster['members'][$pair['right']]['id']];
        foreach ($this->kept['conflicts'] ??= $report->conflicts() ?? [] as $conflict)
            if ($conflict['key'] === $key && $conflict['whole']) return array_column(array_merge(...array_column($conflict['values'], 'pages')), 'id');
        return [];
    }

    private function send(array $decision): string
    {
        global $INPUT, $USERINFO;
        $user = $INPUT->server->str('REMOTE_USER');
        $full = (string) ($USERINFO['name'] ?? '');
        $answer = $this->client->ask('POST', '/v1/decisions', [], $decision + ['who' => $full !== '' && $full !== $user ? "$full ($user)" : $user]);
        plugin_load('helper', 'clausemark_kept')->forget();
        return in_array($answer['why'], ['missing', 'conflict'], true) ? 'changed' : $answer['why'];
    }
}
