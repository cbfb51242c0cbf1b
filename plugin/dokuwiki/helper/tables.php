<?php
// SPDX-License-Identifier: GPL-2.0-or-later

/**
 * The reports (helper/report.php) as HTML, with the look of the wiki's own tables and forms. Every word that comes from
 * a page or from the server is escaped here; forms lead back to `$base`, an address with its parameters.
 */
class helper_plugin_clausemark_tables extends DokuWiki_Plugin
{
    /** Longest text of a passage in a table, in characters. */
    private const CUT = 300;

    private helper_plugin_clausemark_report $report;

    public function __construct()
    {
        $this->report = plugin_load('helper', 'clausemark_report');
    }

    /** @param callable(array): string $to the address of a report with these parameters */
    public function coverage(callable $to, string $standard, bool $missing): string
    {
        $names = $this->report->standards();
        if (!$names) return $this->unavailable();
        if (!isset($names[$standard])) $standard = (string) array_key_first($names);
        $html = '<p class="clausemark-choices">';
        foreach ($names as $id => $name) $html .= $this->choice($to(['report' => 'coverage', 'standard' => $id]), $name, $id === $standard);
        $html .= $this->choice($to(['report' => 'coverage', 'standard' => $standard, 'missing' => $missing ? '' : '1']), $this->getLang('only_missing'), $missing) . '</p>';
        $clauses = $this->report->coverage($standard);
        if ($clauses === null) return $html . $this->unavailable();
        $rows = '';
        $counts = [];
        foreach ($clauses as $clause) {
            if ($clause['leaf']) $counts[$clause['state']] = ($counts[$clause['state']] ?? 0) + 1;
            if ($missing && (!$clause['leaf'] || !in_array($clause['state'], ['none', 'mentioned', 'partial'], true))) continue;
            if (!$clause['leaf']) {
                $rows .= '<tr class="clausemark-group"><th scope="rowgroup" colspan="3">' . hsc($clause['number'] . ' ' . $clause['title']) . '</th></tr>';
                continue;
            }
            $parts = $clause['state'] === 'none' ? '' : implode('', array_map(
                fn(array $part): string => '<li><div class="li">' . hsc($this->getLang('missing') . ' ' . $part['text']) . '<small>' . hsc($part['hint']) . '</small></div></li>', $this->missing($clause)));
            $counted = count(array_filter($clause['pages'], fn(array $page): bool => $page['standing'] === 'counted'));
            $apart = count($clause['pages']) - $counted;
            $pages = [];
            if ($counted) $pages[] = sprintf($this->getLang($counted === 1 ? 'on_page' : 'on_pages'), $counted);
            if ($apart) $pages[] = sprintf($this->getLang($apart === 1 ? 'on_page' : 'on_pages'), $apart) . ' ' . $this->getLang('that_apart');
            $rows .= '<tr><th scope="row">' . hsc($this->getLang($clause['kind']) . ' ' . $clause['number']) . '</th><td>' . hsc($clause['title'])
                . ($parts === '' ? '' : "<ul>$parts</ul>") . '</td><td class="clausemark-is-' . hsc($clause['state']) . '">' . hsc($this->getLang('state_' . $clause['state']))
                . ($pages ? '<br>' . $this->link($to(['report' => 'evidence', 'clause' => $clause['clause']]), implode(', ', $pages), $clause['number']) : '') . '</td></tr>';
        }
        $sums = [];
        foreach (['covered', 'partial', 'mentioned', 'none', 'held-elsewhere', 'not-applicable', 'not-assessed'] as $state)
            if (!empty($counts[$state])) $sums[] = $counts[$state] . ' ' . $this->getLang('state_' . $state);
        return $html . '<p><strong>' . hsc($names[$standard]) . '</strong>: ' . hsc(implode(' · ', $sums)) . '</p>'
            . $this->table([$this->getLang('number'), $this->getLang('title'), $this->getLang('pages_say')], $rows);
    }

    public function evidence(string $clause): string
    {
        $found = $this->report->evidence($clause);
        if ($found === null) return $this->unavailable();
        $html = '<h2>' . hsc(sprintf($this->getLang('evidence_of'), $clause)) . '</h2>';
        if (!$found) return $html . '<p>' . hsc($this->getLang('nothing')) . '</p>';
        $rows = '';
        foreach (array_slice($found, 0, helper_plugin_clausemark_report::ROWS) as $one) {
            $state = $this->getLang('strength_' . $one['strength']) . ', ' . $this->getLang('decision_' . $one['decision']) . ($one['by'] === '' ? '' : ' (' . $one['by'] . ')');
            if ($one['standing'] !== 'counted') $state .= ', ' . $this->getLang('apart');
            $rows .= '<tr><td>' . $this->page($one['page'] + ['heading' => $one['heading']]) . '</td><td dir="auto">' . hsc($this->cut($one['text'])) . '</td><td>' . hsc($state) . '</td></tr>';
        }
        return $html . $this->table([$this->getLang('page'), $this->getLang('words'), $this->getLang('standing')], $rows) . $this->more(count($found));
    }

    /** With `$form`, pairs can be marked as intended: `$form(rows)` puts the form around them. */
    public function duplicates(string $owner = '', ?callable $form = null): string
    {
        $found = $this->report->duplicates($owner);
        if ($found === null) return $this->unavailable();
        $rows = '';
        $count = 0;
        foreach ($found as $cluster)
            foreach ($cluster['pairs'] as $pair) {
                if ($pair['intended'] || ++$count > helper_plugin_clausemark_report::ROWS) continue;
                [$left, $right] = [$cluster['members'][$pair['left']], $cluster['members'][$pair['right']]];
                $differences = implode('', array_map(fn(string $line): string => '<li><div class="li" dir="auto">' . hsc($line) . '</div></li>', array_slice($pair['differences'], 0, 5)));
                $same = $pair['similarity'] >= 1 ? 100 : min(99, (int) round($pair['similarity'] * 100));
                $rows .= '<tr>' . ($form ? $this->box($pair['key'], $left['title'] . ' / ' . $right['title']) : '') . '<td>' . '<div>' . $this->page($left) . '</div><div>' . $this->page($right) . '</div>' . '</td><td>'
                    . $this->link($pair['url'], sprintf($this->getLang('percent_same'), $same), $left['title'] . ' / ' . $right['title']) . '</td><td>' . ($differences === '' ? hsc($this->getLang('no_difference')) : "<ul>$differences</ul>") . '</td></tr>';
            }
        if ($rows === '') return '<p>' . hsc($this->getLang('no_duplicates')) . '</p>';
        $table = $this->table(array_merge($form ? [$this->getLang('choose')] : [], [$this->getLang('pages'), $this->getLang('alike'), $this->getLang('differences')]), $rows) . $this->more($count);
        return $form ? $form($table) : $table;
    }

    public function conflicts(string $owner = '', ?callable $form = null): string
    {
        $found = $this->report->conflicts($owner);
        if ($found === null) return $this->unavailable();
        $rows = '';
        foreach (array_slice($found, 0, helper_plugin_clausemark_report::ROWS) as $conflict) {
            $values = '';
            foreach ($conflict['values'] as $value) {
                $pages = implode(', ', array_map([$this, 'page'], $value['pages']));
                $values .= '<li><div class="li"><strong>' . hsc($value['written']) . '</strong>: ' . $pages . '</div></li>';
            }
            $box = $conflict['whole'] ? $this->box($conflict['key'], $conflict['parameter']) : '<td></td>';
            $rows .= '<tr>' . ($form ? $box : '') . '<td>' . hsc(ucfirst($conflict['parameter'])) . '</td><td><ul>' . $values . '</ul></td></tr>';
        }
        if ($rows === '') return '<p>' . hsc($this->getLang('no_conflicts')) . '</p>';
        $table = $this->table(array_merge($form ? [$this->getLang('choose')] : [], [$this->getLang('what'), $this->getLang('values')]), $rows) . $this->more(count($found));
        return $form ? $form($table) : $table;
    }

    /** The pages of one owner, as of today; what is overdue comes first. */
    public function pagesOf(callable $to, string $owner, string $today): string
    {
        $found = $this->report->ofOwner($owner);
        if ($found === null) return $this->unavailable();
        if (!$found) return '<p>' . hsc(sprintf($this->getLang('no_pages'), $owner)) . '</p>';
        // Pages without a date of review come last.
        usort($found, fn(array $a, array $b): int => [$a['review'] === '', $a['review'], $a['id']] <=> [$b['review'] === '', $b['review'], $b['id']]);
        $rows = '';
        foreach (array_slice($found, 0, helper_plugin_clausemark_report::ROWS) as $page) {
            $due = preg_match('/^\d{4}-\d\d-\d\d$/', $page['review']) && $page['review'] < $today;
            $rows .= '<tr><td>' . $this->page($page) . '</td><td>' . hsc($this->getLang('status_' . $page['status']) ?: $page['status']) . '</td><td>'
                . ($page['review'] === '' ? hsc($this->getLang('no_review')) : hsc($page['review']) . ($due ? ' <strong>' . hsc($this->getLang('overdue')) . '</strong>' : ''))
                . '</td><td>' . $this->link($to(['report' => 'tags', 'of' => $page['id']]), $this->getLang('decide_tags'), $page['title']) . '</td></tr>';
        }
        return $this->table([$this->getLang('page'), $this->getLang('status'), $this->getLang('review'), $this->getLang('tags')], $rows) . $this->more(count($found));
    }

    /** What is partly answered by the pages of one owner: what to add to them. */
    public function gapsOf(string $owner): string
    {
        $items = '';
        foreach ($this->report->standards() ?? [] as $standard => $name)
            foreach ($this->report->coverage((string) $standard, $owner) ?? [] as $clause) {
                if (!$clause['leaf'] || $clause['state'] !== 'partial') continue;
                foreach ($this->missing($clause) as $part)
                    $items .= '<li><div class="li">' . hsc($name . ', ' . $this->getLang($clause['kind']) . ' ' . $clause['number'] . ' ' . $clause['title'] . ': ' . $this->getLang('missing') . ' ' . $part['text'])
                        . ' <small>' . hsc($part['hint']) . '</small></div></li>';
            }
        return $items === '' ? '<p>' . hsc($this->getLang('no_gaps')) . '</p>' : "<ul>$items</ul>";
    }

    /** Tags of a page to decide on, in bulk. */
    public function tags(string $id, callable $form): string
    {
        $found = $this->report->undecided($id);
        if ($found === null) return $this->unavailable();
        if (!$found) return '<p>' . hsc($this->getLang('nothing_to_decide')) . '</p>';
        $rows = '';
        foreach (array_slice($found, 0, helper_plugin_clausemark_report::ROWS) as $tag) {
            $clause = $tag['standardName'] . ', ' . $this->getLang($tag['kind']) . ' ' . $tag['number'];
            $rows .= '<tr>' . $this->box($tag['id'], $clause . ': ' . $this->cut($tag['text'], 60)) . '<td>' . hsc($clause) . '<br>' . hsc($tag['title']) . '</td><td dir="auto">' . hsc($this->cut($tag['text'])) . '</td></tr>';
        }
        return $form($this->table([$this->getLang('choose'), $this->getLang('clause_or_control'), $this->getLang('words')], $rows)) . $this->more(count($found));
    }

    /** Two copies side by side, with what differs marked. */
    public function compare(string $cluster, string $region): string
    {
        $found = $this->report->compare($cluster, $region);
        if ($found === null) return $this->unavailable();
        if (!$found) return '<p>' . hsc($this->getLang('no_such_copies')) . '</p>';
        $html = '';
        if ($found['differences'])
            $html .= '<ul>' . implode('', array_map(fn(string $line): string => '<li><div class="li" dir="auto">' . hsc($line) . '</div></li>', $found['differences'])) . '</ul>';
        $rows = '';
        foreach ($found['rows'] as $row) $rows .= '<tr>' . $this->side($row['left']) . $this->side($row['right']) . '</tr>';
        return $html . '<div class="table"><table class="inline clausemark-sides"><thead><tr><th scope="col">' . $this->page($found['left']) . '</th><th scope="col">' . $this->page($found['right']) . "</th></tr></thead>$rows</table></div>";
    }

    /** @return array[] required parts that no page has */
    private function missing(array $clause): array
    {
        return array_filter($clause['parts'], fn(array $part): bool => !$part['practice'] && !$part['found']);
    }

    public function unavailable(): string
    {
        return '<p role="status">' . hsc($this->getLang('unavailable')) . '</p>';
    }

    private function side(?array $text): string
    {
        if (!$text) return '<td class="clausemark-absent"><span class="clausemark-hidden">' . hsc($this->getLang('not_here')) . '</span></td>';
        $html = $text['lead_in'] === '' ? '' : '<small>' . hsc($text['lead_in']) . '</small> ';
        foreach ($text['pieces'] as $piece) $html .= $piece['changed'] ? '<mark>' . hsc($piece['text']) . '</mark>' : hsc($piece['text']);
        return '<td dir="auto">' . ($text['kind'] === 'heading' ? "<strong>$html</strong>" : $html) . '</td>';
    }

    private function table(array $heads, string $rows): string
    {
        return '<div class="table"><table class="inline clausemark-report"><thead><tr><th scope="col">' . implode('</th><th scope="col">', array_map('hsc', $heads)) . "</th></tr></thead><tbody>$rows</tbody></table></div>";
    }

    private function page(array $page): string
    {
        return '<a href="' . hsc($page['url']) . '" dir="auto">' . hsc($page['title']) . '</a>' . (empty($page['heading']) || $page['heading'] === $page['title'] ? '' : ' <small dir="auto">› ' . hsc($page['heading']) . '</small>');
    }

    /** A link whose words alone do not say where it leads says it to screen readers. */
    private function link(string $url, string $words, string $about): string
    {
        return '<a href="' . hsc($url) . '">' . hsc($words) . '<span class="clausemark-hidden"> ' . hsc($about) . '</span></a>';
    }

    private function choice(string $url, string $words, bool $chosen): string
    {
        return '<a href="' . hsc($url) . '"' . ($chosen ? ' class="clausemark-chosen" aria-current="true"' : '') . '>' . hsc($words) . '</a> ';
    }

    private function box(string $key, string $label): string
    {
        return '<td><input type="checkbox" name="keys[]" value="' . hsc($key) . '" aria-label="' . hsc($label) . '"></td>';
    }

    private function more(int $count): string
    {
        return $count > helper_plugin_clausemark_report::ROWS ? '<p>' . hsc(sprintf($this->getLang('more'), helper_plugin_clausemark_report::ROWS, $count)) . '</p>' : '';
    }

    private function cut(string $text, int $most = self::CUT): string
    {
        return mb_strlen($text) > $most ? mb_substr($text, 0, $most) . '…' : $text;
    }
}
