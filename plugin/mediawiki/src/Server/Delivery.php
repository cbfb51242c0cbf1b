<?php
// SPDX-License-Identifier: GPL-2.0-or-later

namespace MediaWiki\Extension\Clausemark\Server;

use MediaWiki\Extension\Clausemark\Pages\EligiblePages;

/**
 * Brings the server's copy of one page in step with the wiki: the latest text is put, what is no document any more is
 * removed. Doing it twice changes nothing.
 */
class Delivery {
	public const STORED = 'stored';
	public const REMOVED = 'removed';
	/** The server will not take this page, now or later: too large, or not usable. */
	public const REFUSED = 'refused';
	/** To be tried again. */
	public const FAILED = 'failed';

	/** @var Client */
	private $client;
	/** @var EligiblePages */
	private $eligible;
	/** @var RevisionNotes */
	private $notes;
	/** @var string why the last delivery was refused or failed */
	private $why = '';

	public function __construct( Client $client, EligiblePages $eligible, RevisionNotes $notes ) {
		$this->client = $client;
		$this->eligible = $eligible;
		$this->notes = $notes;
	}

	public function why(): string {
		return $this->why;
	}

	/** @param bool $noting whether what the page gains and loses is noted for lists of changes */
	public function deliver( int $id, bool $noting = false ): string {
		$document = $this->eligible->document( $id );
		if ( $document === null ) {
			return $this->remove( (string)$id );
		}
		if ( $noting ) {
			$this->notes->note( $id, $document );
		}
		$put = $this->put( $id, $document );
		if ( $put->status === 409 ) {
			// The server holds a later revision that the wiki has taken back: what the wiki says now holds.
			$this->client->askInBackground( 'DELETE', '/v1/document', $this->client->page( $id ) );
			$put = $this->put( $id, $document );
		}
		return $put->ok() ? self::STORED : $this->without( $put );
	}

	/** By the server's key, which need not be a page of ours any more. */
	public function remove( string $key ): string {
		$answer = $this->client->askInBackground( 'DELETE', '/v1/document', [ 'wiki' => $this->client->wiki(), 'key' => $key ] );
		return $answer->ok() || $answer->status === 404 ? self::REMOVED : $this->without( $answer );
	}

	private function put( int $id, array $document ): Answer {
		return $this->client->askInBackground( 'PUT', '/v1/document', $this->client->page( $id ), $document );
	}

	private function without( Answer $answer ): string {
		$this->why = $answer->status === 0 ? 'no answer' : $answer->status . ' ' . ( $answer->body['title'] ?? '' );
		return in_array( $answer->status, [ 400, 413, 422 ], true ) ? self::REFUSED : self::FAILED;
	}
}
