<?php
// SPDX-License-Identifier: GPL-2.0-or-later

/**
 * Pages that the server has yet to be told of, one marker file a page. Marking costs a save one small file and never a
 * question to the server; a page marked twice is delivered once, with the text it has by then. Who delivers holds a
 * lock; a marker taken is moved aside, so that a save meanwhile makes a new one and a delivery that dies leaves its own.
 */
class helper_plugin_clausemark_queue extends DokuWiki_Plugin
{
    /** @var resource|null */
    private $lock = null;

    public function mark(string $id): bool
    {
        $file = $this->folder('waiting') . $this->nameOf($id);
        if (file_exists($file)) return true;
        $part = $file . '.' . bin2hex(random_bytes(6)) . '.part';
        return @file_put_contents($part, $id) !== false && @rename($part, $file);
    }

    public function waits(string $id): bool
    {
        return file_exists($this->folder('waiting') . $this->nameOf($id));
    }

    public function count(): int
    {
        return count($this->markers('waiting'));
    }

    /**
     * Gives marked pages to `$deliver`, oldest first, until it answers null (stop: the server cannot be asked now) or
     * `$seconds` have passed. True from it: done with this page; false: try again another time. Gives how many are done;
     * -1 where somebody else is delivering.
     *
     * @param callable(string): ?bool $deliver
     */
    public function drain(callable $deliver, float $seconds, int $most = PHP_INT_MAX): int
    {
        if (!$this->lock()) return -1;
        // What is left here is of a delivery that died.
        foreach ($this->markers('taken') as $name) $this->giveBack($name);
        $end = microtime(true) + $seconds;
        $done = 0;
        foreach ($this->markers('waiting') as $name) {
            if ($done >= $most || microtime(true) > $end) break;
            if (!@rename($this->folder('waiting') . $name, $this->folder('taken') . $name)) continue;
            $id = (string) file_get_contents($this->folder('taken') . $name);
            $answer = $deliver($id);
            if ($answer) {
                @unlink($this->folder('taken') . $name);
                $done++;
            } else {
                $this->giveBack($name);
                if ($answer === null) break;
            }
        }
        flock($this->lock, LOCK_UN);
        fclose($this->lock);
        $this->lock = null;
        return $done;
    }

    /** A page has another id now; both ids are marked by whoever calls. */
    public function move(string $from, string $to): void
    {
        // The time orders them; two in one microsecond are of two processes, and of two pages.
        $name = sprintf('%017d', (int) (microtime(true) * 1e6)) . bin2hex(random_bytes(3));
        @file_put_contents($this->folder('moves') . $name, $from . "\n" . $to);
    }

    /** @return array<string,array{string,string}> from and to, oldest first */
    public function moves(): array
    {
        $found = [];
        foreach (@scandir($this->folder('moves')) ?: [] as $name)
            if (preg_match('/^\d{17}[0-9a-f]{6}$/', $name)) $found[$name] = explode("\n", file_get_contents($this->folder('moves') . $name) . "\n", 3);
        return array_map(fn(array $ids): array => [$ids[0], $ids[1]], $found);
    }

    /** The server knows of this move, or has nothing to move. */
    public function moved(string $name): void
    {
        @unlink($this->folder('moves') . $name);
    }

    /** Where a file of the plugin that must outlive the cache is kept. */
    public function stateFile(string $name): string
    {
        return $this->folder('') . $name;
    }

    private function lock(): bool
    {
        $this->lock = @fopen($this->stateFile('lock'), 'c') ?: null;
        if ($this->lock && flock($this->lock, LOCK_EX | LOCK_NB)) return true;
        if ($this->lock) fclose($this->lock);
        $this->lock = null;
        return false;
    }

    private function giveBack(string $name): void
    {
        $waiting = $this->folder('waiting') . $name;
        $taken = $this->folder('taken') . $name;
        if (file_exists($waiting)) @unlink($taken);
        else @rename($taken, $waiting);
    }

    /** An id may be longer than a file's name. */
    private function nameOf(string $id): string
    {
        return hash('sha256', $id);
    }

    /** Oldest first. */
    private function markers(string $folder): array
    {
        $names = [];
        foreach (@scandir($this->folder($folder)) ?: [] as $name)
            if (preg_match('/^[0-9a-f]{64}$/', $name)) $names[$name] = (int) @filemtime($this->folder($folder) . $name);
        asort($names);
        return array_keys($names);
    }

    private function folder(string $name): string
    {
        global $conf;
        $folder = $conf['metadir'] . '/_clausemark/' . ($name === '' ? '' : $name . '/');
        if (!is_dir($folder)) io_mkdir_p($folder);
        return $folder;
    }
}
