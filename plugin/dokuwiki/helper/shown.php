<?php
// SPDX-License-Identifier: GPL-2.0-or-later

use Clausemark\Web\Coverage;

require_once __DIR__ . '/../web/php/PageViews.php';
require_once __DIR__ . '/../web/php/Coverage.php';

/**
 * What {{clausemark>...}} shows on pages. A page is rendered once for all its readers, so only pages that everybody may
 * read count here. Rendering never asks the server: it shows what is kept (helper/kept.php), which is fetched and
 * brought up to date behind page views.
 */
class helper_plugin_clausemark_shown extends DokuWiki_Plugin
{
    private helper_plugin_clausemark_kept $kept;
    private helper_plugin_clausemark_pages $pages;
    /** Clauses of Coverage::of() by standard, while a page is rendered. */
    private ?array $clauses = null;

    public function __construct()
    {
        $this->kept = plugin_load('helper', 'clausemark_kept');
        $this->pages = plugin_load('helper', 'clausemark_pages');
    }

    /**
     * The standards in force, id => `{name, clauses}`, the clauses as Coverage::of() gives them over public pages, each
     * page as `{id, heading, strength, standing}`. Null where they are not known yet.
     */
    public function standards(): ?array
    {
        if ($this->clauses !== null) return $this->clauses;
        $this->kept->want();
        $standards = $this->kept->standards(false);
        $evidence = $this->kept->evidence(false);
        if ($standards === null || $evidence === null) return null;
        $public = [];
        $rows = [];
        foreach ($evidence as $row) {
            $id = $row['key'];
            if ($public[$row['wiki']][$id] ??= $this->pages->mayShow($row, true)) $rows[] = $row + ['page' => ['id' => $id]];
        }
        $this->clauses = [];
        foreach (array_column(array_column($standards['inForce']['standards'], 'standard'), 'name', 'id') as $id => $name)
            $this->clauses[$id] = ['name' => $name, 'clauses' => Coverage::of($standards['standards'][$id] ?? [], $rows)];
        return $this->clauses;
    }

    /**
     * The clauses that somebody may mean: the one of an id ("iso27001:2022/A.8.13"), all of a number ("A.8.13", "8.1")
     * in the standards in force; with `standardName`.
     */
    public function clausesNamed(string $name): array
    {
        $found = [];
        foreach ($this->standards() ?? [] as $standard)
            foreach ($standard['clauses'] as $clause)
                if ($name === $clause['clause'] || strcasecmp($name, $clause['number']) === 0) $found[] = $clause + ['standardName' => $standard['name']];
        return $found;
    }
}
