<?php
// SPDX-License-Identifier: GPL-2.0-or-later

use dokuwiki\Extension\ActionPlugin;
use dokuwiki\Extension\Event;
use dokuwiki\Extension\EventHandler;
use dokuwiki\plugin\clausemark\Html;
use dokuwiki\plugin\clausemark\MenuItem;

/**
 * do=clausemark: reports for owners and auditors (whoever has an account), and two copies side by side (whoever may read
 * both). What they say is made by helper/tables.php, of pages that may be read; decisions in bulk are taken here.
 */
class action_plugin_clausemark_report extends ActionPlugin
{
    /** In the order of the tabs. `evidence`, `tags` and `compare` are reached from others. */
    private const TABS = ['mine', 'coverage', 'duplicates', 'conflicts'];

    /** @inheritdoc */
    public function register(EventHandler $controller)
    {
        $controller->register_hook('ACTION_ACT_PREPROCESS', 'BEFORE', $this, 'take');
        $controller->register_hook('TPL_ACT_UNKNOWN', 'BEFORE', $this, 'show');
        $controller->register_hook('MENU_ITEMS_ASSEMBLY', 'AFTER', $this, 'offer');
    }

    public function take(Event $event): void
    {
        global $INPUT, $ID;
        if (act_clean($event->data) !== 'clausemark') return;
        $event->preventDefault();
        $event->stopPropagation();
        if (!$INPUT->post->has('decide')) return;
        $done = $this->mayReport() && checkSecurityToken() ? $this->decide($INPUT->post->str('decide')) : 0;
        if ($done > 0) msg(hsc(sprintf($this->getLang('decided'), $done)), 1);
        $kept = ['do' => 'clausemark'];
        foreach (['report', 'owner', 'of'] as $name)
            if ($INPUT->str($name) !== '') $kept[$name] = $INPUT->str($name);
        send_redirect(wl($ID, $kept, true, '&'));
    }

    public function show(Event $event): void
    {
        global $INPUT;
        if (act_clean($event->data) !== 'clausemark') return;
        $event->preventDefault();
        echo '<div class="plugin_clausemark"><h1>' . hsc($this->getLang('reports')) . '</h1>';
        if ($INPUT->has('cluster')) echo $this->loadHelper('clausemark_tables')->compare($INPUT->str('cluster'), $INPUT->str('region'));
        elseif ($this->mayReport()) echo $this->reports($INPUT->str('report'));
        else echo '<p>' . hsc($this->getLang('log_in')) . '</p>';
        echo '<p class="clausemark-note">' . hsc($this->getLang('note')) . '</p></div>';
    }

    public function offer(Event $event): void
    {
        if ($event->data['view'] === 'site' && trim($this->getConf('server')) !== '' && $this->mayReport())
            $event->data['items'][] = new MenuItem($this->getLang('reports'));
    }

    /** Tabs and the chosen report; also what the administration shows (admin.php). */
    public function reports(string $report): string
    {
        global $INPUT;
        if (!in_array($report, array_merge(self::TABS, ['evidence', 'tags']), true)) $report = self::TABS[0];
        $html = '<ul class="tabs">';
        foreach (self::TABS as $tab) {
            $words = hsc($this->getLang('tab_' . $tab));
            $there = $tab === $report;
            $html .= '<li>' . ($there ? "<strong aria-current=\"page\">$words</strong>" : Html::link($this->to(['report' => $tab]), $this->getLang('tab_' . $tab))) . '</li>';
        }
        $html .= '</ul>';
        /** @var helper_plugin_clausemark_tables $tables */
        $tables = $this->loadHelper('clausemark_tables');
        $form = fn(string $rows): string => $this->form($rows, ['report' => $report], ['intended']);
        switch ($report) {
            case 'coverage':
                return $html . $tables->coverage([$this, 'to'], $INPUT->str('standard'), $INPUT->bool('missing'));
            case 'evidence':
                return $html . $tables->evidence($INPUT->str('clause'));
            case 'duplicates':
                return $html . $tables->duplicates('', $form);
            case 'conflicts':
                return $html . $tables->conflicts('', $form);
            case 'tags':
                return $html . $this->tags($tables, cleanID($INPUT->str('of')));
            default:
                return $html . $this->mine($tables, $INPUT->str('owner'));
        }
    }

    /** @param array<string,string> $parameters */
    public function to(array $parameters): string
    {
        global $ID;
        return wl($ID, array_filter(['do' => 'clausemark'] + $parameters, 'strlen'), false, '&');
    }

    private function mine(helper_plugin_clausemark_tables $tables, string $owner): string
    {
        $owners = $this->loadHelper('clausemark_report')->owners();
        if ($owners === null) return $tables->unavailable();
        if ($owner === '') $owner = $this->me($owners);
        $form = fn(string $rows): string => $this->form($rows, ['report' => 'mine', 'owner' => $owner], ['intended']);
        $html = $this->chooseOwner($owners, $owner);
        foreach ([
            'pages' => $tables->pagesOf([$this, 'to'], $owner, date('Y-m-d')),
            'gaps' => $tables->gapsOf($owner),
            'tab_duplicates' => $tables->duplicates($owner, $form),
            'tab_conflicts' => $tables->conflicts($owner, $form),
        ] as $title => $part)
            $html .= Html::heading($this->getLang($title)) . $part;
        return $html;
    }

    /** @param array<string,int> $owners */
    private function chooseOwner(array $owners, string $owner): string
    {
        $options = isset($owners[$owner]) ? '' : '<option selected>' . hsc($owner) . '</option>';
        foreach ($owners as $name => $count) {
            $selected = (string) $name === $owner ? ' selected' : '';
            $options .= '<option value="' . hsc((string) $name) . "\"$selected>" . hsc("$name ($count)") . '</option>';
        }
        return '<form method="get" action="' . hsc(DOKU_BASE . DOKU_SCRIPT) . '" class="clausemark-owner">'
            . '<input type="hidden" name="do" value="clausemark"><input type="hidden" name="report" value="mine">'
            . '<label>' . hsc($this->getLang('owner')) . " <select name=\"owner\">$options</select></label> "
            . '<button type="submit">' . hsc($this->getLang('show')) . '</button></form>';
    }

    private function tags(helper_plugin_clausemark_tables $tables, string $id): string
    {
        /** @var helper_plugin_clausemark_pages $pages */
        $pages = $this->loadHelper('clausemark_pages');
        // One answer for what may not be read and what is not there.
        if (!$pages->covers($id) || !$pages->mayRead($id) || !page_exists($id)) return Html::p($this->getLang('no_such_page'));
        $html = '<h2>' . html_wikilink(':' . $id, $pages->title($id)) . '</h2>';
        if (!$pages->mayReview($id)) return $html . Html::p($this->getLang('may_not_review'));
        return $html . $tables->tags($id, fn(string $rows): string => $this->form($rows, ['report' => 'tags', 'of' => $id], ['confirmed', 'rejected']));
    }

    /**
     * @param array<string,string> $fields lead back to where the decisions were taken
     * @param string[] $decisions of which one can be chosen
     */
    private function form(string $rows, array $fields, array $decisions): string
    {
        global $ID;
        $html = '<form method="post" action="' . hsc(wl($ID, '', false, '&')) . '" class="clausemark-decide">';
        foreach (['id' => $ID, 'do' => 'clausemark', 'sectok' => getSecurityToken()] + $fields as $name => $value)
            $html .= '<input type="hidden" name="' . $name . '" value="' . hsc($value) . '">';
        $html .= $rows . '<p><label>' . hsc($this->getLang('reason')) . ' '
            . '<input type="text" name="reason" class="edit" maxlength="500" required></label> ';
        foreach ($decisions as $decision)
            $html .= '<button type="submit" name="decide" value="' . $decision . '">' . hsc($this->getLang('do_' . $decision)) . '</button> ';
        return $html . '</p></form>';
    }

    /** Gives how many decisions were taken; says why others were not. */
    private function decide(string $decision): int
    {
        global $INPUT;
        /** @var helper_plugin_clausemark_decide $decide */
        $decide = $this->loadHelper('clausemark_decide');
        $done = 0;
        $refused = [];
        foreach (array_slice($INPUT->post->arr('keys'), 0, helper_plugin_clausemark_report::ROWS) as $key) {
            $why = $decision === 'intended' ? $decide->intended((string) $key, $INPUT->post->str('reason'))
                : $decide->onTag(cleanID($INPUT->post->str('of')), (string) $key, $decision, $INPUT->post->str('reason'));
            if ($why === '') $done++;
            else $refused[$why] = ($refused[$why] ?? 0) + 1;
        }
        foreach ($refused as $why => $count) msg(hsc(sprintf($this->getLang('not_decided_' . $why) ?: $this->getLang('not_decided'), $count)), -1);
        return $done;
    }

    /** The owner that whoever is asking is: pages may name a person by full name or by login. */
    private function me(array $owners): string
    {
        global $INPUT, $USERINFO;
        $user = $INPUT->server->str('REMOTE_USER');
        $full = (string) ($USERINFO['name'] ?? '');
        foreach (array_keys($owners) as $name)
            if (strcasecmp((string) $name, $full) === 0 || strcasecmp((string) $name, $user) === 0) return (string) $name;
        return $full !== '' ? $full : $user;
    }

    private function mayReport(): bool
    {
        global $INPUT, $conf;
        return !$conf['useacl'] || $INPUT->server->str('REMOTE_USER') !== '';
    }
}
