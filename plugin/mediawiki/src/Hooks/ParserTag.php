<?php
// SPDX-License-Identifier: GPL-2.0-or-later

namespace MediaWiki\Extension\Clausemark\Hooks;

use DeferredUpdates;
use Html;
use MediaWiki\Extension\Clausemark\Pages\Readers;
use MediaWiki\Extension\Clausemark\Server\Findings;
use MediaWiki\Extension\Clausemark\Server\Overview;
use MediaWiki\Hook\ParserFirstCallInitHook;
use Parser;
use PPFrame;
use Title;

/**
 * <clausemark clause="iso27001:2022/A.5.24" /> says how a clause stands, with show="pages" which pages answer it;
 * <clausemark standard="iso27001:2022" /> makes a table. The parser's cache is everybody's, so only pages that everybody
 * may read count. Parsing never waits for the server: what was last heard is shown, and asked for anew afterwards.
 */
class ParserTag implements ParserFirstCallInitHook {
	private const CACHED_SECONDS = 300;

	/** @var Findings */
	private $findings;
	/** @var Readers */
	private $readers;

	public function __construct( Findings $findings, Readers $readers ) {
		$this->findings = $findings;
		$this->readers = $readers;
	}

	/** @inheritDoc */
	public function onParserFirstCallInit( $parser ) {
		$parser->setHook( 'clausemark', [ $this, 'render' ] );
	}

	public function render( ?string $text, array $arguments, Parser $parser, PPFrame $frame ): string {
		$parser->getOutput()->updateCacheExpiry( self::CACHED_SECONDS );
		$parser->getOutput()->addModuleStyles( [ 'ext.clausemark.styles' ] );
		DeferredUpdates::addCallableUpdate( function () {
			$this->findings->coverage();
			$this->findings->evidence();
		} );
		$argument = static function ( string $name ) use ( $arguments, $parser, $frame ) {
			return trim( $parser->recursivePreprocess( $arguments[$name] ?? '', $frame ) );
		};
		$overview = new Overview( $this->findings->asLastHeard() );
		$reader = $this->readers->everyone();
		if ( $argument( 'clause' ) !== '' ) {
			$clause = $overview->clause( $argument( 'clause' ), $reader );
			if ( $clause === null ) {
				return $this->unknown( $parser, $overview, $argument( 'clause' ) );
			}
			return $argument( 'show' ) === 'pages' ? $this->pages( $parser, $clause ) : $this->status( $parser, $clause );
		}
		$clauses = $overview->clauses( $argument( 'standard' ), $reader );
		return $clauses === null ? $this->unknown( $parser, $overview, $argument( 'standard' ) ) : $this->table( $parser, $clauses );
	}

	private function message( Parser $parser, string $key, string ...$values ): string {
		return wfMessage( $key )->plaintextParams( ...$values )->inLanguage( $parser->getTargetLanguage() )->escaped();
	}

	private function unknown( Parser $parser, Overview $overview, string $name ): string {
		$parser->getOutput()->updateCacheExpiry( 30 );
		$heard = $overview->standards() !== [];
		return Html::rawElement( 'span', [ 'class' => $heard ? 'error' : 'clausemark-waiting' ],
			$this->message( $parser, $heard ? 'clausemark-tag-unknown' : 'clausemark-tag-waiting', $name ) );
	}

	private function state( Parser $parser, array $clause ): string {
		return Html::rawElement( 'span', [ 'class' => 'clausemark-stands clausemark-stands-' . $clause['state'] ],
			$this->message( $parser, 'clausemark-stands-' . $clause['state'] ) );
	}

	private function name( Parser $parser, array $clause ): string {
		return $this->message( $parser, $clause['kind'] === 'control' ? 'clausemark-control' : 'clausemark-clause', $clause['number'] );
	}

	private function status( Parser $parser, array $clause ): string {
		return Html::rawElement( 'span', [ 'class' => 'clausemark-tag' ],
			$this->name( $parser, $clause ) . ' ' . htmlspecialchars( $clause['title'] ) . ': ' . $this->state( $parser, $clause ) );
	}

	private function pages( Parser $parser, array $clause ): string {
		$items = '';
		foreach ( $clause['pages'] as $page ) {
			$title = Title::newFromText( $page['title'] );
			if ( $title ) {
				$items .= Html::rawElement( 'li', [], $parser->getLinkRenderer()->makeLink( $title ) .
					( $page['heading'] === '' ? '' : ' › ' . htmlspecialchars( $page['heading'] ) ) );
			}
		}
		return $items === '' ? $this->message( $parser, 'clausemark-no-pages' ) : Html::rawElement( 'ul', [], $items );
	}

	private function table( Parser $parser, array $clauses ): string {
		$rows = '';
		foreach ( $clauses as $clause ) {
			if ( $clause['leaf'] ) {
				$rows .= Html::rawElement( 'tr', [], Html::rawElement( 'th', [ 'scope' => 'row' ], $this->name( $parser, $clause ) ) .
					Html::element( 'td', [], $clause['title'] ) .
					Html::rawElement( 'td', [], $this->state( $parser, $clause ) ) );
			}
		}
		return Html::rawElement( 'table', [ 'class' => 'wikitable clausemark-table' ], $rows ) .
			Html::rawElement( 'p', [ 'class' => 'clausemark-note' ], $this->message( $parser, 'clausemark-documents-only' ) );
	}
}
