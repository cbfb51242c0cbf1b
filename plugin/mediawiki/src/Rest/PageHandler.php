<?php
// SPDX-License-Identifier: GPL-2.0-or-later

namespace MediaWiki\Extension\Clausemark\Rest;

use MediaWiki\Extension\Clausemark\Pages\Readers;
use MediaWiki\Extension\Clausemark\Server\Views;
use MediaWiki\Page\PageStore;
use MediaWiki\Rest\SimpleHandler;
use Wikimedia\ParamValidator\ParamValidator;

/** GET /clausemark/v0/page/{page}?revision=N: the page view of a page, for who asks. */
class PageHandler extends SimpleHandler {
	use Answering;

	/** @var Views */
	private $views;
	/** @var Readers */
	private $readers;
	/** @var PageStore */
	private $pages;

	public function __construct( Views $views, Readers $readers, PageStore $pages ) {
		$this->views = $views;
		$this->readers = $readers;
		$this->pages = $pages;
	}

	/** @inheritDoc */
	public function run( int $id ) {
		$this->requireView();
		$page = $this->readablePage( $this->pages, $id );
		$revision = $this->getValidatedParams()['revision'] ?: $page->getLatest();
		$authority = $this->getAuthority();
		$view = $this->views->page( $id, $revision, $this->readers->of( $authority ) );
		$view['canReview'] = $authority->definitelyCan( 'clausemark-review', $page );
		return $this->answer( $view );
	}

	/** @inheritDoc */
	public function needsWriteAccess() {
		return false;
	}

	/** @inheritDoc */
	public function getParamSettings() {
		return [
			'page' => [ self::PARAM_SOURCE => 'path', ParamValidator::PARAM_TYPE => 'integer', ParamValidator::PARAM_REQUIRED => true ],
			'revision' => [ self::PARAM_SOURCE => 'query', ParamValidator::PARAM_TYPE => 'integer', ParamValidator::PARAM_DEFAULT => 0 ],
		];
	}
}
