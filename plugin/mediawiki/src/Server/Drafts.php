<?php
// SPDX-License-Identifier: GPL-2.0-or-later

namespace MediaWiki\Extension\Clausemark\Server;

use Clausemark\Web\Coverage;
use Clausemark\Web\PageViews;
use MediaWiki\Extension\Clausemark\Pages\WikiReader;

/** What a draft answers, gains and loses, for one reader. Nothing of a draft is stored anywhere. */
class Drafts {
	/** Of so many clauses that a draft loses it is looked up whether they are answered elsewhere. */
	private const MOST_LOST = 10;

	/** @var Client */
	private $client;
	/** @var Findings */
	private $findings;

	public function __construct( Client $client, Findings $findings ) {
		$this->client = $client;
		$this->findings = $findings;
	}

	/** @param int $page 0 for a page that does not exist yet */
	public function view( string $text, string $title, int $page, WikiReader $reader ): array {
		// Key 0 is no page's: a new page is compared with what the others hold all the same.
		$requests = [ 'draft' => [ 'POST', '/v1/analyze', [], [ 'text' => $text, 'title' => $title, 'format' => 'mediawiki',
			'stored' => $this->client->page( $page ) ] ] ];
		if ( $page > 0 ) {
			$requests['stored'] = [ 'GET', '/v1/annotations', $this->client->page( $page ) ];
		}
		$answers = $this->client->askForReader( $requests );
		if ( !$answers['draft']->ok() || ( $page > 0 && !$answers['stored']->ok() && $answers['stored']->status !== 404 ) ) {
			return PageViews::nothing( 'unavailable' );
		}
		$views = new PageViews( $reader, $this->findings->inForce() );
		$stored = $page > 0 && $answers['stored']->ok() ? $answers['stored']->body : [];
		$view = $views->draft( $answers['draft']->body, $stored, $this->findings->coverage() );
		$elsewhere = $this->elsewhere( array_column( $view['lost'], 'clause' ), (string)$page, $reader );
		foreach ( $view['lost'] as &$tag ) {
			$tag['only'] = ( $elsewhere[$tag['clause']] ?? true ) === false;
		}
		return $view;
	}

	/**
	 * Whether another page that this reader may know of is evidence of each clause; nothing is said of clauses that the
	 * server could not be asked about.
	 *
	 * @return bool[] by clause
	 */
	private function elsewhere( array $clauses, string $page, WikiReader $reader ): array {
		$requests = [];
		foreach ( array_slice( $clauses, 0, self::MOST_LOST ) as $clause ) {
			$requests[$clause] = [ 'GET', '/v1/evidence', [ 'clause' => $clause, 'limit' => 500 ] ];
		}
		$elsewhere = [];
		foreach ( $requests ? $this->client->askForReader( $requests ) : [] as $clause => $answer ) {
			if ( $answer->ok() ) {
				$elsewhere[$clause] = $this->anyOther( $answer->body['evidence'] ?? [], $page, $reader );
			}
		}
		return $elsewhere;
	}

	private function anyOther( array $evidence, string $page, WikiReader $reader ): bool {
		foreach ( $evidence as $entry ) {
			$row = Coverage::evidence( $entry );
			if ( $row['key'] !== $page && $row['standing'] === 'counted' && $row['strength'] !== 'mention' && $reader->page( $row ) !== null ) {
				return true;
			}
		}
		return false;
	}
}
