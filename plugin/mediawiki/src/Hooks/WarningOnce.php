<?php
// SPDX-License-Identifier: GPL-2.0-or-later

namespace MediaWiki\Extension\Clausemark\Hooks;

use Config;
use Content;
use EditPage;
use IContextSource;
use MediaWiki\Extension\Clausemark\Pages\EligiblePages;
use MediaWiki\Extension\Clausemark\Pages\Readers;
use MediaWiki\Extension\Clausemark\Server\Drafts;
use MediaWiki\Hook\EditFilterMergedContentHook;
use Status;
use User;
use WikitextContent;

/**
 * Where an administrator wants it: a save that loses the only evidence of a clause, or adds a duplicate, is questioned
 * once; saving the same text again goes through. Programs and bots are not asked, and without the server nobody is.
 */
class WarningOnce implements EditFilterMergedContentHook {
	/** @var EligiblePages */
	private $eligible;
	/** @var Drafts */
	private $drafts;
	/** @var Readers */
	private $readers;
	/** @var Config */
	private $config;

	public function __construct( EligiblePages $eligible, Drafts $drafts, Readers $readers, Config $config ) {
		$this->eligible = $eligible;
		$this->drafts = $drafts;
		$this->readers = $readers;
		$this->config = $config;
	}

	/** @inheritDoc */
	public function onEditFilterMergedContent( IContextSource $context, Content $content, Status $status, $summary, User $user,
		$minoredit
	) {
		$title = $context->getTitle();
		if ( !$this->config->get( 'ClausemarkWarnOnSave' ) || !$content instanceof WikitextContent || !$title ||
			!$this->eligible->mayBeAnalysed( $title ) || !self::isPerson( $context, $user ) ||
			!$user->isAllowed( 'clausemark-view' )
		) {
			return true;
		}
		$text = $content->getText();
		$session = $context->getRequest()->getSession();
		$seen = md5( $title->getPrefixedText() . "\n" . $text );
		if ( $session->get( 'clausemark-warned' ) === $seen ) {
			$session->remove( 'clausemark-warned' );
			return true;
		}
		$view = $this->drafts->view( $text, $title->getPrefixedText(), $title->getArticleID(), $this->readers->of( $user ) );
		$lost = array_filter( $view['lost'] ?? [], static function ( $tag ) {
			return !empty( $tag['only'] );
		} );
		$least = (float)$this->config->get( 'ClausemarkWarnSimilarity' );
		$copies = array_filter( $view['duplicates'] ?? [], static function ( $duplicate ) use ( $least ) {
			return $duplicate['similarity'] >= $least;
		} );
		if ( !$lost && !$copies ) {
			return true;
		}
		$session->persist();
		$session->set( 'clausemark-warned', $seen );
		if ( $lost ) {
			$status->fatal( $context->msg( 'clausemark-warn-lost' )->plaintextParams( implode( ', ', array_map(
				static function ( $tag ) use ( $context ) {
					return $tag['standardName'] . ' ' . $context->msg( $tag['kind'] === 'control' ? 'clausemark-control' : 'clausemark-clause' )
						->plaintextParams( $tag['number'] )->text() . ' ' . $tag['title'];
				}, $lost ) ) ) );
		}
		if ( $copies ) {
			$status->fatal( $context->msg( 'clausemark-warn-duplicate' )->plaintextParams( implode( ', ', array_unique( array_map(
				static function ( $duplicate ) {
					return $duplicate['page']['title'];
				}, $copies ) ) ) ) );
		}
		$status->value = EditPage::AS_HOOK_ERROR_EXPECTED;
		return false;
	}

	/** Somebody at an editor, and no program: VisualEditor saves through the API as well. */
	private static function isPerson( IContextSource $context, User $user ): bool {
		if ( defined( 'MEDIAWIKI_JOB_RUNNER' ) || PHP_SAPI === 'cli' || $user->isBot() ) {
			return false;
		}
		return !defined( 'MW_API' ) || \RequestContext::getMain()->getRequest()->getVal( 'action' ) === 'visualeditoredit';
	}
}
