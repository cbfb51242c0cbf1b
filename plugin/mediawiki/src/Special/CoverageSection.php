<?php
// SPDX-License-Identifier: GPL-2.0-or-later

namespace MediaWiki\Extension\Clausemark\Special;

use Html;
use MediaWiki\Extension\Clausemark\Pages\WikiReader;
use MediaWiki\Extension\Clausemark\Server\Overview;
use SpecialPage;

/** How each clause of a standard in force stands, with the pages that answer it and the parts that nothing answers. */
class CoverageSection extends Section {
	/** @var Overview */
	private $overview;

	public function __construct( SpecialPage $special, Overview $overview ) {
		parent::__construct( $special );
		$this->overview = $overview;
	}

	/** @inheritDoc */
	public function html( WikiReader $reader ): ?string {
		$standards = $this->overview->standards();
		if ( !$standards ) {
			return null;
		}
		$asked = $this->special->getRequest()->getVal( 'standard', '' );
		$standard = isset( $standards[$asked] ) ? $asked : array_key_first( $standards );
		$clauses = $this->overview->clauses( $standard, $reader );
		if ( $clauses === null ) {
			return null;
		}
		$leaves = array_values( array_filter( $clauses, static function ( $clause ) {
			return $clause['leaf'];
		} ) );
		return $this->choice( $standards, $standard ) . $this->counts( $leaves ) . $this->table(
			[ 'clausemark-column-clause', 'clausemark-column-title', 'clausemark-column-state', 'clausemark-column-pages',
				'clausemark-column-missing' ],
			array_map( [ $this, 'row' ], $leaves ) );
	}

	private function choice( array $standards, string $current ): string {
		$links = '';
		foreach ( $standards as $id => $name ) {
			$links .= Html::element( 'a', [
				'href' => $this->special->getPageTitle()->getLocalURL( [ 'standard' => $id ] ),
				'aria-current' => $id === $current ? 'true' : false,
			], $name );
		}
		return Html::element( 'h2', [], $standards[$current] ) .
			Html::rawElement( 'div', [ 'class' => 'clausemark-tabs' ], $links );
	}

	private function counts( array $clauses ): string {
		$items = '';
		foreach ( array_count_values( array_column( $clauses, 'state' ) ) as $state => $count ) {
			$items .= Html::rawElement( 'li', [], Html::element( 'b', [], (string)$count ) . ' ' . $this->state( $state ) );
		}
		return Html::rawElement( 'ul', [ 'class' => 'clausemark-counts' ], $items );
	}

	private function row( array $clause ): array {
		$missing = [];
		if ( in_array( $clause['state'], [ 'partial', 'mentioned', 'none' ], true ) ) {
			foreach ( $clause['parts'] as $part ) {
				if ( !$part['found'] && !$part['practice'] ) {
					$missing[] = htmlspecialchars( $part['text'] );
				}
			}
		}
		return [
			Html::element( 'span', [ 'id' => $clause['number'] ], $this->clauseName( $clause['kind'], $clause['number'] ) ),
			htmlspecialchars( $clause['title'] ),
			$this->state( $clause['state'] ),
			$this->list( array_map( [ $this, 'page' ], array_slice( $clause['pages'], 0, 10 ) ) ),
			$this->list( $missing ),
		];
	}
}
