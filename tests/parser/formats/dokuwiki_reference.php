<?php
// SPDX-License-Identifier: Apache-2.0
// What DokuWiki itself shows of pages: `php dokuwiki_reference.php WORKDIR FILE...`, in one process, with the
// installed program in its default configuration. Per file: a line "text: WORDS", "notes: WORDS", then a line
// "heading: BYTE LEVEL" for each heading with its byte place in the file, then a form feed.

if ($argc < 3) exit(2);
$work = $argv[1];
foreach (['pages', 'attic', 'media', 'media_attic', 'meta', 'media_meta', 'cache', 'index', 'locks', 'tmp', 'log'] as $dir)
    @mkdir("$work/$dir", 0700, true);
@mkdir("$work/conf", 0700, true);
foreach (glob('/etc/dokuwiki/*') as $file)
    if (!is_dir($file) && basename($file) !== 'local.php' && basename($file) !== 'plugins.local.php') @copy($file, "$work/conf/" . basename($file));
file_put_contents("$work/conf/local.php", "<?php \$conf['savedir'] = '$work'; \$conf['useacl'] = 0; \$conf['allowdebug'] = 0;");
define('DOKU_CONF', "$work/conf/");
define('DOKU_INC', '/usr/share/dokuwiki/');
define('NOSESSION', 1);
error_reporting(0);
ini_set('pcre.backtrack_limit', '100000000');
ini_set('memory_limit', '1G');
require_once DOKU_INC . 'inc/init.php';
error_reporting(0);

/** The words of an element: white space between blocks, none between the parts of a line. */
function words(DOMNode $node): string {
    if ($node->nodeType === XML_TEXT_NODE || $node->nodeType === XML_CDATA_SECTION_NODE) return $node->nodeValue;
    if ($node->nodeType !== XML_ELEMENT_NODE) return '';
    $name = $node->nodeName;
    $class = ' ' . $node->getAttribute('class') . ' ';
    if (in_array($name, ['video', 'audio', 'style', 'script'])) return '';
    if (strpos($class, ' fn_top ') !== false || strpos($class, ' fn_bot ') !== false) return '';
    $text = '';
    foreach ($node->childNodes as $child) $text .= words($child);
    // The highlighter fills empty lines with a no-break space of its own.
    if (strpos($class, ' code ') !== false) $text = preg_replace('/^\xC2\xA0$/m', '', $text);
    return in_array($name, ['a', 'abbr', 'code', 'del', 'em', 'img', 'span', 'strong', 'sub', 'sup']) ? $text : " $text ";
}

function fold(string $text): string { return trim(preg_replace('/[ \t\n\r\f]+/', ' ', $text)); }

$ID = 'test:page';
for ($i = 2; $i < $argc; $i++) {
    $page = file_get_contents($argv[$i]);
    $calls = p_get_instructions($page);
    $info = [];
    $html = p_render('xhtml', $calls, $info);
    $dom = new DOMDocument();
    $dom->loadHTML('<?xml encoding="utf-8"?><html><body><div id="all">' . $html . '</div></body></html>', LIBXML_NOERROR);
    $notes = '';
    $path = new DOMXPath($dom);
    foreach (iterator_to_array($path->query('//div[@class="footnotes"]')) as $element) {
        foreach ($path->query('.//div[@class="content"]', $element) as $note) $notes .= words($note);
        $element->parentNode->removeChild($element);
    }
    echo 'text: ', fold(words($dom->getElementsByTagName('body')->item(0))), "\n";
    echo 'notes: ', fold($notes), "\n";
    foreach ($calls as $call)
        if ($call[0] === 'header' && trim($call[1][0]) !== '') echo 'heading: ', $call[2], ' ', $call[1][1], "\n";
    echo "\f";
}
