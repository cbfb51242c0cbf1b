<?php
// SPDX-License-Identifier: GPL-2.0-or-later

/**
 * Quotes of a page's passages, for the browser to find: the words with what stands before and behind them. Made of the
 * server's passages of one page; what is quoted is the visible text, as in the server's own annotations.
 */
class helper_plugin_clausemark_quotes extends DokuWiki_Plugin
{
    /** Characters before and behind: enough to tell two places of a page apart. */
    private const CONTEXT = 32;

    /**
     * The quote of passage `$number`, or null where there is none.
     *
     * @param array<int,array> $passages
     */
    public function passage(array $passages, int $number): ?array
    {
        $text = $passages[$number]['text'] ?? '';
        if ($text === '') return null;
        $before = $after = '';
        for ($i = $number - 1; $i >= 0 && mb_strlen($before) < self::CONTEXT; $i--) $before = $passages[$i]['text'] . "\n" . $before;
        for ($i = $number + 1; isset($passages[$i]) && mb_strlen($after) < self::CONTEXT; $i++) $after .= "\n" . $passages[$i]['text'];
        return [
            'exact' => $text,
            'prefix' => mb_substr($before, -self::CONTEXT),
            'suffix' => mb_substr($after, 0, self::CONTEXT),
        ];
    }

    /** The first of these passages that is no heading, else the first. */
    public function region(array $passages, int $begin, int $end): ?array
    {
        for ($i = $begin; $i < $end; $i++)
            if (($passages[$i]['kind'] ?? '') !== 'heading' && ($quote = $this->passage($passages, $i))) return $quote;
        return $this->passage($passages, $begin);
    }

    /** The parts of an annotation's target that the browser needs. */
    public static function ofSelectors(array $selectors): array
    {
        foreach ($selectors as $selector)
            if ($selector['type'] === 'TextQuoteSelector')
                return ['exact' => $selector['exact'], 'prefix' => $selector['prefix'], 'suffix' => $selector['suffix']];
        return ['exact' => '', 'prefix' => '', 'suffix' => ''];
    }
}
