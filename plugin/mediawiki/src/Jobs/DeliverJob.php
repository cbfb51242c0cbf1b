<?php
// SPDX-License-Identifier: GPL-2.0-or-later

namespace MediaWiki\Extension\Clausemark\Jobs;

use GenericParameterJob;
use Job;
use MediaWiki\Extension\Clausemark\Server\Delivery;
use MediaWiki\Logger\LoggerFactory;
use MediaWiki\MediaWikiServices;

/**
 * Brings one page in step. It names no revision, so that jobs for one page merge, and reads the latest text when it
 * runs. What fails for good is mended by maintenance/reconcile.php.
 */
class DeliverJob extends Job implements GenericParameterJob {
	public function __construct( array $params ) {
		parent::__construct( 'clausemarkDeliver', $params );
		$this->removeDuplicates = true;
	}

	public static function for( int $pageId ): self {
		return new self( [ 'page' => $pageId ] );
	}

	/** @inheritDoc */
	public function run() {
		/** @var Delivery $delivery */
		$delivery = MediaWikiServices::getInstance()->getService( 'Clausemark.Delivery' );
		$outcome = $delivery->deliver( (int)$this->params['page'], true );
		if ( $outcome === Delivery::REFUSED ) {
			LoggerFactory::getInstance( 'Clausemark' )->warning( 'The server refuses page {page}: {why}',
				[ 'page' => $this->params['page'], 'why' => $delivery->why() ] );
		}
		if ( $outcome === Delivery::FAILED ) {
			$this->setLastError( $delivery->why() );
			return false;
		}
		return true;
	}
}
