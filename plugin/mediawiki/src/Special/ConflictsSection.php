<?php
// SPDX-License-Identifier: GPL-2.0-or-later

namespace MediaWiki\Extension\Clausemark\Special;

use Clausemark\Web\PageViews;
use Clausemark\Web\Quotes;
use Html;
use MediaWiki\Extension\Clausemark\Pages\WikiReader;
use MediaWiki\Extension\Clausemark\Server\Findings;
use SpecialPage;

/** Values that pages which the reader may read give differently. */
class ConflictsSection extends Section {
	/** @var Findings */
	private $findings;

	public function __construct( SpecialPage $special, Findings $findings ) {
		parent::__construct( $special );
		$this->findings = $findings;
	}

	/** @inheritDoc */
	public function html( WikiReader $reader ): ?string {
		$conflicts = $this->findings->conflicts();
		if ( $conflicts === null ) {
			return null;
		}
		$seen = ( new PageViews( $reader, [] ) )->conflicts( $conflicts, '', '', new Quotes( [] ) );
		return $this->table( [ 'clausemark-column-parameter', 'clausemark-column-values' ],
			array_map( function ( $conflict ) {
				return [ htmlspecialchars( $conflict['explanation'] ), $this->values( $conflict['values'] ) ];
			}, $seen ) );
	}

	private function values( array $values ): string {
		return $this->list( array_map( function ( $value ) {
			return Html::element( 'b', [], $value['written'] ) . ' · ' .
				implode( ' · ', array_map( [ $this, 'page' ], $value['pages'] ) );
		}, $values ) );
	}
}
