<?php
// SPDX-License-Identifier: GPL-2.0-or-later

namespace MediaWiki\Extension\Clausemark\Hooks;

use JobQueueGroup;
use MediaWiki\Extension\Clausemark\Jobs\DeliverJob;
use MediaWiki\Extension\Clausemark\Pages\EligiblePages;
use MediaWiki\Hook\ArticleRevisionVisibilitySetHook;
use MediaWiki\Hook\PageMoveCompleteHook;
use MediaWiki\Page\Hook\ArticleUndeleteHook;
use MediaWiki\Page\Hook\PageDeleteCompleteHook;
use MediaWiki\Page\ProperPageIdentity;
use MediaWiki\Permissions\Authority;
use MediaWiki\Revision\Hook\RevisionRecordInsertedHook;
use MediaWiki\Revision\RevisionRecord;

/**
 * Notices everything that changes a page: edit, creation, import and rollback (each inserts a revision), delete,
 * undelete, move, and hidden revisions. Only queues a job; nothing here waits for anybody.
 */
class KeepingInStep implements
	RevisionRecordInsertedHook,
	PageDeleteCompleteHook,
	PageMoveCompleteHook,
	ArticleUndeleteHook,
	ArticleRevisionVisibilitySetHook
{
	/** @var EligiblePages */
	private $eligible;
	/** @var JobQueueGroup */
	private $jobs;

	public function __construct( EligiblePages $eligible, JobQueueGroup $jobs ) {
		$this->eligible = $eligible;
		$this->jobs = $jobs;
	}

	private function changed( int $id ): void {
		if ( $id > 0 ) {
			$this->jobs->lazyPush( DeliverJob::for( $id ) );
		}
	}

	/** @inheritDoc */
	public function onRevisionRecordInserted( $revisionRecord ) {
		if ( $this->eligible->inNamespace( $revisionRecord->getPage()->getNamespace() ) ) {
			$this->changed( $revisionRecord->getPageId() );
		}
	}

	/** @inheritDoc */
	public function onPageDeleteComplete( ProperPageIdentity $page, Authority $deleter, string $reason, int $pageID,
		RevisionRecord $deletedRev, \ManualLogEntry $logEntry, int $archivedRevisionCount
	) {
		if ( $this->eligible->inNamespace( $page->getNamespace() ) ) {
			$this->changed( $pageID );
		}
	}

	/** @inheritDoc */
	public function onPageMoveComplete( $old, $new, $user, $pageid, $redirid, $reason, $revision ) {
		if ( $this->eligible->inNamespace( $old->getNamespace() ) || $this->eligible->inNamespace( $new->getNamespace() ) ) {
			$this->changed( (int)$pageid );
			$this->changed( (int)$redirid );
		}
	}

	/** @inheritDoc */
	public function onArticleUndelete( $title, $create, $comment, $oldPageId, $restoredPages ) {
		if ( $this->eligible->inNamespace( $title->getNamespace() ) ) {
			$this->changed( $title->getArticleID( \Title::READ_LATEST ) );
			foreach ( array_keys( $restoredPages ) as $id ) {
				$this->changed( (int)$id );
			}
		}
	}

	/** @inheritDoc */
	public function onArticleRevisionVisibilitySet( $title, $ids, $visibilityChangeMap ) {
		if ( $this->eligible->inNamespace( $title->getNamespace() ) ) {
			$this->changed( $title->getArticleID() );
		}
	}
}
