<?php
// SPDX-License-Identifier: GPL-2.0-or-later

namespace MediaWiki\Extension\Clausemark\Rest;

use MediaWiki\Extension\Clausemark\Pages\Readers;
use MediaWiki\Extension\Clausemark\Server\Drafts;
use MediaWiki\Page\PageStore;
use MediaWiki\Rest\HttpException;
use MediaWiki\Rest\SimpleHandler;
use MediaWiki\Rest\Validator\JsonBodyValidator;
use MediaWiki\Revision\RevisionLookup;
use MediaWiki\Revision\SlotRecord;
use Wikimedia\ParamValidator\ParamValidator;
use WikitextContent;

/**
 * POST /clausemark/v0/draft: what a draft answers, gains and loses. The draft of a section is checked as a part of its
 * page. Stores nothing.
 */
class DraftHandler extends SimpleHandler {
	use Answering;

	private const MOST_BYTES = 2 << 20;

	/** @var Drafts */
	private $drafts;
	/** @var Readers */
	private $readers;
	/** @var PageStore */
	private $pages;
	/** @var RevisionLookup */
	private $revisions;

	public function __construct( Drafts $drafts, Readers $readers, PageStore $pages, RevisionLookup $revisions ) {
		$this->drafts = $drafts;
		$this->readers = $readers;
		$this->pages = $pages;
		$this->revisions = $revisions;
	}

	/** @inheritDoc */
	public function run() {
		$this->requireView();
		$asked = $this->bodyOf( [ 'text' => '', 'title' => '', 'token' => '', 'page' => 0, 'section' => '' ] );
		$this->requireToken( $asked['token'] );
		if ( strlen( $asked['text'] ) > self::MOST_BYTES ) {
			throw new HttpException( 'The text is too long', 413 );
		}
		$page = $asked['page'] > 0 ? $this->readablePage( $this->pages, $asked['page'] ) : null;
		$text = $page && $asked['section'] !== '' ? $this->whole( $page->getId(), $asked['section'], $asked['text'] ) : $asked['text'];
		return $this->answer( $this->drafts->view( $text, $asked['title'], $page ? $page->getId() : 0,
			$this->readers->of( $this->getAuthority() ) ) );
	}

	/** The page's latest text with one section as it would be saved: its number, or "new". */
	private function whole( int $page, string $section, string $text ): string {
		$revision = $this->revisions->getRevisionByPageId( $page );
		$content = $revision ? $revision->getContent( SlotRecord::MAIN ) : null;
		$whole = $content instanceof WikitextContent && preg_match( '/^((T-)?\d{1,5}|new)$/D', $section ) ?
			$content->replaceSection( $section, new WikitextContent( $text ) ) : null;
		if ( !$whole instanceof WikitextContent ) {
			throw new HttpException( 'There is no such section', 400 );
		}
		return $whole->getText();
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
			'section' => $text( false ),
			'page' => [ self::PARAM_SOURCE => 'body', ParamValidator::PARAM_TYPE => 'integer', ParamValidator::PARAM_DEFAULT => 0 ],
		] );
	}
}
