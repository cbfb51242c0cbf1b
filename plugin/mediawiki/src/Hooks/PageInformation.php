<?php
// SPDX-License-Identifier: GPL-2.0-or-later

namespace MediaWiki\Extension\Clausemark\Hooks;

use Html;
use MediaWiki\Extension\Clausemark\Pages\EligiblePages;
use MediaWiki\Extension\Clausemark\Pages\Readers;
use MediaWiki\Extension\Clausemark\Server\Views;
use MediaWiki\Hook\InfoActionHook;

/** "Page information": which clauses the page answers, for whoever may see it. */
class PageInformation implements InfoActionHook {
	/** @var EligiblePages */
	private $eligible;
	/** @var Views */
	private $views;
	/** @var Readers */
	private $readers;

	public function __construct( EligiblePages $eligible, Views $views, Readers $readers ) {
		$this->eligible = $eligible;
		$this->views = $views;
		$this->readers = $readers;
	}

	/** @inheritDoc */
	public function onInfoAction( $context, &$pageInfo ) {
		$title = $context->getTitle();
		$authority = $context->getAuthority();
		if ( !$title->exists() || !$this->eligible->mayBeAnalysed( $title ) || !$authority->isAllowed( 'clausemark-view' ) ||
			!$authority->definitelyCan( 'read', $title )
		) {
			return;
		}
		$view = $this->views->page( $title->getArticleID(), $title->getLatestRevID(), $this->readers->of( $authority ) );
		$clauses = [];
		foreach ( $view['tags'] as $tag ) {
			$number = $context->msg( $tag['kind'] === 'control' ? 'clausemark-control' : 'clausemark-clause' )
				->plaintextParams( $tag['number'] )->text();
			$clauses[$tag['clause']] = Html::element( 'li', [], $tag['standardName'] . ', ' . $number . ': ' . $tag['title'] );
		}
		if ( $view['state'] === 'current' || $view['state'] === 'older' ) {
			$pageInfo['header-basic'][] = [
				$context->msg( 'clausemark-summary' ),
				$clauses ? Html::rawElement( 'ul', [], implode( '', $clauses ) ) : $context->msg( 'clausemark-nothing' )->escaped(),
			];
		}
	}
}
