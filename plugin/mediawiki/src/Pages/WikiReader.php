<?php
// SPDX-License-Identifier: GPL-2.0-or-later

namespace MediaWiki\Extension\Clausemark\Pages;

use Clausemark\Web\Reader;
use MediaWiki\Page\PageStore;
use MediaWiki\Permissions\Authority;
use SpecialPage;
use TitleFactory;

/**
 * One reader of this wiki. A page of the server's is shown as the wiki names it now, to whom the wiki lets read it;
 * pages of other wikis on the same server, and pages that are gone, are shown to nobody.
 */
class WikiReader implements Reader {
	/** @var Authority */
	private $authority;
	/** @var PageStore */
	private $pages;
	/** @var TitleFactory */
	private $titles;
	/** @var EligiblePages */
	private $eligible;
	/** @var string */
	private $wiki;
	/** @var array[] */
	private $known = [];

	public function __construct( Authority $authority, PageStore $pages, TitleFactory $titles, EligiblePages $eligible,
		string $wiki
	) {
		$this->authority = $authority;
		$this->pages = $pages;
		$this->titles = $titles;
		$this->eligible = $eligible;
		$this->wiki = $wiki;
	}

	/** @inheritDoc */
	public function page( array $document ): ?array {
		if ( ( $document['wiki'] ?? null ) !== $this->wiki ) {
			return null;
		}
		return $this->pageById( (string)( $document['key'] ?? '' ) );
	}

	/** The same for the server's key of a page of this wiki. */
	public function pageById( string $key ): ?array {
		if ( !array_key_exists( $key, $this->known ) ) {
			$this->known[$key] = $this->lookUp( $key );
		}
		return $this->known[$key];
	}

	private function lookUp( string $key ): ?array {
		if ( !preg_match( '/^[1-9][0-9]{0,9}$/D', $key ) ) {
			return null;
		}
		$page = $this->pages->getPageById( (int)$key );
		if ( !$page || !$this->eligible->mayBeAnalysed( $page ) || !$this->authority->definitelyCan( 'read', $page ) ) {
			return null;
		}
		$title = $this->titles->castFromPageIdentity( $page );
		return [ 'title' => $title->getPrefixedText(), 'url' => $title->getLocalURL() ];
	}

	/** @inheritDoc */
	public function compareUrl( string $cluster, string $region ): string {
		return SpecialPage::getTitleFor( 'Clausemark', 'duplicate' )->getLocalURL( [ 'id' => $cluster, 'region' => $region ] );
	}
}
