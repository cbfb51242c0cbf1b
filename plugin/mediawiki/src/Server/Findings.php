<?php
// SPDX-License-Identifier: GPL-2.0-or-later

namespace MediaWiki\Extension\Clausemark\Server;

use BagOStuff;
use Clausemark\Web\Coverage;

/**
 * What the server says of the wiki as a whole, kept for all readers: used as it is while it is fresh, and by those who
 * must not wait (a page being parsed) at any age. Unfiltered: it never leaves the wiki without a reader's filter.
 */
class Findings {
	private const KEPT_SECONDS = 86400;
	/** Evidence is asked for in pages of this many, and no further than so many pages. */
	private const PAGE = 500;
	private const MOST_PAGES = 100;

	/** @var Client */
	private $client;
	/** @var BagOStuff */
	private $cache;
	/** @var int seconds */
	private $fresh;
	/** @var bool whether the server may be asked */
	private $mayAsk = true;

	public function __construct( Client $client, BagOStuff $cache, int $fresh ) {
		$this->client = $client;
		$this->cache = $cache;
		$this->fresh = $fresh;
	}

	/** The same, as last heard, without asking anybody. */
	public function asLastHeard(): self {
		$same = clone $this;
		$same->mayAsk = false;
		return $same;
	}

	/** The answer that names the standards in force; empty where the server cannot be asked. */
	public function inForce(): array {
		return $this->kept( 'in-force', function () {
			return $this->ask( '/v1/coverage', [] );
		} ) ?? [];
	}

	/** @return array[] by standard in force: its coverage with all clauses */
	public function coverage(): array {
		return $this->kept( 'coverage', function () {
			$requests = [];
			foreach ( $this->inForce()['standards'] ?? [] as $row ) {
				$requests[$row['standard']['id']] = [ 'GET', '/v1/coverage', [ 'standard' => $row['standard']['id'] ] ];
			}
			$bodies = [];
			foreach ( $requests ? $this->client->askForReader( $requests ) : [] as $standard => $answer ) {
				if ( !$answer->ok() ) {
					return null;
				}
				$bodies[$standard] = $answer->body;
			}
			return $bodies ?: null;
		} ) ?? [];
	}

	/** @return array[]|null rows of Coverage::evidence(), strongest first; null where the server cannot be asked */
	public function evidence(): ?array {
		return $this->kept( 'evidence', function () {
			return $this->pages( '/v1/evidence', 'evidence', [], static function ( array $row ) {
				return Coverage::evidence( $row );
			} );
		} );
	}

	/** @return array[]|null clusters, as the server has them */
	public function duplicates(): ?array {
		return $this->kept( 'duplicates', function () {
			return $this->pages( '/v1/duplicates', 'duplicates', [] );
		} );
	}

	/** @return array[]|null */
	public function conflicts(): ?array {
		return $this->kept( 'conflicts', function () {
			return $this->pages( '/v1/conflicts', 'conflicts', [] );
		} );
	}

	/** @return array[]|null this wiki's documents */
	public function documents(): ?array {
		return $this->kept( 'documents', function () {
			return $this->pages( '/v1/documents', 'documents', [ 'wiki' => $this->client->wiki() ] );
		} );
	}

	/** After a decision: what is kept is no longer so. */
	public function forget(): void {
		foreach ( [ 'in-force', 'coverage', 'evidence', 'duplicates', 'conflicts', 'documents' ] as $what ) {
			$this->cache->delete( $this->key( $what ) );
		}
	}

	private function pages( string $path, string $list, array $parameters, ?callable $cut = null ): ?array {
		$rows = [];
		$cursor = null;
		for ( $page = 0; $page < self::MOST_PAGES; $page++ ) {
			$body = $this->ask( $path, $parameters + [ 'limit' => self::PAGE ] + ( $cursor === null ? [] : [ 'cursor' => $cursor ] ) );
			if ( $body === null ) {
				return null;
			}
			foreach ( $body[$list] ?? [] as $row ) {
				$rows[] = $cut ? $cut( $row ) : $row;
			}
			$cursor = $body['next'] ?? null;
			if ( $cursor === null ) {
				break;
			}
		}
		return $rows;
	}

	private function ask( string $path, array $parameters ): ?array {
		$answer = $this->client->askForReader( [ [ 'GET', $path, $parameters ] ] )[0];
		return $answer->ok() ? $answer->body : null;
	}

	private function key( string $what ): string {
		return $this->cache->makeKey( 'clausemark', $what, md5( $this->client->wiki() ) );
	}

	/** Nothing is kept of a server that did not answer. */
	private function kept( string $what, callable $make ): ?array {
		$kept = $this->cache->get( $this->key( $what ) );
		if ( is_array( $kept ) && ( !$this->mayAsk || time() - $kept['at'] < $this->fresh ) ) {
			return $kept['is'];
		}
		$made = $this->mayAsk ? $make() : null;
		if ( $made !== null ) {
			$this->cache->set( $this->key( $what ), [ 'at' => time(), 'is' => $made ], self::KEPT_SECONDS );
		}
		return $made;
	}
}
