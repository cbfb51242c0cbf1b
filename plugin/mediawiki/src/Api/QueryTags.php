<?php
// SPDX-License-Identifier: GPL-2.0-or-later

namespace MediaWiki\Extension\Clausemark\Api;

use ApiBase;
use ApiQuery;
use ApiQueryBase;
use MediaWiki\Extension\Clausemark\Pages\Readers;
use MediaWiki\Extension\Clausemark\Server\Views;

/** action=query&prop=clausemark: the clauses that pages answer, with the words, for programs. One page costs one question. */
class QueryTags extends ApiQueryBase {
	private const MOST_PAGES = 10;

	/** @var Views */
	private $views;
	/** @var Readers */
	private $readers;

	public function __construct( ApiQuery $query, string $moduleName, Views $views, Readers $readers ) {
		parent::__construct( $query, $moduleName, 'cm' );
		$this->views = $views;
		$this->readers = $readers;
	}

	/** @inheritDoc */
	public function execute() {
		$this->checkUserRightsAny( 'clausemark-view' );
		$authority = $this->getAuthority();
		$reader = $this->readers->of( $authority );
		$from = $this->getParameter( 'continue' );
		$pages = $this->getPageSet()->getGoodPages();
		ksort( $pages );
		$asked = 0;
		foreach ( $pages as $id => $page ) {
			if ( $id < $from || !$authority->definitelyCan( 'read', $page ) ) {
				continue;
			}
			if ( $asked++ >= self::MOST_PAGES ) {
				$this->setContinueEnumParameter( 'continue', $id );
				return;
			}
			$view = $this->views->page( $id, 0, $reader );
			$tags = array_map( static function ( $tag ) {
				unset( $tag['aspects'], $tag['corresponding'], $tag['elsewhere'] );
				return $tag;
			}, $view['tags'] );
			$this->addPageSubItems( $id, [ 'state' => $view['state'] === 'older' ? 'analysed' : $view['state'],
				'revision' => (int)$view['revision'], 'tags' => $tags ] );
		}
	}

	/** @inheritDoc */
	public function getCacheMode( $params ) {
		return 'private';
	}

	/** @inheritDoc */
	public function getAllowedParams() {
		return [ 'continue' => [ \Wikimedia\ParamValidator\ParamValidator::PARAM_TYPE => 'integer',
			\Wikimedia\ParamValidator\ParamValidator::PARAM_DEFAULT => 0, ApiBase::PARAM_HELP_MSG => 'api-help-param-continue' ] ];
	}

	/** @inheritDoc */
	protected function getExamplesMessages() {
		return [ 'action=query&prop=clausemark&titles=Main_Page' => 'apihelp-query+clausemark-example' ];
	}
}
