<?php
// SPDX-License-Identifier: Apache-2.0
// What MediaWiki itself shows of pages: `php mediawiki_reference.php WORKDIR FILE...`, in one process, with the
// installed program and a fresh SQLite wiki in WORKDIR. Per file: a line "text: WORDS", a line "notes: WORDS", then
// a form feed. Templates expand to words that are left out. Seen by nobody and left out: section edit links, tables of contents, note markers, redirect notices.

if ($argc < 3) exit(2);
$work = $argv[1];
$installed = '/usr/share/mediawiki';

function run(string $command): void {
    exec("$command 2>&1", $output, $status);
    if ($status !== 0) {
        fwrite(STDERR, implode("\n", $output) . "\n");
        exit(1);
    }
}

if (getenv('MW_CONFIG_FILE') === false) {
    $php = escapeshellarg(PHP_BINARY);
    foreach (['db', 'images', 'upload', 'tmp'] as $dir) mkdir("$work/$dir", 0700, true);
    run("$php $installed/maintenance/install.php --confpath $work --dbtype sqlite --dbpath $work/db --dbname wiki"
        . " --server http://127.0.0.1 --scriptpath '' --pass A-long-passphrase-1"
        . " --extensions ParserFunctions,Cite,Poem,SyntaxHighlight_GeSHi --skins Vector 'Test wiki' Admin");
    file_put_contents("$work/LocalSettings.php", "
        \$wgEnableUploads = true; \$wgUploadDirectory = '$work/images'; \$wgTmpDirectory = '$work/tmp';
        \$wgMainCacheType = \$wgParserCacheType = \$wgMessageCacheType = CACHE_NONE; \$wgUseImageMagick = false;
        \$wgCacheDirectory = '$work/tmp'; \$wgShowExceptionDetails = true; \$wgMaxArticleSize = 65536;
\n", FILE_APPEND);
    $dot = base64_decode('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==');
    foreach (['Plan.png', 'Seal.png'] as $name) file_put_contents("$work/upload/$name", $dot);
    putenv("MW_CONFIG_FILE=$work/LocalSettings.php");
    run("$php $installed/maintenance/importImages.php $work/upload");
    passthru($php . ' -d memory_limit=2G ' . implode(' ', array_map('escapeshellarg', $argv)), $status);
    exit($status);
}

$files = array_slice($argv, 2);
$argv = $_SERVER['argv'] = [$argv[0]];
require_once "$installed/maintenance/Maintenance.php";

use MediaWiki\MediaWikiServices;

class ShowPages extends Maintenance {
    public static array $files;

    public function execute() {
        $this->getDB(DB_PRIMARY)->insert('interwiki', ['iw_prefix' => 'de', 'iw_url' => 'http://127.0.0.1/$1',
            'iw_api' => '', 'iw_wikiid' => '', 'iw_local' => 1, 'iw_trans' => 0], __METHOD__, ['IGNORE']);
        $services = MediaWikiServices::getInstance();
        $title = Title::newFromText('Test page');
        foreach (self::$files as $file) {
            $content = new WikitextContent(str_replace("\r\n", "\n", file_get_contents($file)));
            $options = ParserOptions::newFromAnon();
            $options->setTemplateCallback(fn ($template) =>
                ['text' => '<span class="reference">call</span>', 'finalTitle' => $template, 'deps' => [['title' => $template, 'page_id' => 0, 'rev_id' => 0]]]);
            $html = $services->getContentRenderer()->getParserOutput($content, $title, null, $options)
                ->getText(['allowTOC' => false, 'enableSectionEditLinks' => false, 'unwrap' => true]);
            $dom = new DOMDocument();
            $dom->loadHTML('<?xml encoding="utf-8"?><html><body><div id="all">' . $html . '</div></body></html>',
                LIBXML_NOERROR | LIBXML_PARSEHUGE);
            $path = new DOMXPath($dom);
            $notes = '';
            foreach ($path->query('//span[contains(@class, "reference-text")]') as $note)
                $notes .= ' ' . self::words($note);
            echo 'text: ', self::fold(self::words($dom->getElementsByTagName('body')->item(0))), "\n";
            echo 'notes: ', self::fold($notes), "\n\f";
        }
    }

    /** The words of an element: white space between blocks, none between the parts of a line. */
    private static function words(DOMNode $node): string {
        if ($node->nodeType === XML_TEXT_NODE || $node->nodeType === XML_CDATA_SECTION_NODE) return $node->nodeValue;
        if ($node->nodeType !== XML_ELEMENT_NODE) return '';
        $name = $node->nodeName;
        if ($name === 'style' || $name === 'script') return '';
        foreach (explode(' ', $node->getAttribute('class')) as $class)
            if (in_array($class, ['reference', 'references', 'mw-cite-backlink', 'mw-editsection', 'toc', 'redirectMsg']))
                return '';
        $text = '';
        foreach ($node->childNodes as $child) $text .= self::words($child);
        $inline = ['a', 'abbr', 'b', 'bdi', 'bdo', 'big', 'cite', 'code', 'data', 'del', 'dfn', 'em', 'font', 'i', 'img',
            'ins', 'kbd', 'mark', 'q', 'rb', 'rp', 'rt', 'rtc', 'ruby', 's', 'samp', 'small', 'span', 'strike', 'strong',
            'sub', 'sup', 'time', 'tt', 'u', 'var', 'wbr'];
        return in_array($name, $inline) ? $text : " $text ";
    }

    private static function fold(string $text): string {
        return trim(preg_replace('/[ \t\n\r\f\x{A0}]+/u', ' ', $text));
    }
}

ShowPages::$files = $files;
$maintClass = ShowPages::class;
require_once RUN_MAINTENANCE_IF_MAIN;
