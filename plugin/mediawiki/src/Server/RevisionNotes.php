<?php
// SPDX-License-Identifier: GPL-2.0-or-later

namespace MediaWiki\Extension\Clausemark\Server;

use BagOStuff;
use Clausemark\Web\EditEffect;
use Clausemark\Web\PageViews;
use MediaWiki\Extension\Clausemark\Pages\Readers;

/**
 * What each revision gained, lost and repeats of other pages against the one that the server held before: asked once,
 * when a page is handed over, and kept in the wiki for as long as recent changes are. Lists of changes read it here and
 * ask nobody. What is kept is about all pages; whoever shows it filters it for the reader.
 */
class RevisionNotes {
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
		$views = new PageViews( $this->readers->everyone(), $this->findings->inForce() );
		$effect = $answer->ok() ? EditEffect::of( $views, $answer->body ) : null;
		if ( $effect !== null ) {
			$this->stash->add( $this->key( (int)$document['revision'] ), $effect, $this->kept );
		}
	}

	/**
	 * @param int[] $revisions
	 * @return array[] effects of EditEffect::of(), unfiltered, by revision, of those that have one
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

	private function key( int $revision ): string {
		return $this->stash->makeKey( 'clausemark-revision', md5( $this->client->wiki() ), (string)$revision );
	}
}
