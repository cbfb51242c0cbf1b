<?php
// SPDX-License-Identifier: GPL-2.0-or-later

namespace MediaWiki\Extension\Clausemark\Server;

use Clausemark\Web\PageViews;
use MediaWiki\Extension\Clausemark\Pages\WikiReader;

/** What a draft answers, gains and loses, for one reader. Nothing of a draft is stored anywhere. */
class Drafts {
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
		$requests = [
			'draft' => [ 'POST', '/v1/analyze', [], [ 'text' => $text, 'title' => $title, 'format' => 'mediawiki' ] ],
		];
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
		foreach ( $view['lost'] as &$tag ) {
			$tag['only'] = $this->isOnly( $tag['clause'], (string)$page, $reader );
		}
		return $view;
	}

	/** Whether no other page that this reader may know of is evidence of the clause. */
	private function isOnly( string $clause, string $page, WikiReader $reader ): bool {
		$evidence = $this->findings->evidence();
		if ( $evidence === null ) {
			return false;
		}
		foreach ( $evidence as $row ) {
			$other = $row['clause'] === $clause && $row['key'] !== $page && $row['standing'] === 'counted' &&
				$row['strength'] !== 'mention';
			if ( $other && $reader->page( $row ) !== null ) {
				return false;
			}
		}
		return true;
	}
}
