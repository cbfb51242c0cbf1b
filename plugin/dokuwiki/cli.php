<?php
// SPDX-License-Identifier: GPL-2.0-or-later

use dokuwiki\Extension\CLIPlugin;
use splitbrain\phpcli\Options;

/**
 * For administrators and for cron: tell the server of all pages, find and mend what differs, deliver what waits. Ends
 * with 0 where wiki and server agree, with 1 where they do not, with 2 where the server cannot be asked.
 */
class cli_plugin_clausemark extends CLIPlugin
{
    private helper_plugin_clausemark_sync $sync;
    private helper_plugin_clausemark_queue $queue;
    private helper_plugin_clausemark_client $client;
    private helper_plugin_clausemark_pages $pages;

    /** @inheritdoc */
    protected function setup(Options $options)
    {
        $options->setHelp('Keeps the Clausemark server in step with this wiki.');
        $options->registerCommand('backfill', 'Tell the server of every page, whether it knows it or not');
        $options->registerCommand('reconcile', 'Find every difference between wiki and server, and mend it');
        $options->registerOption('dry-run', 'Only say what differs', 'n', false, 'reconcile');
        $options->registerCommand('deliver', 'Tell the server of the pages that wait');
        $options->registerCommand('status', 'Say whether the server answers, and how many pages wait');
    }

    /** @inheritdoc */
    protected function main(Options $options)
    {
        $this->sync = plugin_load('helper', 'clausemark_sync');
        $this->queue = plugin_load('helper', 'clausemark_queue');
        $this->client = plugin_load('helper', 'clausemark_client');
        $this->pages = plugin_load('helper', 'clausemark_pages');
        $command = $options->getCmd();
        if (!in_array($command, ['backfill', 'reconcile', 'deliver', 'status'], true)) {
            echo $options->help();
            exit(2);
        }
        if ($command !== 'status' && !$this->pages->knowsItsAddress())
            $this->warning('The settings baseurl and basedir are not both set: a command does not know the wiki’s address, and pages get no permalink.');
        exit($this->$command($options));
    }

    private function backfill(): int
    {
        foreach (array_keys($this->pages->all()) as $id) $this->queue->mark((string) $id);
        $status = $this->deliver();
        return $status === 0 ? $this->reconcile() : $status;
    }

    private function reconcile(?Options $options = null): int
    {
        $dry = $options && $options->getOpt('dry-run');
        $found = $dry ? $this->sync->differences(true) : $this->sync->reconcile(true);
        if ($found['why'] !== '') return $this->cannotAsk($found['why']);
        foreach (['missing' => 'not on the server', 'changed' => 'at another revision', 'extra' => 'on the server only'] as $kind => $words) {
            if (!$found[$kind]) continue;
            $this->info(count($found[$kind]) . " $words: " . implode(', ', array_slice($found[$kind], 0, 20)) . (count($found[$kind]) > 20 ? ' ...' : ''));
        }
        $differ = count($found['missing']) + count($found['changed']) + count($found['extra']);
        if ($differ === 0) return $this->agree($found);
        if ($dry) return 1;
        $status = $this->deliver();
        if ($status !== 0) return $status;
        $left = $this->sync->differences(true);
        if ($left['why'] !== '') return $this->cannotAsk($left['why']);
        $differ = count($left['missing']) + count($left['changed']) + count($left['extra']);
        if ($differ === 0) return $this->agree($left);
        $this->error("$differ pages differ still; the wiki's error log says why");
        return 1;
    }

    private function agree(array $found): int
    {
        if ($found['refused']) {
            $this->warning(count($found['refused']) . ' pages the server refuses as they are (the wiki’s error log says why): '
                . implode(', ', array_slice($found['refused'], 0, 20)) . (count($found['refused']) > 20 ? ' ...' : ''));
            return 1;
        }
        $this->success('wiki and server agree on ' . $found['held'] . ' pages');
        return 0;
    }

    private function deliver(): int
    {
        $all = $this->queue->count();
        if ($all === 0) return 0;
        $done = 0;
        $began = microtime(true);
        $shown = 0;
        while (($waiting = $this->queue->count()) > 0) {
            $some = $this->sync->drain(600, 100, true);
            if ($some < 0) {
                sleep(1); // a page view is delivering
                continue;
            }
            $done += $some;
            if ($some === 0) {
                $rest = $this->client->restingFor();
                if ($rest <= 0 || ++$shown > 3) return $this->cannotAsk('unreachable');
                $this->notice("the server cannot be asked; trying again in $rest s");
                sleep($rest);
                continue;
            }
            $this->info(sprintf('%d of %d pages, %.1f s', $done, max($all, $done + $this->queue->count()), microtime(true) - $began));
        }
        $this->success(sprintf('%d pages delivered in %.1f s', $done, microtime(true) - $began));
        return 0;
    }

    private function status(): int
    {
        $answer = $this->client->ask('GET', '/v1/standards', [], null, helper_plugin_clausemark_client::READING, true);
        if ($answer['why'] !== '') return $this->cannotAsk($answer['why'], $answer['detail']);
        // A page that no wiki has: of a token that may write it is not found.
        $nothing = ['wiki' => $this->pages->wiki(), 'key' => ':'];
        $write = $this->client->ask('DELETE', '/v1/document', $nothing, null, helper_plugin_clausemark_client::READING, true);
        if ($write['why'] === 'forbidden') return $this->cannotAsk('the token may not write', $write['detail']);
        $this->success(sprintf(
            'the server answers; this wiki is "%s", %d pages are covered, %d wait',
            $this->pages->wiki(),
            count($this->pages->all()),
            $this->queue->count()
        ));
        return 0;
    }

    private function cannotAsk(string $why, string $detail = ''): int
    {
        $this->error('the server cannot be asked: ' . $why . ($detail !== '' ? " ($detail)" : '') . '; pages wait: ' . $this->queue->count());
        return 2;
    }
}
