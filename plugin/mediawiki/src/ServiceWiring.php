<?php
// SPDX-License-Identifier: GPL-2.0-or-later

use MediaWiki\Extension\Clausemark\Pages\EligiblePages;
use MediaWiki\Extension\Clausemark\Pages\Readers;
use MediaWiki\Extension\Clausemark\Server\Client;
use MediaWiki\Extension\Clausemark\Server\Delivery;
use MediaWiki\Extension\Clausemark\Server\Drafts;
use MediaWiki\Extension\Clausemark\Server\Findings;
use MediaWiki\Extension\Clausemark\Server\Overview;
use MediaWiki\Extension\Clausemark\Server\RevisionNotes;
use MediaWiki\Extension\Clausemark\Server\Views;
use MediaWiki\MediaWikiServices;

return [
	'Clausemark.Client' => static function ( MediaWikiServices $services ): Client {
		$config = $services->getMainConfig();
		return new Client(
			$services->getHttpRequestFactory(),
			$services->getLocalServerObjectCache(),
			(string)$config->get( 'ClausemarkServer' ),
			(string)$config->get( 'ClausemarkToken' ),
			(string)( $config->get( 'ClausemarkWiki' ) ?? \WikiMap::getCurrentWikiId() ),
			(float)$config->get( 'ClausemarkReadTimeout' ),
			(float)$config->get( 'ClausemarkJobTimeout' ),
			(int)$config->get( 'ClausemarkPause' )
		);
	},
	'Clausemark.EligiblePages' => static function ( MediaWikiServices $services ): EligiblePages {
		$config = $services->getMainConfig();
		return new EligiblePages(
			$services->getPageStore(),
			$services->getRevisionLookup(),
			$services->getTitleFactory(),
			$services->getContentLanguage(),
			$config->get( 'ClausemarkNamespaces' ) ?? $config->get( 'ContentNamespaces' ),
			$config->get( 'ClausemarkSpace' )
		);
	},
	'Clausemark.Readers' => static function ( MediaWikiServices $services ): Readers {
		return new Readers(
			$services->getPageStore(),
			$services->getTitleFactory(),
			$services->getUserFactory(),
			$services->getService( 'Clausemark.EligiblePages' ),
			$services->getService( 'Clausemark.Client' )->wiki()
		);
	},
	'Clausemark.Delivery' => static function ( MediaWikiServices $services ): Delivery {
		return new Delivery(
			$services->getService( 'Clausemark.Client' ),
			$services->getService( 'Clausemark.EligiblePages' ),
			$services->getService( 'Clausemark.RevisionNotes' )
		);
	},
	'Clausemark.RevisionNotes' => static function ( MediaWikiServices $services ): RevisionNotes {
		return new RevisionNotes(
			$services->getService( 'Clausemark.Client' ),
			$services->getService( 'Clausemark.Findings' ),
			$services->getService( 'Clausemark.Readers' ),
			$services->getMainObjectStash(),
			(int)$services->getMainConfig()->get( 'RCMaxAge' )
		);
	},
	'Clausemark.Views' => static function ( MediaWikiServices $services ): Views {
		return new Views(
			$services->getService( 'Clausemark.Client' ),
			$services->getService( 'Clausemark.Findings' )
		);
	},
	'Clausemark.Drafts' => static function ( MediaWikiServices $services ): Drafts {
		return new Drafts(
			$services->getService( 'Clausemark.Client' ),
			$services->getService( 'Clausemark.Findings' )
		);
	},
	'Clausemark.Findings' => static function ( MediaWikiServices $services ): Findings {
		return new Findings(
			$services->getService( 'Clausemark.Client' ),
			\ObjectCache::getInstance( CACHE_ANYTHING ),
			(int)$services->getMainConfig()->get( 'ClausemarkFresh' )
		);
	},
	'Clausemark.Overview' => static function ( MediaWikiServices $services ): Overview {
		return new Overview( $services->getService( 'Clausemark.Findings' ) );
	},
];
