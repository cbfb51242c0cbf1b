<?php
// SPDX-License-Identifier: GPL-2.0-or-later

use dokuwiki\HTTP\DokuHTTPClient;

/**
 * Asks the Clausemark server, by the wiki's own HTTP class. A question has a time limit, and after a failure the server
 * is left alone for a while, so that a server that is down or hangs costs readers one short wait at most and the wiki
 * no worker. What is asked, and what a reader may see of the answer, is decided by others.
 */
class helper_plugin_clausemark_client extends DokuWiki_Plugin
{
    /** Seconds that an answer may take: while a person waits, behind their back, and for a command. */
    public const READING = 2;
    public const DELIVERING = 5;
    public const COMMAND = 60;

    /** Seconds without a question after a failure; the most that the server's Retry-After is believed. */
    private const REST = 15;
    private const LONGEST_REST = 300;

    /**
     * Answers that are larger are not taken: 200 tags with their quotes have some 400 KB, and what is decoded takes ten
     * times as much of PHP's memory. Lists come in pages, and so does what is asked behind people's backs.
     */
    private const LARGEST_ANSWER = 4 << 20;

    /**
     * One question. Gives `why` '' with the decoded `body`, or what went wrong: 'unconfigured', 'resting' (not asked,
     * because it failed a moment ago), 'unreachable', 'unauthorised', 'forbidden' (the token may not write this page), 'busy', 'broken' (an answer that is none),
     * 'failed' (the server's own fault), 'large' (more than can be taken), 'missing' (404), 'conflict' (409), 'refused' (anything else it does not want).
     * `detail` is the server's word on it, for the log and for administrators.
     *
     * With `$known`, the `tag` of an earlier answer, an answer that would be the same is 'unchanged'. `$persist` asks even
     * where the server failed a moment ago.
     *
     * @param array<string,string|int> $query
     * @param array|null $body sent as JSON
     * @return array{why: string, status: int, body: array, detail: string, tag: string}
     */
    public function ask(
        string $method,
        string $path,
        array $query = [],
        ?array $body = null,
        float $seconds = self::READING,
        bool $persist = false,
        string $known = ''
    ): array
    {
        $server = rtrim(trim($this->getConf('server')), '/');
        if (!preg_match('#^https?://[^/?\#]+#i', $server)) return $this->failure('unconfigured');
        if (!$persist && $this->restingFor() > 0) return $this->failure('resting');

        $http = new DokuHTTPClient();
        $http->timeout = $seconds;
        $http->max_redirect = 0;
        $http->max_bodysize = self::LARGEST_ANSWER;
        unset($http->headers['Accept-encoding']); // a size that is known before the answer is read
        $http->agent = 'Clausemark plugin for DokuWiki';
        $http->headers['Accept'] = 'application/json';
        if ($this->isLoopback($server)) $http->proxy_host = '';
        $token = $this->token();
        if ($token !== '') $http->headers['Authorization'] = 'Bearer ' . $token;
        // A connection of its own: one that is kept may be closed by the server meanwhile, or hold what it did not read.
        $http->keep_alive = false;
        if ($known !== '') $http->headers['If-None-Match'] = $known;
        $sent = '';
        if ($method !== 'GET') {
            $http->headers['Content-Type'] = 'application/json';
            // A foreign page in a browser cannot send this type: the server wants it of everything that writes.
            $sent = $body === null ? '' : json_encode($body, JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE | JSON_INVALID_UTF8_SUBSTITUTE);
        }
        $address = $server . $path;
        if ($query) $address .= '?' . http_build_query($query, '', '&', PHP_QUERY_RFC3986);

        $arrived = $http->sendRequest($address, $sent, $method);
        $status = (int) $http->status;
        if (!$arrived && strpos((string) $http->error, 'allowed response size') !== false) return $this->failure('large', $status);
        if (!$arrived || $status < 100) return $this->rest($this->failure('unreachable', $status, (string) $http->error));
        $text = (string) $http->resp_body;
        $answer = $text === '' ? [] : json_decode($text, true);
        $detail = is_array($answer) ? (string) ($answer['detail'] ?? '') : '';
        // A token may be for some spaces, or for reading alone: of one page that it may not write nothing follows for others.
        if ($status === 403 && in_array($method, ['PUT', 'DELETE'], true)) return $this->failure('forbidden', $status, $detail);
        if ($status === 401 || $status === 403) return $this->rest($this->failure('unauthorised', $status, $detail));
        if ($status === 429 || $status === 503)
            return $this->rest($this->failure('busy', $status, $detail), (int) ($http->resp_headers['retry-after'] ?? self::REST));
        if ($status >= 500) return $this->rest($this->failure('failed', $status, $detail));
        if ($status === 404) return $this->failure('missing', $status, $detail);
        if ($status === 409) return $this->failure('conflict', $status, $detail);
        if ($status >= 400) return $this->failure('refused', $status, $detail . $this->fields($answer));
        if ($status === 304 && $known !== '') return ['why' => 'unchanged', 'tag' => $known] + $this->failure('', $status);
        if ($status >= 300 || !is_array($answer)) return $this->rest($this->failure('broken', $status));
        $this->wake();
        return ['why' => '', 'status' => $status, 'body' => $answer, 'detail' => '', 'tag' => (string) ($http->resp_headers['etag'] ?? '')];
    }

    /** All of a list that comes in pages: the fields `$list` of each, one behind the other; at most `$most` of them. */
    public function all(string $path, array $query, string $list, int $most = 100000, float $seconds = self::READING, bool $persist = false): array
    {
        $found = [];
        do {
            $answer = $this->ask('GET', $path, $query, null, $seconds, $persist);
            if ($answer['why'] !== '') return $answer;
            foreach ($answer['body'][$list] ?? [] as $item) $found[] = $item;
            $query['cursor'] = $answer['body']['next'] ?? '';
        } while ($query['cursor'] !== '' && count($found) < $most);
        $answer['body'][$list] = $found;
        return $answer;
    }

    /** Whether an answer says that the server cannot be asked just now, and asking again later may help. */
    public static function passes(string $why): bool
    {
        return in_array($why, ['resting', 'unreachable', 'unauthorised', 'busy', 'broken', 'failed', 'unconfigured'], true);
    }

    /** Seconds until the server is asked again. */
    public function restingFor(): int
    {
        $until = @filemtime($this->restFile());
        return $until ? max(0, $until - time()) : 0;
    }

    public function wake(): void
    {
        if (file_exists($this->restFile())) @unlink($this->restFile());
    }

    /** The token may be kept out of the settings page, in a file that PHP can read. */
    private function token(): string
    {
        $token = trim($this->getConf('token'));
        if ($token === '' || $token[0] !== '/') return $token;
        return trim((string) @file_get_contents($token));
    }

    private function isLoopback(string $server): bool
    {
        return in_array(strtolower(trim((string) parse_url($server, PHP_URL_HOST), '[]')), ['127.0.0.1', 'localhost', '::1'], true);
    }

    private function fields($answer): string
    {
        $said = '';
        foreach (is_array($answer) ? ($answer['errors'] ?? []) : [] as $error)
            $said .= '; ' . ($error['field'] ?? '') . ' ' . ($error['message'] ?? '');
        return $said;
    }

    private function failure(string $why, int $status = 0, string $detail = ''): array
    {
        return ['why' => $why, 'status' => $status, 'body' => [], 'detail' => $detail, 'tag' => ''];
    }

    /** The end of the rest is the file's time: nothing to read, nothing to lock. */
    private function rest(array $failure, int $seconds = self::REST): array
    {
        $seconds = min(max($seconds, 1), self::LONGEST_REST);
        io_makeFileDir($this->restFile());
        @touch($this->restFile(), time() + $seconds);
        clearstatcache();
        return $failure;
    }

    private function restFile(): string
    {
        global $conf;
        return $conf['cachedir'] . '/clausemark/rest';
    }
}
