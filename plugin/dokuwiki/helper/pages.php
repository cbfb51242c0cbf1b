<?php
// SPDX-License-Identifier: GPL-2.0-or-later

/**
 * The wiki's pages as Clausemark sees them: which of them it is told of, what it is told, and who may read one. Every
 * place that shows or counts a finding asks here first whether the reader may know of the page.
 */
class helper_plugin_clausemark_pages extends DokuWiki_Plugin
{
    /** Bytes of a page from which on the server is not asked what is on it: the answer would be too large. */
    public const LARGE = 1 << 20;

    /** The name of this wiki on the server. */
    public function wiki(): string
    {
        global $conf;
        $name = trim($this->getConf('wiki'));
        return $name !== '' ? $name : $conf['title'];
    }

    /** Whether the settings give this page to the server. */
    public function covers(string $id): bool
    {
        if ($id === '' || cleanID($id) !== $id) return false;
        if ($this->inAny($id, $this->getConf('exclude'))) return false;
        return trim($this->getConf('namespaces')) === '' || $this->inAny($id, $this->getConf('namespaces'));
    }

    /**
     * All pages that are covered and there: id => time of the file. Read from disk, so that pages are found that came by
     * another way than the editor.
     *
     * @return array<string,int>
     */
    public function all(): array
    {
        global $conf;
        $found = [];
        search($found, $conf['datadir'], 'search_allpages', ['skipacl' => true]);
        $pages = [];
        foreach ($found as $page)
            if ($this->covers($page['id'])) $pages[$page['id']] = (int) @filemtime(wikiFN($page['id']));
        ksort($pages, SORT_STRING);
        return $pages;
    }

    /** The revision a page is at, as the wiki numbers them; 0 where there is no page. */
    public function revision(string $id): int
    {
        clearstatcache(true, wikiFN($id));
        return (int) @filemtime(wikiFN($id));
    }

    /**
     * What the server is told of a page. Its status, owner and dates stand in its text, and are found there; so is its
     * title, the first heading.
     */
    public function described(string $id): array
    {
        $revision = $this->revision($id);
        $text = rawWiki($id);
        return [
            'text' => $text,
            'format' => 'dokuwiki',
            'title' => preg_match('/^[ \t]*={2,6}[^\n]+={2,6}[ \t]*$/m', $text) ? '' : noNS($id),
            'space' => (string) getNS($id),
            'permalink' => $this->permalink($id),
            'revision' => (string) $revision,
            'revision_order' => $revision,
        ];
    }

    /** The first heading; where the wiki does not know it yet, what the server says; else the name. */
    public function title(string $id, string $otherwise = ''): string
    {
        // Renders a few pages at most in one go: a report may name hundreds.
        $title = p_get_metadata($id, 'title', METADATA_RENDER_USING_SIMPLE_CACHE);
        if (is_string($title) && trim($title) !== '') return $title;
        return $otherwise !== '' ? $otherwise : noNS($id);
    }

    /** Whether whoever is asking may know of this page. */
    public function mayRead(string $id): bool
    {
        return !isHiddenPage($id) && auth_quickaclcheck($id) >= AUTH_READ;
    }

    /** Whether everybody may, without an account. */
    public function isPublic(string $id): bool
    {
        return !isHiddenPage($id) && auth_aclcheck($id, '', []) >= AUTH_READ;
    }

    /** Whether a document that the server names may be shown: it is a page of this wiki, there, and may be read. */
    public function mayShow(array $document, bool $everybody = false): bool
    {
        $id = (string) ($document['key'] ?? '');
        if (($document['wiki'] ?? null) !== $this->wiki() || $id === '' || cleanID($id) !== $id) return false;
        return ($everybody ? $this->isPublic($id) : $this->mayRead($id)) && page_exists($id);
    }

    /** Whether whoever is asking may say what is evidence on this page. */
    public function mayReview(string $id): bool
    {
        global $INPUT, $USERINFO;
        $user = $INPUT->server->str('REMOTE_USER');
        if ($user === '' || auth_quickaclcheck($id) < AUTH_READ) return false;
        $reviewers = trim($this->getConf('reviewers'));
        if ($reviewers === '') return auth_quickaclcheck($id) >= AUTH_EDIT;
        return auth_isMember($reviewers, $user, (array) ($USERINFO['grps'] ?? []));
    }

    private function inAny(string $id, string $namespaces): bool
    {
        foreach (preg_split('/[\s,]+/', $namespaces, -1, PREG_SPLIT_NO_EMPTY) as $namespace) {
            $namespace = cleanID($namespace);
            if ($namespace === '' || $id === $namespace || strpos($id, $namespace . ':') === 0) return true;
        }
        return false;
    }

    /** Whether the wiki knows its own address: a command does by the settings baseurl and basedir alone. */
    public function knowsItsAddress(): bool
    {
        global $conf;
        return PHP_SAPI !== 'cli' || ($conf['baseurl'] !== '' && $conf['basedir'] !== '');
    }

    public function permalink(string $id): string
    {
        return $this->knowsItsAddress() ? wl($id, '', true, '&') : '';
    }
}
