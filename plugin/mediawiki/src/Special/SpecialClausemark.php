<?php
// SPDX-License-Identifier: GPL-2.0-or-later

namespace MediaWiki\Extension\Clausemark\Special;

use Html;
use MediaWiki\Extension\Clausemark\Pages\Readers;
use MediaWiki\Extension\Clausemark\Server\Client;
use MediaWiki\Extension\Clausemark\Server\Findings;
use MediaWiki\Extension\Clausemark\Server\Overview;
use SpecialPage;
use WatchedItemStoreInterface;

/**
 * Special:Clausemark: coverage, duplicates, different values and one's own pages, of the pages that the reader may read.
 * This class is the frame; each tab is a section of its own.
 */
class SpecialClausemark extends SpecialPage {
	private const TABS = [ 'coverage', 'duplicates', 'conflicts', 'mine' ];

	/** @var Overview */
	private $overview;
	/** @var Findings */
	private $findings;
	/** @var Client */
	private $client;
	/** @var Readers */
	private $readers;
	/** @var WatchedItemStoreInterface */
	private $watched;

	public function __construct( Overview $overview, Findings $findings, Client $client, Readers $readers,
		WatchedItemStoreInterface $watched
	) {
		parent::__construct( 'Clausemark', 'clausemark-view' );
		$this->overview = $overview;
		$this->findings = $findings;
		$this->client = $client;
		$this->readers = $readers;
		$this->watched = $watched;
	}

	/** @inheritDoc */
	public function execute( $subPage ) {
		$this->setHeaders();
		$this->checkPermissions();
		$out = $this->getOutput();
		$out->addModuleStyles( [ 'ext.clausemark.styles', 'mediawiki.interface.helpers.styles' ] );
		$out->addModules( 'jquery.tablesorter' );
		$reader = $this->readers->of( $this->getAuthority() );
		$section = $this->section( (string)$subPage );
		$out->addHTML( $this->tabs( $section instanceof DuplicateSection ? 'duplicates' : ( $subPage ?: 'coverage' ) ) );
		$html = $section->html( $reader );
		$out->addHTML( $html ?? Html::noticeBox( $this->msg( 'clausemark-unavailable' )->escaped(), '' ) );
		$out->addHTML( Html::element( 'p', [ 'class' => 'clausemark-note' ], $this->msg( 'clausemark-documents-only' )->text() ) );
	}

	private function section( string $name ): Section {
		switch ( $name ) {
			case 'duplicates':
				return new DuplicatesSection( $this, $this->findings );
			case 'duplicate':
				return new DuplicateSection( $this, $this->client );
			case 'conflicts':
				return new ConflictsSection( $this, $this->findings );
			case 'mine':
				return new MineSection( $this, $this->findings, $this->overview, $this->client, $this->watched );
			default:
				return new CoverageSection( $this, $this->overview );
		}
	}

	private function tabs( string $current ): string {
		$links = '';
		foreach ( self::TABS as $tab ) {
			$links .= Html::element( 'a', [
				'href' => $this->getPageTitle( $tab === 'coverage' ? false : $tab )->getLocalURL(),
				'aria-current' => $tab === $current ? 'page' : false,
			], $this->msg( 'clausemark-tab-' . $tab )->text() );
		}
		return Html::rawElement( 'nav', [ 'class' => 'clausemark-tabs', 'aria-label' => $this->msg( 'clausemark' )->text() ], $links );
	}

	/** @inheritDoc */
	protected function getGroupName() {
		return 'pages';
	}
}
