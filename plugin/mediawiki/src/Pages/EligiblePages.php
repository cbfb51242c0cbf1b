<?php
// SPDX-License-Identifier: GPL-2.0-or-later

namespace MediaWiki\Extension\Clausemark\Pages;

use Language;
use MediaWiki\Page\PageIdentity;
use MediaWiki\Page\PageStore;
use MediaWiki\Revision\RevisionLookup;
use MediaWiki\Revision\RevisionRecord;
use MediaWiki\Revision\SlotRecord;
use TitleFactory;
use WikitextContent;

/**
 * Which pages are analysed, and what the server is told of one: the latest text that the public may see. Redirects,
 * other content models and other namespaces are no documents.
 */
class EligiblePages {
	/** @var PageStore */
	private $pages;
	/** @var RevisionLookup */
	private $revisions;
	/** @var TitleFactory */
	private $titles;
	/** @var Language */
	private $language;
	/** @var int[] */
	private $namespaces;
	/** @var string|null */
	private $space;

	/** @param string|null $space of all pages on the server; null: each namespace is one */
	public function __construct( PageStore $pages, RevisionLookup $revisions, TitleFactory $titles, Language $language,
		array $namespaces, ?string $space
	) {
		$this->pages = $pages;
		$this->revisions = $revisions;
		$this->titles = $titles;
		$this->language = $language;
		$this->namespaces = $namespaces;
		$this->space = $space;
	}

	/** @return int[] */
	public function namespaces(): array {
		return $this->namespaces;
	}

	public function inNamespace( int $namespace ): bool {
		return in_array( $namespace, $this->namespaces, true );
	}

	public function mayBeAnalysed( PageIdentity $page ): bool {
		return $page->canExist() && $this->inNamespace( $page->getNamespace() );
	}

	/** The body of PUT /v1/document for the page as it is now; null where it is no document. */
	public function document( int $id ): ?array {
		$page = $this->pages->getPageById( $id, PageStore::READ_LATEST );
		if ( !$page || !$this->mayBeAnalysed( $page ) || $page->isRedirect() ) {
			return null;
		}
		$revision = $this->revisions->getRevisionByPageId( $id, 0, RevisionLookup::READ_LATEST );
		$content = $revision ? $revision->getContent( SlotRecord::MAIN, RevisionRecord::FOR_PUBLIC ) : null;
		if ( !$content instanceof WikitextContent ) {
			return null;
		}
		$title = $this->titles->castFromPageIdentity( $page );
		return [
			'text' => $content->getText(),
			'format' => 'mediawiki',
			'title' => $title->getPrefixedText(),
			'space' => $this->space ?? $this->language->getFormattedNsText( $page->getNamespace() ),
			'language' => explode( '-', $title->getPageLanguage()->getCode() )[0],
			'permalink' => $title->getCanonicalURL( [ 'oldid' => $revision->getId() ] ),
			'revision' => (string)$revision->getId(),
			'revision_order' => $revision->getId(),
		];
	}
}
