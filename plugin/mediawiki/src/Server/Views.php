<?php
// SPDX-License-Identifier: GPL-2.0-or-later

namespace MediaWiki\Extension\Clausemark\Server;

use Clausemark\Web\PageViews;
use MediaWiki\Extension\Clausemark\Pages\WikiReader;

/**
 * The page view of one page for one reader: asks the server, and leaves shaping and filtering to PageViews. Whether the
 * reader may read the page itself is the caller's question.
 */
class Views {
	/** @var Client */
	private $client;
	/** @var Findings */
	private $findings;

	public function __construct( Client $client, Findings $findings ) {
		$this->client = $client;
		$this->findings = $findings;
	}

	/** @param int $revision the revision that the reader looks at */
	public function page( int $id, int $revision, WikiReader $reader ): array {
		$page = $this->client->page( $id );
		$answers = $this->client->askForReader( [
			'annotations' => [ 'GET', '/v1/annotations', $page ],
			'document' => [ 'GET', '/v1/document', $page ],
			'duplicates' => [ 'GET', '/v1/duplicates', $page + [ 'limit' => 50 ] ],
			'conflicts' => [ 'GET', '/v1/conflicts', $page + [ 'limit' => 50 ] ],
			'diagnostics' => [ 'GET', '/v1/diagnostics', $page + [ 'limit' => 100 ] ],
		] );
		if ( $answers['annotations']->status === 404 ) {
			return PageViews::nothing( 'waiting' );
		}
		if ( in_array( Answer::TOO_LARGE, [ $answers['annotations']->status, $answers['document']->status ], true ) ) {
			return PageViews::nothing( 'large' );
		}
		if ( !$answers['annotations']->ok() || !$answers['document']->ok() ) {
			return PageViews::nothing( 'unavailable' );
		}
		$views = new PageViews( $reader, $this->findings->inForce() );
		$view = $views->view(
			$answers['annotations']->body,
			$answers['document']->body,
			$answers['duplicates']->ok() ? $answers['duplicates']->body : [],
			$answers['conflicts']->ok() ? $answers['conflicts']->body : [],
			$this->findings->coverage(),
			$answers['diagnostics']->ok() ? $answers['diagnostics']->body : []
		);
		$view['state'] = $view['revision'] === (string)$revision ? 'current' : 'older';
		return $view;
	}

	/**
	 * The other pages on which a clause is answered, as far as this reader may know of them.
	 *
	 * @return array[] pages: title, url, heading
	 */
	public function elsewhere( string $clause, string $besides, WikiReader $reader ): array {
		$answer = $this->client->askForReader( [
			[ 'GET', '/v1/evidence', [ 'clause' => $clause, 'limit' => 500 ] ],
		] )[0];
		$pages = [];
		foreach ( $answer->ok() ? $answer->body['evidence'] ?? [] : [] as $evidence ) {
			$key = (string)( $evidence['document']['key'] ?? '' );
			$page = $key === $besides || isset( $pages[$key] ) ? null : $reader->page( $evidence['document'] ?? [] );
			if ( $page !== null ) {
				$pages[$key] = $page + [ 'heading' => PageViews::heading( $evidence['passage']['heading_path'] ?? [] ) ];
			}
		}
		return array_values( array_slice( $pages, 0, 20 ) );
	}
}
