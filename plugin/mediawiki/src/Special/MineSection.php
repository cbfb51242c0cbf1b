<?php
// SPDX-License-Identifier: GPL-2.0-or-later

namespace MediaWiki\Extension\Clausemark\Special;

use Html;
use MediaWiki\Extension\Clausemark\Pages\WikiReader;
use MediaWiki\Extension\Clausemark\Server\Client;
use MediaWiki\Extension\Clausemark\Server\Findings;
use MediaWiki\Extension\Clausemark\Server\Overview;
use SpecialPage;
use WatchedItemStoreInterface;

/**
 * The pages of one owner: what is due, written twice, contradicted or to be decided. Without a name asked for: the pages
 * that name this user as their owner, and those on the watchlist.
 */
class MineSection extends Section {
	/** @var Findings */
	private $findings;
	/** @var Overview */
	private $overview;
	/** @var Client */
	private $client;
	/** @var WatchedItemStoreInterface */
	private $watched;

	public function __construct( SpecialPage $special, Findings $findings, Overview $overview, Client $client,
		WatchedItemStoreInterface $watched
	) {
		parent::__construct( $special );
		$this->findings = $findings;
		$this->overview = $overview;
		$this->client = $client;
		$this->watched = $watched;
	}

	/** @inheritDoc */
	public function html( WikiReader $reader ): ?string {
		$user = $this->special->getUser();
		$asked = trim( $this->special->getRequest()->getVal( 'owner', '' ) );
		$owner = $asked !== '' ? $asked : ( $user->isRegistered() ? $user->getName() : '' );
		$bulk = new BulkDecisions( $this->special, $this->client, $this->findings );
		$done = $bulk->handle( $reader );
		$documents = $this->findings->documents();
		$evidence = $this->overview->evidence( $reader );
		$duplicates = $this->findings->duplicates();
		$conflicts = $this->findings->conflicts();
		if ( $documents === null || $evidence === null || $duplicates === null || $conflicts === null ) {
			return null;
		}
		$mine = $this->mine( $documents, $owner, $asked === '', $reader );
		$counts = $this->counts( $evidence, $duplicates, $conflicts, $reader );
		$gaps = $this->gaps( $reader );
		$rows = [];
		foreach ( $mine as $key => $document ) {
			$rows[] = [
				$this->page( $document['page'] ),
				htmlspecialchars( $document['owner'] ),
				$this->due( $document['review_date'] ),
				$this->list( $gaps[$document['page']['url']] ?? [] ),
				(string)( $counts['decide'][$key] ?? 0 ),
				(string)( $counts['duplicates'][$key] ?? 0 ),
				(string)( $counts['conflicts'][$key] ?? 0 ),
			];
		}
		return $this->form( $owner, $asked === '' ) . $done . $this->table( [ 'clausemark-column-page', 'clausemark-column-owner',
			'clausemark-column-review', 'clausemark-column-gaps', 'clausemark-column-decide', 'clausemark-column-duplicates',
			'clausemark-column-conflicts' ], $rows ) .
			$bulk->form( array_keys( $mine ), $reader );
	}

	/** @return array[] documents by key, each with its page */
	private function mine( array $documents, string $owner, bool $watched, WikiReader $reader ): array {
		$user = $this->special->getUser();
		$names = array_filter( [ $owner, $watched ? $user->getRealName() : '' ] );
		$mine = [];
		foreach ( $documents as $document ) {
			$page = $reader->page( $document );
			if ( $page === null ) {
				continue;
			}
			$named = false;
			foreach ( $names as $name ) {
				$named = $named || mb_strtolower( $document['owner'] ) === mb_strtolower( $name );
			}
			$title = $named || !$watched || !$user->isRegistered() ? null : \Title::newFromText( $page['title'] );
			if ( $named || ( $title && $this->watched->isWatched( $user, $title ) ) ) {
				$mine[$document['key']] = $document + [ 'page' => $page ];
			}
		}
		return $mine;
	}

	private function counts( array $evidence, array $duplicates, array $conflicts, WikiReader $reader ): array {
		$counts = [ 'decide' => [], 'duplicates' => [], 'conflicts' => [] ];
		$standards = $this->overview->standards();
		$add = static function ( string $what, string $key ) use ( &$counts ) {
			$counts[$what][$key] = ( $counts[$what][$key] ?? 0 ) + 1;
		};
		foreach ( $evidence as $row ) {
			if ( $row['decision'] !== 'confirmed' && isset( $standards[explode( '/', $row['clause'] )[0]] ) ) {
				$add( 'decide', $row['key'] );
			}
		}
		foreach ( $duplicates as $cluster ) {
			foreach ( $cluster['regions'] as $region ) {
				$sides = [ $cluster['members'][$region['left']]['document'], $cluster['members'][$region['right']]['document'] ];
				if ( $reader->page( $sides[0] ) !== null && $reader->page( $sides[1] ) !== null ) {
					foreach ( array_unique( array_column( $sides, 'key' ) ) as $key ) {
						$add( 'duplicates', $key );
					}
				}
			}
		}
		foreach ( $conflicts as $conflict ) {
			$values = [];
			foreach ( $conflict['values'] as $value ) {
				$keys = [];
				foreach ( $value['statements'] as $statement ) {
					if ( $reader->page( $statement['document'] ) !== null ) {
						$keys[] = $statement['document']['key'];
					}
				}
				if ( $keys ) {
					$values[] = $keys;
				}
			}
			foreach ( count( $values ) > 1 ? array_unique( array_merge( ...$values ) ) : [] as $key ) {
				$add( 'conflicts', $key );
			}
		}
		return $counts;
	}

	/** @return string[][] links to the clauses that a page answers and of which parts are missing, by the page's address */
	private function gaps( WikiReader $reader ): array {
		$gaps = [];
		foreach ( array_keys( $this->overview->standards() ) as $standard ) {
			foreach ( $this->overview->clauses( $standard, $reader ) ?? [] as $clause ) {
				foreach ( $clause['leaf'] && $clause['state'] === 'partial' ? $clause['pages'] : [] as $page ) {
					$gaps[$page['url']][] = Html::element( 'a', [
						'href' => $this->special->getPageTitle()->getLocalURL( [ 'standard' => $standard ] ) . '#' . $clause['number'],
						'title' => $clause['title'],
					], $this->overview->standards()[$standard] . ' ' . $this->clauseName( $clause['kind'], $clause['number'] ) );
				}
			}
		}
		return $gaps;
	}

	private function due( string $date ): string {
		$late = $date !== '' && $date <= gmdate( 'Y-m-d' );
		return Html::element( 'span', [ 'class' => $late ? 'clausemark-overdue' : 'nowrap' ], $date );
	}

	private function form( string $owner, bool $watched ): string {
		return Html::element( 'p', [], $this->text( $watched ? 'clausemark-mine-intro' : 'clausemark-owner-intro', $owner ) ) .
			Html::rawElement( 'form', [ 'action' => wfScript(), 'method' => 'get' ],
				Html::hidden( 'title', $this->special->getPageTitle( 'mine' )->getPrefixedDBkey() ) .
				Html::rawElement( 'label', [], htmlspecialchars( $this->text( 'clausemark-owner' ) ) . ' ' .
					Html::input( 'owner', $owner, 'text', [ 'size' => 40 ] ) ) . ' ' .
				Html::submitButton( $this->text( 'clausemark-show' ), [ 'class' => 'mw-ui-button' ] ) );
	}
}
