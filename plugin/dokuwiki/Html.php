<?php
// SPDX-License-Identifier: GPL-2.0-or-later

namespace dokuwiki\plugin\clausemark;

/**
 * Pieces of HTML for the reports. Arguments named `words` and `url` are text, and escaped here; those named `html` are
 * pieces that were made here.
 */
final class Html
{
    /** Longest text of a passage in a table, in characters. */
    private const LONGEST = 300;

    public static function p(string $words, string $attributes = ''): string
    {
        return "<p$attributes>" . hsc($words) . '</p>';
    }

    public static function heading(string $words): string
    {
        return '<h2>' . hsc($words) . '</h2>';
    }

    /** A word, and under it in small print what helps. */
    public static function hinted(string $words, string $hint): string
    {
        return hsc($words) . ($hint === '' ? '' : ' <small>' . hsc($hint) . '</small>');
    }

    /** Words of a page, which may be long and of any direction. */
    public static function quote(string $words, int $most = self::LONGEST): string
    {
        return '<span dir="auto">' . hsc(self::cut($words, $most)) . '</span>';
    }

    public static function cut(string $words, int $most = self::LONGEST): string
    {
        return mb_strlen($words) > $most ? mb_substr($words, 0, $most) . '…' : $words;
    }

    /** @param string[] $html one each */
    public static function items(array $html): string
    {
        return $html ? '<ul><li><div class="li">' . implode('</div></li><li><div class="li">', $html) . '</div></li></ul>' : '';
    }

    /** A link; where its words alone do not say where it leads, `$about` says it to screen readers. */
    public static function link(string $url, string $words, string $about = ''): string
    {
        $hidden = $about === '' ? '' : '<span class="clausemark-hidden"> ' . hsc($about) . '</span>';
        return '<a href="' . hsc($url) . '">' . hsc($words) . $hidden . '</a>';
    }

    /** One of several links of which one is where the reader is. */
    public static function choice(string $url, string $words, bool $chosen): string
    {
        return '<a href="' . hsc($url) . '"' . ($chosen ? ' class="clausemark-chosen" aria-current="true"' : '') . '>' . hsc($words) . '</a> ';
    }

    /** @param array $page {title, url, heading} */
    public static function page(array $page): string
    {
        $heading = $page['heading'] ?? '';
        return '<a href="' . hsc($page['url']) . '" dir="auto">' . hsc($page['title']) . '</a>'
            . ($heading === '' || $heading === $page['title'] ? '' : ' <small dir="auto">› ' . hsc($heading) . '</small>');
    }

    /** Chooses a row of a form. */
    public static function box(string $key, string $label): string
    {
        return '<input type="checkbox" name="keys[]" value="' . hsc($key) . '" aria-label="' . hsc($label) . '">';
    }

    /** @param string[] $html cells; the first is the row's head where `$headed`; `$class` is the last one's */
    public static function row(array $html, bool $headed = false, string $class = ''): string
    {
        $made = '';
        foreach (array_values($html) as $at => $cell) {
            if ($at === 0 && $headed) $made .= "<th scope=\"row\">$cell</th>";
            elseif ($at === count($html) - 1 && $class !== '') $made .= '<td class="' . hsc($class) . "\">$cell</td>";
            else $made .= "<td>$cell</td>";
        }
        return "<tr>$made</tr>";
    }

    /** A row that names the rows below it. */
    public static function group(string $words, int $columns): string
    {
        return "<tr class=\"clausemark-group\"><th scope=\"rowgroup\" colspan=\"$columns\">" . hsc($words) . '</th></tr>';
    }

    /** @param string[] $headsHtml */
    public static function table(array $headsHtml, string $rowsHtml, string $class = 'clausemark-report'): string
    {
        $heads = implode('</th><th scope="col">', $headsHtml);
        return "<div class=\"table\"><table class=\"inline $class\"><thead><tr><th scope=\"col\">$heads</th></tr></thead><tbody>$rowsHtml</tbody></table></div>";
    }
}
