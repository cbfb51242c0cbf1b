<?php
// SPDX-License-Identifier: GPL-2.0-or-later

use dokuwiki\plugin\clausemark\Html;

/**
 * The reports (helper/report.php) as HTML, in the wiki's own tables. Where decisions can be taken, `$form` puts the form
 * around the rows, and `$to` is the address of a report with given parameters; both are the caller's.
 */
class helper_plugin_clausemark_tables extends DokuWiki_Plugin
{
    private const STATES = ['covered', 'partial', 'mentioned', 'none', 'held-elsewhere', 'not-applicable', 'not-assessed'];
    private const NOT_FULLY = ['none', 'mentioned', 'partial'];
    private const ROWS = helper_plugin_clausemark_report::ROWS;

    private helper_plugin_clausemark_report $report;

    public function __construct()
    {
        $this->report = plugin_load('helper', 'clausemark_report');
    }

    public function unavailable(): string
    {
        return Html::p($this->getLang('unavailable'), ' role="status"');
    }

    /** @param callable(array): string $to */
    public function coverage(callable $to, string $standard, bool $missing): string
    {
        $names = $this->report->standards();
        if (!$names) return $this->unavailable();
        if (!isset($names[$standard])) $standard = (string) array_key_first($names);
        $choices = '';
        foreach ($names as $id => $name)
            $choices .= Html::choice($to(['report' => 'coverage', 'standard' => (string) $id]), $name, $id === $standard);
        $other = ['report' => 'coverage', 'standard' => $standard, 'missing' => $missing ? '' : '1'];
        $choices .= Html::choice($to($other), $this->getLang('only_missing'), $missing);
        $html = "<p class=\"clausemark-choices\">$choices</p>";

        $clauses = $this->report->coverage($standard);
        if ($clauses === null) return $html . $this->unavailable();
        $rows = '';
        $counts = [];
        foreach ($clauses as $clause) {
            if ($clause['leaf']) $counts[$clause['state']] = ($counts[$clause['state']] ?? 0) + 1;
            if ($missing && !($clause['leaf'] && in_array($clause['state'], self::NOT_FULLY, true))) continue;
            $rows .= $clause['leaf'] ? $this->clauseRow($to, $clause) : Html::group($clause['number'] . ' ' . $clause['title'], 3);
        }
        $sums = [];
        foreach (self::STATES as $state)
            if (!empty($counts[$state])) $sums[] = $counts[$state] . ' ' . $this->getLang('state_' . $state);
        return $html . Html::p($names[$standard] . ': ' . implode(' · ', $sums)) . Html::table($this->heads('number', 'title', 'pages_say'), $rows);
    }

    /** The passages that answer a clause. */
    public function evidence(string $clause): string
    {
        $found = $this->report->evidence($clause);
        if ($found === null) return $this->unavailable();
        $html = Html::heading(sprintf($this->getLang('evidence_of'), $clause));
        if (!$found) return $html . Html::p($this->getLang('nothing'));
        $rows = '';
        foreach (array_slice($found, 0, self::ROWS) as $one) {
            $state = $this->getLang('strength_' . $one['strength']) . ', ' . $this->getLang('decision_' . $one['decision']);
            if ($one['by'] !== '') $state .= " ({$one['by']})";
            if ($one['standing'] !== 'counted') $state .= ', ' . $this->getLang('apart');
            $rows .= Html::row([Html::page($one['page'] + ['heading' => $one['heading']]), Html::quote($one['text']), hsc($state)]);
        }
        return $html . Html::table($this->heads('page', 'words', 'standing'), $rows) . $this->more(count($found));
    }

    /** @param callable(string): string $form */
    public function duplicates(string $owner, callable $form): string
    {
        $found = $this->report->duplicates($owner);
        if ($found === null) return $this->unavailable();
        $rows = [];
        foreach ($found as $cluster) {
            foreach ($cluster['pairs'] as $pair) {
                if ($pair['intended']) continue;
                $left = $cluster['members'][$pair['left']];
                $right = $cluster['members'][$pair['right']];
                $both = $left['title'] . ' / ' . $right['title'];
                $differences = $this->differences(array_slice($pair['differences'], 0, 5), $left, $right);
                $rows[] = Html::row([
                    Html::box($pair['key'], $both),
                    '<div>' . Html::page($left) . '</div><div>' . Html::page($right) . '</div>',
                    Html::link($pair['url'], sprintf($this->getLang('percent_same'), helper_plugin_clausemark_findings::percent($pair['similarity'])), $both),
                    $differences !== '' ? $differences : hsc($this->getLang('no_difference')),
                ]);
            }
        }
        if (!$rows) return Html::p($this->getLang('no_duplicates'));
        $heads = $this->heads('choose', 'pages', 'alike', 'differences');
        return $form(Html::table($heads, implode('', array_slice($rows, 0, self::ROWS))) . $this->more(count($rows)));
    }

    /** @param callable(string): string $form */
    public function conflicts(string $owner, callable $form): string
    {
        $found = $this->report->conflicts($owner);
        if ($found === null) return $this->unavailable();
        if (!$found) return Html::p($this->getLang('no_conflicts'));
        $rows = '';
        foreach (array_slice($found, 0, self::ROWS) as $conflict) {
            $values = [];
            foreach ($conflict['values'] as $value)
                $values[] = '<strong>' . hsc($value['written']) . '</strong>: ' . implode(', ', array_map([Html::class, 'page'], $value['pages']));
            // Where a page is left out, nobody can say for it that the difference is intended.
            $box = $conflict['whole'] ? Html::box($conflict['key'], $conflict['parameter']) : '';
            $rows .= Html::row([$box, hsc(ucfirst($conflict['parameter'])), Html::items($values)]);
        }
        return $form(Html::table($this->heads('choose', 'what', 'values'), $rows) . $this->more(count($found)));
    }

    /**
     * The pages of one owner, as of a day; what is overdue comes first.
     *
     * @param callable(array): string $to
     */
    public function pagesOf(callable $to, string $owner, string $today): string
    {
        $found = $this->report->ofOwner($owner);
        if ($found === null) return $this->unavailable();
        if (!$found) return Html::p(sprintf($this->getLang('no_pages'), $owner));
        // Pages without a date of review come last.
        $order = fn(array $page): array => [$page['review'] === '', $page['review'], $page['id']];
        usort($found, fn(array $a, array $b): int => $order($a) <=> $order($b));
        $rows = '';
        foreach (array_slice($found, 0, self::ROWS) as $page) {
            $review = hsc($page['review'] === '' ? $this->getLang('no_review') : $page['review']);
            if (preg_match('/^\d{4}-\d\d-\d\d$/', $page['review']) && $page['review'] < $today)
                $review .= ' <strong>' . hsc($this->getLang('overdue')) . '</strong>';
            $rows .= Html::row([
                Html::page($page),
                hsc($this->getLang('status_' . $page['status']) ?: $page['status']),
                $review,
                Html::link($to(['report' => 'tags', 'of' => $page['id']]), $this->getLang('decide_tags'), $page['title']),
            ]);
        }
        return Html::table($this->heads('page', 'status', 'review', 'tags'), $rows) . $this->more(count($found));
    }

    /** What is partly answered by the pages of one owner: what to add to them. */
    public function gapsOf(string $owner): string
    {
        $gaps = [];
        foreach ($this->report->standards() ?? [] as $standard => $name) {
            foreach ($this->report->coverage((string) $standard, $owner) ?? [] as $clause) {
                if (!$clause['leaf'] || $clause['state'] !== 'partial') continue;
                $parts = array_map(fn(array $part): string => Html::hinted($part['text'], $part['hint']), $this->missing($clause));
                $of = $name . ', ' . $this->nameOf($clause) . ' ' . $clause['title'] . '. ' . $this->getLang('missing');
                $gaps[] = hsc($of) . Html::items(array_values($parts));
            }
        }
        return $gaps ? Html::items($gaps) : Html::p($this->getLang('no_gaps'));
    }

    /**
     * Tags of a page to decide on.
     *
     * @param callable(string): string $form
     */
    public function tags(string $id, callable $form): string
    {
        $found = $this->report->undecided($id);
        if ($found === null) return $this->unavailable();
        if (!$found) return Html::p($this->getLang('nothing_to_decide'));
        $rows = '';
        foreach (array_slice($found, 0, self::ROWS) as $tag) {
            $clause = $tag['standardName'] . ', ' . $this->nameOf($tag);
            $box = Html::box($tag['id'], $clause . ': ' . Html::cut($tag['text'], 60));
            $rows .= Html::row([$box, Html::hinted($clause, $tag['title']), Html::quote($tag['text'])]);
        }
        return $form(Html::table($this->heads('choose', 'clause_or_control', 'words'), $rows) . $this->more(count($found)));
    }

    /** Two copies side by side, with what differs marked. */
    public function compare(string $cluster, string $region): string
    {
        $found = $this->report->compare($cluster, $region);
        if ($found === null) return $this->unavailable();
        if (!$found) return Html::p($this->getLang('no_such_copies'));
        $rows = '';
        foreach ($found['rows'] as $row) $rows .= '<tr>' . $this->side($row['left']) . $this->side($row['right']) . '</tr>';
        return $this->differences($found['differences'], $found['left'], $found['right'])
            . Html::table([Html::page($found['left']), Html::page($found['right'])], $rows, 'clausemark-sides');
    }

    /** Sentences that say "here" of the left page and "there" of the right one. */
    private function differences(array $sentences, array $left, array $right): string
    {
        if (!$sentences) return '';
        $name = $left['title'] === $right['title'] ? 'id' : 'title';
        return '<small dir="auto">' . hsc(sprintf($this->getLang('here_is'), $left[$name], $right[$name])) . '</small>'
            . Html::items(array_map([Html::class, 'quote'], $sentences));
    }

    private function side(?array $text): string
    {
        if (!$text) return '<td class="clausemark-absent"><span class="clausemark-hidden">' . hsc($this->getLang('not_here')) . '</span></td>';
        $html = $text['lead_in'] === '' ? '' : '<small>' . hsc($text['lead_in']) . '</small> ';
        foreach ($text['pieces'] as $piece) $html .= $piece['changed'] ? '<mark>' . hsc($piece['text']) . '</mark>' : hsc($piece['text']);
        return '<td dir="auto">' . ($text['kind'] === 'heading' ? "<strong>$html</strong>" : $html) . '</td>';
    }

    private function clauseRow(callable $to, array $clause): string
    {
        $parts = $clause['state'] === 'none' ? [] : array_map(
            fn(array $part): string => Html::hinted($this->getLang('missing') . ' ' . $part['text'], $part['hint']),
            $this->missing($clause)
        );
        $counted = count(array_filter($clause['pages'], fn(array $page): bool => $page['standing'] === 'counted'));
        $apart = count($clause['pages']) - $counted;
        $pages = [];
        if ($counted) $pages[] = sprintf($this->getLang($counted === 1 ? 'on_page' : 'on_pages'), $counted);
        if ($apart) $pages[] = sprintf($this->getLang($apart === 1 ? 'on_page' : 'on_pages'), $apart) . ' ' . $this->getLang('that_apart');
        $evidence = $to(['report' => 'evidence', 'clause' => $clause['clause']]);
        return Html::row([
            hsc($this->nameOf($clause)),
            hsc($clause['title']) . Html::items(array_values($parts)),
            hsc($this->getLang('state_' . $clause['state'])) . ($pages ? '<br>' . Html::link($evidence, implode(', ', $pages), $clause['number']) : ''),
        ], true, 'clausemark-is-' . $clause['state']);
    }

    /** "control A.8.13": a bare number may be a clause and a control. */
    private function nameOf(array $clause): string
    {
        return $this->getLang($clause['kind']) . ' ' . $clause['number'];
    }

    /** @return array[] required parts that no page has */
    private function missing(array $clause): array
    {
        return array_filter($clause['parts'], fn(array $part): bool => !$part['practice'] && !$part['found']);
    }

    /** @return string[] */
    private function heads(string ...$words): array
    {
        return array_map(fn(string $word): string => hsc($this->getLang($word)), $words);
    }

    private function more(int $count): string
    {
        return $count > self::ROWS ? Html::p(sprintf($this->getLang('more'), self::ROWS, $count)) : '';
    }
}
