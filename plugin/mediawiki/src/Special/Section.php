<?php
// SPDX-License-Identifier: GPL-2.0-or-later

namespace MediaWiki\Extension\Clausemark\Special;

use Html;
use MediaWiki\Extension\Clausemark\Pages\WikiReader;
use SpecialPage;

/** One tab of Special:Clausemark, and how its tables look. All text goes through Html, none is markup. */
abstract class Section {
	/** @var SpecialPage */
	protected $special;

	public function __construct( SpecialPage $special ) {
		$this->special = $special;
	}

	/** The tab for one reader; null where the server cannot be asked. */
	abstract public function html( WikiReader $reader ): ?string;

	protected function text( string $key, string ...$values ): string {
		return $this->special->msg( $key )->plaintextParams( ...$values )->text();
	}

	protected function clauseName( string $kind, string $number ): string {
		return $this->text( $kind === 'control' ? 'clausemark-control' : 'clausemark-clause', $number );
	}

	protected function state( string $state ): string {
		return Html::element( 'span', [ 'class' => 'clausemark-stands clausemark-stands-' . $state ],
			$this->text( 'clausemark-stands-' . $state ) );
	}

	/** @param array $page title, url and perhaps heading */
	protected function page( array $page ): string {
		$heading = (string)( $page['heading'] ?? '' );
		return Html::element( 'a', [ 'href' => $page['url'] ], $page['title'] ) .
			( $heading === '' || $heading === $page['title'] ? '' : ' › ' . htmlspecialchars( $heading ) );
	}

	/** @param string[] $items HTML */
	protected function list( array $items ): string {
		$html = '';
		foreach ( $items as $item ) {
			$html .= Html::rawElement( 'li', [], $item );
		}
		return $html === '' ? '' : Html::rawElement( 'ul', [], $html );
	}

	/**
	 * @param string[] $columns message keys
	 * @param string[][] $rows cells of HTML
	 */
	protected function table( array $columns, array $rows, bool $sortable = true ): string {
		if ( !$rows ) {
			return Html::element( 'p', [], $this->text( 'clausemark-nothing' ) );
		}
		$head = '';
		foreach ( $columns as $key ) {
			$head .= Html::element( 'th', [ 'scope' => 'col' ], $this->text( $key ) );
		}
		$body = '';
		foreach ( $rows as $row ) {
			$cells = '';
			foreach ( array_values( $row ) as $i => $cell ) {
				$cells .= Html::rawElement( $i === 0 ? 'th' : 'td', $i === 0 ? [ 'scope' => 'row' ] : [], $cell );
			}
			$body .= Html::rawElement( 'tr', [], $cells );
		}
		return Html::rawElement( 'table', [ 'class' => 'wikitable clausemark-table' . ( $sortable ? ' sortable' : '' ) ],
			Html::rawElement( 'thead', [], Html::rawElement( 'tr', [], $head ) ) . Html::rawElement( 'tbody', [], $body ) );
	}
}
