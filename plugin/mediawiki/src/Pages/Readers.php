<?php
// SPDX-License-Identifier: GPL-2.0-or-later

namespace MediaWiki\Extension\Clausemark\Pages;

use MediaWiki\Page\PageStore;
use MediaWiki\Permissions\Authority;
use MediaWiki\User\UserFactory;
use TitleFactory;

/** Makes the reader that findings are filtered for. */
class Readers {
	/** @var PageStore */
	private $pages;
	/** @var TitleFactory */
	private $titles;
	/** @var UserFactory */
	private $users;
	/** @var EligiblePages */
	private $eligible;
	/** @var string */
	private $wiki;

	public function __construct( PageStore $pages, TitleFactory $titles, UserFactory $users, EligiblePages $eligible,
		string $wiki
	) {
		$this->pages = $pages;
		$this->titles = $titles;
		$this->users = $users;
		$this->eligible = $eligible;
		$this->wiki = $wiki;
	}

	public function of( Authority $authority ): WikiReader {
		return new WikiReader( $authority, $this->pages, $this->titles, $this->eligible, $this->wiki );
	}

	/** Somebody without an account: what they may read may stand in a cache that all readers share. */
	public function everyone(): WikiReader {
		return $this->of( $this->users->newAnonymous() );
	}
}
