<?php
// SPDX-License-Identifier: GPL-2.0-or-later

namespace MediaWiki\Extension\Clausemark\Maintenance;

use Maintenance;
use MediaWiki\Extension\Clausemark\Server\Client;
use MediaWiki\Extension\Clausemark\Server\Delivery;
use MediaWiki\MediaWikiServices;

$IP = getenv( 'MW_INSTALL_PATH' ) ?: dirname( $_SERVER['argv'][0], 4 );
require_once "$IP/maintenance/Maintenance.php";

/**
 * Finds every page that the server holds in another revision, under another title, not at all, or though it is gone, and
 * mends it. For cron: what jobs did not deliver is delivered here.
 */
class Reconcile extends Maintenance {
	public function __construct() {
		parent::__construct();
		$this->addDescription( 'Mends every difference between the wiki and the Clausemark server.' );
		$this->addOption( 'dry-run', 'Only say what differs' );
		$this->requireExtension( 'Clausemark' );
	}

	public function execute() {
		$services = MediaWikiServices::getInstance();
		$held = $this->held( $services->getService( 'Clausemark.Client' ) );
		$namespaces = $services->getService( 'Clausemark.EligiblePages' )->namespaces();
		$rows = $this->getDB( DB_REPLICA )->select( 'page', [ 'page_id', 'page_latest', 'page_namespace', 'page_title' ],
			[ 'page_namespace' => $namespaces, 'page_is_redirect' => 0, 'page_content_model' => [ null, CONTENT_MODEL_WIKITEXT ] ],
			__METHOD__, [ 'ORDER BY' => 'page_id' ] );
		$differing = [];
		foreach ( $rows as $row ) {
			$title = \Title::makeTitle( $row->page_namespace, $row->page_title )->getPrefixedText();
			if ( ( $held[$row->page_id] ?? null ) !== [ (string)$row->page_latest, $title ] ) {
				$differing[] = (string)$row->page_id;
			}
			unset( $held[$row->page_id] );
		}
		$this->output( sprintf( "%d to deliver, %d to remove\n", count( $differing ), count( $held ) ) );
		if ( $this->hasOption( 'dry-run' ) ) {
			return true;
		}
		return $this->mend( $services->getService( 'Clausemark.Delivery' ), $differing, array_map( 'strval', array_keys( $held ) ) );
	}

	/** @return array[] revision and title of each document of this wiki that the server holds, by key */
	private function held( Client $client ): array {
		$held = [];
		$cursor = [];
		do {
			$answer = $client->askInBackground( 'GET', '/v1/documents', [ 'wiki' => $client->wiki(), 'limit' => 1000 ] + $cursor );
			if ( !$answer->ok() ) {
				$this->fatalError( 'The server cannot be asked: ' . ( $answer->status ?: 'no answer' ) );
			}
			foreach ( $answer->body['documents'] as $document ) {
				$held[$document['key']] = [ $document['revision'], $document['title'] ];
			}
			$cursor = isset( $answer->body['next'] ) ? [ 'cursor' => $answer->body['next'] ] : null;
		} while ( $cursor );
		return $held;
	}

	private function mend( Delivery $delivery, array $differing, array $gone ): bool {
		$failed = 0;
		foreach ( [ [ $differing, 'deliver' ], [ $gone, 'remove' ] ] as [ $keys, $how ] ) {
			foreach ( $keys as $key ) {
				$outcome = $how === 'deliver' ? $delivery->deliver( (int)$key, true ) : $delivery->remove( $key );
				if ( $outcome === Delivery::REFUSED || $outcome === Delivery::FAILED ) {
					$this->error( "page $key: {$delivery->why()}" );
					$failed += $outcome === Delivery::FAILED ? 1 : 0;
				}
			}
		}
		$this->output( $failed ? "$failed failed\n" : "in step\n" );
		return $failed === 0;
	}
}

$maintClass = Reconcile::class;
require_once RUN_MAINTENANCE_IF_MAIN;
