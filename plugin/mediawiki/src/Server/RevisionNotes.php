<?php
// SPDX-License-Identifier: GPL-2.0-or-later

namespace MediaWiki\Extension\Clausemark\Server;

use BagOStuff;
use Clausemark\Web\PageViews;
use MediaWiki\Extension\Clausemark\Pages\Readers;

/**
 * What each revision gained, lost and repeats of other pages against the one that the server held before: asked once,
 * when a page is handed over, and kept in the wiki for as long as recent changes are. Lists of changes read it here and
 * ask nobody. What is kept is about all pages; whoever shows it filters it for the reader.
 */
class RevisionNotes {
	/** Clauses of each kind, and copies, that one note holds. */
	private const MOST = 20;

	/** @var Client */
	private $client;
	/** @var Findings */
	private $findings;
	/** @var Readers */
	private $readers;
	/** @var BagOStuff */
	private $stash;
	/** @var int seconds */
	private $kept;

	public function __construct( Client $client, Findings $findings, Readers $readers, BagOStuff $stash, int $kept ) {
		$this->client = $client;
		$this->findings = $findings;
		$this->readers = $readers;
		$this->stash = $stash;
		$this->kept = $kept;
	}

	/**
	 * Notes what handing over `$document` (EligiblePages::document()) will change. Before it is handed over: the server
	 * compares it with what it holds. A revision has one note; without the server it has none.
	 */
	public function note( int $page, array $document ): void {
		$answer = $this->client->askInBackground( 'POST', '/v1/analyze', [], [
			'text' => $document['text'], 'title' => $document['title'], 'format' => $document['format'],
			'stored' => $this->client->page( $page ),
		] );
		$difference = $answer->ok() ? $answer->body['difference'] ?? [] : [];
		$note = array_filter( [
			'lost' => $this->clauses( $difference['clauses_lost'] ?? [] ),
			'gained' => $this->clauses( $difference['clauses_gained'] ?? [] ),
			'copies' => self::copies( $difference['duplicates'] ?? [] ),
		] );
		if ( $note ) {
			$this->stash->add( $this->key( (int)$document['revision'] ), $note, $this->kept );
		}
	}

	/**
	 * @param int[] $revisions
	 * @return array[] notes by revision, of those that have one: "lost" and "gained" are lists of clauses
	 *  (PageViews::clause()), "copies" a list of lists of documents ("wiki", "key")
	 */
	public function of( array $revisions ): array {
		$keys = [];
		foreach ( array_unique( $revisions ) as $revision ) {
			$keys[$this->key( $revision )] = $revision;
		}
		$notes = [];
		foreach ( $keys ? $this->stash->getMulti( array_keys( $keys ) ) : [] as $key => $note ) {
			if ( is_array( $note ) ) {
				$notes[$keys[$key]] = $note;
			}
		}
		return $notes;
	}

	private function clauses( array $changes ): array {
		$views = new PageViews( $this->readers->everyone(), $this->findings->inForce() );
		return array_slice( array_values( array_filter( array_map( [ $views, 'clause' ], $changes ) ) ), 0, self::MOST );
	}

	private static function copies( array $duplicates ): array {
		$copies = [];
		foreach ( array_slice( $duplicates, 0, self::MOST ) as $copy ) {
			if ( empty( $copy['known'] ) ) {
				$copies[] = array_map( static function ( $document ) {
					return [ 'wiki' => (string)( $document['wiki'] ?? '' ), 'key' => (string)( $document['key'] ?? '' ) ];
				}, array_slice( $copy['pages'] ?? [], 0, self::MOST ) );
			}
		}
		return $copies;
	}

	private function key( int $revision ): string {
		return $this->stash->makeKey( 'clausemark-revision', md5( $this->client->wiki() ), (string)$revision );
	}
}
