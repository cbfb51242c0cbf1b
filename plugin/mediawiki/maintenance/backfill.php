<?php
// SPDX-License-Identifier: GPL-2.0-or-later

namespace MediaWiki\Extension\Clausemark\Maintenance;

use Maintenance;
use MediaWiki\Extension\Clausemark\Server\Delivery;
use MediaWiki\MediaWikiServices;

$IP = getenv( 'MW_INSTALL_PATH' ) ?: dirname( $_SERVER['argv'][0], 4 );
require_once "$IP/maintenance/Maintenance.php";

/** Hands every page to the server, in order of page id, with progress. Safe to run again, and to take up where it ended. */
class Backfill extends Maintenance {
	public function __construct() {
		parent::__construct();
		$this->addDescription( 'Hands all pages to the Clausemark server.' );
		$this->addOption( 'from', 'Begin with this page id', false, true );
		$this->setBatchSize( 200 );
		$this->requireExtension( 'Clausemark' );
	}

	public function execute() {
		$services = MediaWikiServices::getInstance();
		/** @var Delivery $delivery */
		$delivery = $services->getService( 'Clausemark.Delivery' );
		$namespaces = $services->getService( 'Clausemark.EligiblePages' )->namespaces();
		$dbr = $this->getDB( DB_REPLICA );
		$where = [ 'page_namespace' => $namespaces, 'page_is_redirect' => 0 ];
		$all = (int)$dbr->selectField( 'page', 'COUNT(*)', $where, __METHOD__ );
		$done = 0;
		$counts = [ Delivery::STORED => 0, Delivery::REMOVED => 0, Delivery::REFUSED => 0, Delivery::FAILED => 0 ];
		$last = (int)$this->getOption( 'from', 0 ) - 1;
		$begin = microtime( true );
		do {
			$ids = $dbr->selectFieldValues( 'page', 'page_id', $where + [ 1 => 'page_id > ' . $last ], __METHOD__,
				[ 'ORDER BY' => 'page_id', 'LIMIT' => $this->getBatchSize() ] );
			foreach ( $ids as $id ) {
				$last = (int)$id;
				$outcome = $delivery->deliver( $last );
				$counts[$outcome]++;
				$done++;
				if ( $outcome === Delivery::REFUSED || $outcome === Delivery::FAILED ) {
					$this->error( "page $last: {$delivery->why()}" );
				}
				if ( $counts[Delivery::FAILED] >= 10 && $counts[Delivery::STORED] === 0 ) {
					$this->fatalError( 'The server does not take pages; begin again with --from ' . ( $last + 1 ) . '.' );
				}
			}
			if ( $ids ) {
				$this->output( sprintf( "%d of %d pages, to id %d, %.1f s\n", $done, $all, $last, microtime( true ) - $begin ) );
			}
		} while ( $ids );
		$this->output( sprintf( "%d stored, %d no documents, %d refused, %d failed\n", $counts[Delivery::STORED],
			$counts[Delivery::REMOVED], $counts[Delivery::REFUSED], $counts[Delivery::FAILED] ) );
		return $counts[Delivery::FAILED] === 0;
	}
}

$maintClass = Backfill::class;
require_once RUN_MAINTENANCE_IF_MAIN;
