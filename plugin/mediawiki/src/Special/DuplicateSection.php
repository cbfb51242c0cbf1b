<?php
// SPDX-License-Identifier: GPL-2.0-or-later

namespace MediaWiki\Extension\Clausemark\Special;

use Clausemark\Web\PageViews;
use Html;
use MediaWiki\Extension\Clausemark\Pages\WikiReader;
use MediaWiki\Extension\Clausemark\Server\Client;
use SpecialPage;

/** Two copies of a duplicate side by side, for a reader who may read both pages. */
class DuplicateSection extends Section {
	/** @var Client */
	private $client;

	public function __construct( SpecialPage $special, Client $client ) {
		parent::__construct( $special );
		$this->client = $client;
	}

	/** @inheritDoc */
	public function html( WikiReader $reader ): ?string {
		$request = $this->special->getRequest();
		$answer = $this->client->askForReader( [ [ 'GET', '/v1/duplicate', [
			'id' => $request->getVal( 'id', '' ), 'region' => $request->getVal( 'region', '' ),
		] ] ] )[0];
		if ( $answer->status === 0 || $answer->status === 401 || $answer->status === 429 || $answer->status >= 500 ) {
			return null;
		}
		$gone = Html::element( 'p', [], $this->text( 'clausemark-gone' ) );
		$members = $answer->body['cluster']['members'] ?? [];
		$sides = $answer->body['sides'] ?? [];
		$left = $members[$sides['left'] ?? -1] ?? null;
		$right = $members[$sides['right'] ?? -1] ?? null;
		$pages = [ $left ? $reader->page( $left['document'] ) : null, $right ? $reader->page( $right['document'] ) : null ];
		if ( $pages[0] === null || $pages[1] === null ) {
			return $gone; // the same for a page that may not be read and for one that does not exist
		}
		$differences = array_map( static function ( $difference ) {
			return htmlspecialchars( $difference['explanation'] );
		}, $sides['differences'] ?? [] );
		$rows = '';
		foreach ( [ [ $left, $pages[0] ], [ $right, $pages[1] ] ] as [ $member, $page ] ) {
			$rows .= Html::rawElement( 'h3', [], $this->page( $page + [ 'heading' => PageViews::heading( $member['heading_path'] ) ] ) );
		}
		foreach ( $sides['rows'] ?? [] as $row ) {
			$rows .= $this->passage( $row['left'] ) . $this->passage( $row['right'] );
		}
		return Html::element( 'h2', [], $this->text( 'clausemark-card-differences-there', $pages[0]['title'] ) ) . $this->list( $differences ) .
			Html::rawElement( 'div', [ 'class' => 'clausemark-sides' ], $rows );
	}

	private function passage( ?array $passage ): string {
		$html = '';
		foreach ( $passage['pieces'] ?? [] as $piece ) {
			$html .= empty( $piece['changed'] ) ? htmlspecialchars( $piece['text'] ) : Html::element( 'mark', [], $piece['text'] );
		}
		return Html::rawElement( 'div', [ 'dir' => 'auto' ], $html );
	}
}
