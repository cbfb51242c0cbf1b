<?php
// SPDX-License-Identifier: GPL-2.0-or-later

namespace MediaWiki\Extension\Clausemark\Special;

use Clausemark\Web\PageViews;
use Html;
use MediaWiki\Extension\Clausemark\Pages\WikiReader;
use MediaWiki\Extension\Clausemark\Server\Findings;
use SpecialPage;

/** Passages that stand on two pages which the reader may both read. */
class DuplicatesSection extends Section {
	/** @var Findings */
	private $findings;

	public function __construct( SpecialPage $special, Findings $findings ) {
		parent::__construct( $special );
		$this->findings = $findings;
	}

	/** @inheritDoc */
	public function html( WikiReader $reader ): ?string {
		$clusters = $this->findings->duplicates();
		if ( $clusters === null ) {
			return null;
		}
		$rows = [];
		foreach ( $clusters as $cluster ) {
			foreach ( $cluster['regions'] as $region ) {
				$left = $this->side( $cluster['members'][$region['left']] ?? [], $reader );
				$right = $this->side( $cluster['members'][$region['right']] ?? [], $reader );
				if ( $left !== null && $right !== null ) {
					$rows[] = $this->row( $cluster, $region, $left, $right, $reader );
				}
			}
		}
		return $this->table( [ 'clausemark-column-same', 'clausemark-column-page', 'clausemark-column-page',
			'clausemark-column-differs' ], $rows );
	}

	private function side( array $member, WikiReader $reader ): ?string {
		$page = $reader->page( $member['document'] ?? [] );
		return $page === null ? null : $this->page( $page + [ 'heading' => PageViews::heading( $member['heading_path'] ?? [] ) ] );
	}

	private function row( array $cluster, array $region, string $left, string $right, WikiReader $reader ): array {
		$percent = $region['similarity'] >= 1 ? 100 : min( 99, round( $region['similarity'] * 100 ) );
		$differences = array_map( static function ( $difference ) {
			return htmlspecialchars( $difference['explanation'] );
		}, array_slice( $region['differences'], 0, 3 ) );
		return [
			Html::element( 'a', [ 'href' => $reader->compareUrl( $cluster['id'], $region['key'] ) ],
				$this->text( 'clausemark-percent', (string)$percent ) ),
			$left,
			$right,
			$this->list( $differences ),
		];
	}
}
