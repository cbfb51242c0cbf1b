<?php
// SPDX-License-Identifier: GPL-2.0-or-later

namespace MediaWiki\Extension\Clausemark\Server;

use BagOStuff;
use MediaWiki\Http\HttpRequestFactory;

/**
 * Asks the Clausemark server, several questions side by side, within a given time. A server that does not answer readers
 * is left alone for a while, so that a hanging one costs the wiki's workers one wait and not one for each reader. What
 * is asked for and what the answers mean is left to the callers.
 */
class Client {
	private const PAUSE_KEY = 'clausemark-pause';
	/** The server lets one token have few requests under way, and the wiki asks for all its readers with one. */
	private const AT_ONCE = 3;

	/** @var HttpRequestFactory */
	private $http;
	/** @var BagOStuff */
	private $cache;
	/** @var string */
	private $server;
	/** @var string */
	private $token;
	/** @var string */
	private $wiki;
	/** @var float */
	private $readTimeout;
	/** @var float */
	private $jobTimeout;
	/** @var int */
	private $pause;

	public function __construct( HttpRequestFactory $http, BagOStuff $cache, string $server, string $token, string $wiki,
		float $readTimeout, float $jobTimeout, int $pause
	) {
		$this->http = $http;
		$this->cache = $cache;
		$this->server = rtrim( $server, '/' );
		$this->token = $token;
		$this->wiki = $wiki;
		$this->readTimeout = $readTimeout;
		$this->jobTimeout = $jobTimeout;
		$this->pause = $pause;
	}

	/** The name this wiki's pages go by on the server. */
	public function wiki(): string {
		return $this->wiki;
	}

	/** One page of this wiki, as parameters. */
	public function page( int $id ): array {
		return [ 'wiki' => $this->wiki, 'key' => (string)$id ];
	}

	/**
	 * While somebody waits.
	 *
	 * @param array[] $requests by any name: [ method, path, parameters, body as array or null ]
	 * @return Answer[] by the same names
	 */
	public function askForReader( array $requests ): array {
		$key = $this->cache->makeKey( self::PAUSE_KEY, md5( $this->server ) );
		if ( $this->pause > 0 && $this->cache->get( $key ) ) {
			return array_map( static function () {
				return new Answer( 0 );
			}, $requests );
		}
		$answers = $this->ask( $requests, $this->readTimeout );
		foreach ( $answers as $answer ) {
			if ( $this->pause > 0 && $answer->status === 0 ) {
				$this->cache->set( $key, 1, $this->pause );
			} elseif ( $this->pause > 0 && $answer->status === 429 ) {
				$this->cache->set( $key, 1, min( $this->pause, $answer->retryAfter ) ); // busy, not broken
			}
		}
		return $answers;
	}

	/** In a job or a script: one request, with more patience. */
	public function askInBackground( string $method, string $path, array $parameters, ?array $body = null ): Answer {
		return $this->ask( [ [ $method, $path, $parameters, $body ] ], $this->jobTimeout )[0];
	}

	/** @return Answer[] */
	private function ask( array $requests, float $timeout ): array {
		$wire = [];
		foreach ( $requests as $name => $request ) {
			[ $method, $path, $parameters, $body ] = $request + [ 2 => [], 3 => null ];
			$headers = [ 'accept' => 'application/json' ];
			if ( $this->token !== '' ) {
				$headers['authorization'] = 'Bearer ' . $this->token;
			}
			$wire[$name] = [
				'method' => $method,
				'url' => $this->server . $path . ( $parameters ? '?' . http_build_query( $parameters, '', '&', PHP_QUERY_RFC3986 ) : '' ),
				'headers' => $headers,
			];
			if ( $method !== 'GET' ) {
				// The server takes writes of this type alone, a deletion without a body included.
				$wire[$name]['headers']['content-type'] = 'application/json';
			}
			if ( $body !== null ) {
				$wire[$name]['body'] = json_encode( $body,
					JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES | JSON_INVALID_UTF8_SUBSTITUTE );
			}
		}
		$client = $this->http->createMultiClient( [ 'connTimeout' => min( 1.0, $timeout ), 'reqTimeout' => $timeout,
			'maxConnsPerHost' => self::AT_ONCE ] );
		$done = $client->runMulti( $wire );
		return array_map( static function ( $request ) {
			return Answer::fromResponse( $request['response'] );
		}, $done );
	}
}
