<?php
// SPDX-License-Identifier: GPL-2.0-or-later

namespace MediaWiki\Extension\Clausemark\Rest;

use MediaWiki\Extension\Clausemark\Pages\Readers;
use MediaWiki\Extension\Clausemark\Server\Drafts;
use MediaWiki\Page\PageStore;
use MediaWiki\Rest\HttpException;
use MediaWiki\Rest\SimpleHandler;
use MediaWiki\Rest\Validator\JsonBodyValidator;
use Wikimedia\ParamValidator\ParamValidator;

/** POST /clausemark/v0/draft: what a draft answers, gains and loses. Stores nothing. */
class DraftHandler extends SimpleHandler {
	use Answering;

	private const MOST_BYTES = 2 << 20;

	/** @var Drafts */
	private $drafts;
	/** @var Readers */
	private $readers;
	/** @var PageStore */
	private $pages;

	public function __construct( Drafts $drafts, Readers $readers, PageStore $pages ) {
		$this->drafts = $drafts;
		$this->readers = $readers;
		$this->pages = $pages;
	}

	/** @inheritDoc */
	public function run() {
		$this->requireView();
		$asked = $this->bodyOf( [ 'text' => '', 'title' => '', 'token' => '', 'page' => 0 ] );
		$this->requireToken( $asked['token'] );
		if ( strlen( $asked['text'] ) > self::MOST_BYTES ) {
			throw new HttpException( 'The text is too long', 413 );
		}
		$page = $asked['page'] > 0 ? $this->readablePage( $this->pages, $asked['page'] ) : null;
		return $this->answer( $this->drafts->view( $asked['text'], $asked['title'], $page ? $page->getId() : 0,
			$this->readers->of( $this->getAuthority() ) ) );
	}

	/** @inheritDoc */
	public function needsWriteAccess() {
		return false;
	}

	/** @inheritDoc */
	public function getBodyValidator( $contentType ) {
		if ( $contentType !== 'application/json' ) {
			throw new HttpException( 'The body must be JSON', 415 );
		}
		$text = static function ( bool $required ) {
			return [ self::PARAM_SOURCE => 'body', ParamValidator::PARAM_TYPE => 'string', ParamValidator::PARAM_REQUIRED => $required,
				ParamValidator::PARAM_DEFAULT => '' ];
		};
		return new JsonBodyValidator( [
			'text' => $text( true ),
			'title' => $text( false ),
			'token' => $text( false ),
			'page' => [ self::PARAM_SOURCE => 'body', ParamValidator::PARAM_TYPE => 'integer', ParamValidator::PARAM_DEFAULT => 0 ],
		] );
	}
}
