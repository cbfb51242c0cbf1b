<?php
// SPDX-License-Identifier: GPL-2.0-or-later

namespace MediaWiki\Extension\Clausemark\Special;

use Clausemark\Web\PageViews;
use Html;
use MediaWiki\Extension\Clausemark\Pages\WikiReader;
use MediaWiki\Extension\Clausemark\Server\Client;
use MediaWiki\Extension\Clausemark\Server\Findings;
use SpecialPage;
use Title;

/** Many suggestions of one's own pages accepted or rejected at once, with one reason, by those who may review. */
class BulkDecisions {
	private const MOST_PAGES = 10;
	private const MOST_TAGS = 100;

	/** @var SpecialPage */
	private $special;
	/** @var Client */
	private $client;
	/** @var Findings */
	private $findings;

	public function __construct( SpecialPage $special, Client $client, Findings $findings ) {
		$this->special = $special;
		$this->client = $client;
		$this->findings = $findings;
	}

	/** Does what a sent form asks for; answers what came of it, as HTML. */
	public function handle( WikiReader $reader ): string {
		$request = $this->special->getRequest();
		$authority = $this->special->getAuthority();
		$verdict = $request->getVal( 'verdict', '' );
		$reason = trim( $request->getText( 'reason' ) );
		if ( !$request->wasPosted() || !in_array( $verdict, [ 'confirmed', 'rejected' ], true ) || $reason === '' ||
			!$this->special->getContext()->getCsrfTokenSet()->matchTokenField()
		) {
			return '';
		}
		$asked = [];
		foreach ( array_slice( $request->getArray( 'tags', [] ), 0, self::MOST_TAGS ) as $chosen ) {
			[ $key, $annotation ] = explode( '|', $chosen, 2 ) + [ 1 => '' ];
			$title = $reader->pageById( $key ) === null ? null : Title::newFromID( (int)$key );
			if ( $title && $authority->authorizeWrite( 'clausemark-review', $title ) ) {
				$asked[] = [ 'POST', '/v1/decisions', [], [
					'tag' => [ 'wiki' => $this->client->wiki(), 'key' => $key, 'annotation' => $annotation ],
					'verdict' => $verdict, 'reason' => $reason, 'who' => $authority->getUser()->getName(),
				] ];
			}
		}
		$kept = count( array_filter( $asked ? $this->client->askForReader( $asked ) : [], static function ( $answer ) {
			return $answer->ok();
		} ) );
		$this->findings->forget();
		return Html::rawElement( 'div', [ 'role' => 'status' ], Html::noticeBox( $this->special->msg( 'clausemark-bulk-done' )
			->numParams( $kept, count( $request->getArray( 'tags', [] ) ) - $kept )->escaped(), '' ) );
	}

	/** @param array $keys pages of this reader */
	public function form( array $keys, WikiReader $reader ): string {
		if ( !$keys || !$this->special->getAuthority()->isAllowed( 'clausemark-review' ) ) {
			return '';
		}
		$requests = [];
		foreach ( array_slice( $keys, 0, self::MOST_PAGES ) as $key ) {
			$requests[$key] = [ 'GET', '/v1/annotations', $this->client->page( (int)$key ) ];
		}
		$views = new PageViews( $reader, $this->findings->inForce() );
		$rows = '';
		$count = 0;
		foreach ( $this->client->askForReader( $requests ) as $key => $answer ) {
			foreach ( $answer->ok() ? $views->tags( $answer->body['items'] ?? [], [] ) : [] as $tag ) {
				if ( $tag['decision'] !== 'confirmed' && $count++ < self::MOST_TAGS ) {
					$rows .= $this->row( (string)$key, $tag, $reader->pageById( (string)$key ) );
				}
			}
		}
		if ( $rows === '' ) {
			return '';
		}
		$head = '';
		foreach ( [ 'select', 'column-page', 'column-clause', 'column-words' ] as $column ) {
			$head .= Html::element( 'th', [ 'scope' => 'col' ], $this->special->msg( 'clausemark-' . $column )->text() );
		}
		$button = function ( string $verdict, string $key ) {
			return Html::element( 'button', [ 'name' => 'verdict', 'value' => $verdict, 'class' => 'mw-ui-button' ],
				$this->special->msg( $key )->text() ) . ' ';
		};
		return Html::element( 'h2', [], $this->special->msg( 'clausemark-bulk' )->text() ) .
			Html::rawElement( 'form', [ 'method' => 'post', 'action' => $this->special->getPageTitle( 'mine' )->getLocalURL() ],
				Html::rawElement( 'table', [ 'class' => 'wikitable clausemark-table' ],
					Html::rawElement( 'thead', [], Html::rawElement( 'tr', [], $head ) ) . Html::rawElement( 'tbody', [], $rows ) ) .
				Html::rawElement( 'p', [], Html::rawElement( 'label', [], $this->special->msg( 'clausemark-reason' )->escaped() . ' ' .
					Html::input( 'reason', '', 'text', [ 'required' => true, 'size' => 60, 'maxlength' => 500 ] ) ) ) .
				Html::hidden( 'wpEditToken', $this->special->getContext()->getCsrfTokenSet()->getToken()->toString() ) .
				$button( 'confirmed', 'clausemark-accept' ) . $button( 'rejected', 'clausemark-reject' ) );
	}

	private function row( string $key, array $tag, array $page ): string {
		$clause = $tag['standardName'] . ', ' . $this->special->msg( $tag['kind'] === 'control' ? 'clausemark-control' : 'clausemark-clause' )
			->plaintextParams( $tag['number'] )->text() . ' ' . $tag['title'];
		$words = implode( ' … ', array_column( $tag['evidence'], 'exact' ) );
		return Html::rawElement( 'tr', [],
			Html::rawElement( 'td', [], Html::check( 'tags[]', false, [ 'value' => $key . '|' . $tag['id'], 'aria-label' => $clause . ': ' . $words ] ) ) .
			Html::rawElement( 'td', [], Html::element( 'a', [ 'href' => $page['url'] ], $page['title'] ) ) .
			Html::element( 'td', [], $clause ) .
			Html::element( 'td', [ 'dir' => 'auto' ], $words ) );
	}
}
