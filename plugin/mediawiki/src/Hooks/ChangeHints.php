<?php
// SPDX-License-Identifier: GPL-2.0-or-later

namespace MediaWiki\Extension\Clausemark\Hooks;

use Clausemark\Web\EditEffect;
use Html;
use IContextSource;
use MediaWiki\Extension\Clausemark\Pages\Readers;
use MediaWiki\Extension\Clausemark\Pages\WikiReader;
use MediaWiki\Extension\Clausemark\Server\RevisionNotes;
use MediaWiki\Hook\ChangesListInitRowsHook;
use MediaWiki\Hook\EnhancedChangesListModifyBlockLineDataHook;
use MediaWiki\Hook\EnhancedChangesListModifyLineDataHook;
use MediaWiki\Hook\OldChangesListRecentChangesLineHook;
use MediaWiki\Hook\PageHistoryLineEndingHook;
use MediaWiki\Hook\PageHistoryPager__doBatchLookupsHook;
use MediaWiki\Revision\RevisionRecord;

/**
 * A quiet line beside an edit in recent changes, on the watchlist and in a page's history: which clauses it answers anew
 * or no longer, and which pages it repeats. For those who may read the page as it stands; a hidden revision says nothing,
 * and neither does a copy on a page that the reader may not read. All notes of a list are read at once, from the wiki.
 */
class ChangeHints implements
	ChangesListInitRowsHook,
	OldChangesListRecentChangesLineHook,
	EnhancedChangesListModifyLineDataHook,
	EnhancedChangesListModifyBlockLineDataHook,
	PageHistoryPager__doBatchLookupsHook,
	PageHistoryLineEndingHook
{
	/** So many clauses are named; of others there is their number. */
	private const NAMED = 3;

	/** @var RevisionNotes */
	private $notes;
	/** @var Readers */
	private $readers;
	/** @var array[] of the list that is being made, by revision */
	private $known = [];
	/** @var WikiReader|null */
	private $reader;

	public function __construct( RevisionNotes $notes, Readers $readers ) {
		$this->notes = $notes;
		$this->readers = $readers;
	}

	/** @inheritDoc */
	public function onChangesListInitRows( $changesList, $rows ) {
		$this->lookUp( $changesList->getContext(), $rows, 'rc_this_oldid' );
	}

	/** @inheritDoc */
	public function onPageHistoryPager__doBatchLookups( $pager, $result ) {
		$this->lookUp( $pager->getContext(), $result, 'rev_id' );
	}

	private function lookUp( IContextSource $context, iterable $rows, string $field ): void {
		$this->known = [];
		$this->reader = null;
		if ( !$context->getAuthority()->isAllowed( 'clausemark-view' ) ) {
			return;
		}
		$revisions = [];
		foreach ( $rows as $row ) {
			$revisions[] = (int)( $row->$field ?? 0 );
		}
		$this->known = $this->notes->of( array_filter( $revisions ) );
		$this->reader = $this->readers->of( $context->getAuthority() );
		if ( $this->known ) {
			$context->getOutput()->addModuleStyles( 'ext.clausemark.styles' );
		}
	}

	/** @inheritDoc */
	public function onOldChangesListRecentChangesLine( $changeslist, &$s, $rc, &$classes, &$attribs ) {
		$s .= $this->hintOf( $changeslist->getContext(), $rc );
	}

	/** @inheritDoc */
	public function onEnhancedChangesListModifyLineData( $changesList, &$data, $block, $rc, &$classes, &$attribs ) {
		$data['clausemark'] = $this->hintOf( $changesList->getContext(), $rc );
	}

	/** @inheritDoc */
	public function onEnhancedChangesListModifyBlockLineData( $changesList, &$data, $rc ) {
		$data['clausemark'] = $this->hintOf( $changesList->getContext(), $rc );
	}

	/** @inheritDoc */
	public function onPageHistoryLineEnding( $historyAction, &$row, &$s, &$classes, &$attribs ) {
		$s .= $this->hint( $historyAction->getContext(), (int)$row->rev_id, (int)$row->rev_page, (int)$row->rev_deleted );
	}

	private function hintOf( IContextSource $context, \RecentChange $change ): string {
		return $this->hint( $context, (int)$change->getAttribute( 'rc_this_oldid' ), (int)$change->getAttribute( 'rc_cur_id' ),
			(int)$change->getAttribute( 'rc_deleted' ) );
	}

	private function hint( IContextSource $context, int $revision, int $page, int $hidden ): string {
		$note = $this->known[$revision] ?? null;
		if ( $note === null || $this->reader === null || ( $hidden & RevisionRecord::DELETED_TEXT ) ||
			$this->reader->pageById( (string)$page ) === null
		) {
			return '';
		}
		$shown = EditEffect::shown( $note, $this->reader );
		$parts = array_filter( [
			$this->part( $context, 'lost', $this->clauses( $context, $shown['lost'] ) ),
			$this->part( $context, 'gained', $this->clauses( $context, $shown['gained'] ) ),
			$this->part( $context, 'copies', $context->getLanguage()->commaList( array_column( array_column( $shown['copies'], 'page' ), 'title' ) ) ),
		] );
		return $parts ? ' ' . Html::rawElement( 'span', [ 'class' => 'clausemark-change' ], implode( ' ', $parts ) ) : '';
	}

	private function part( IContextSource $context, string $what, string $text ): string {
		return $text === '' ? '' : Html::element( 'span', [ 'class' => 'clausemark-change-' . $what ],
			$context->msg( 'clausemark-change-' . $what )->plaintextParams( $text )->text() );
	}

	/** "ISO/IEC 27001:2022 control A.8.13, control A.8.17; ISO/IEC 20000-1:2018 clause 8.6.1" */
	private function clauses( IContextSource $context, array $clauses ): string {
		$names = [];
		foreach ( array_slice( $clauses, 0, self::NAMED ) as $clause ) {
			$names[$clause['standardName']][] = $context->msg( $clause['kind'] === 'control' ? 'clausemark-control' : 'clausemark-clause' )
				->plaintextParams( $clause['number'] )->text();
		}
		$language = $context->getLanguage();
		$texts = [];
		foreach ( $names as $standard => $numbers ) {
			$texts[] = $standard . ' ' . $language->commaList( $numbers );
		}
		$more = count( $clauses ) - self::NAMED;
		if ( $more > 0 ) {
			$texts[] = $context->msg( 'clausemark-change-more' )->numParams( $more )->text();
		}
		return $language->semicolonList( $texts );
	}
}
