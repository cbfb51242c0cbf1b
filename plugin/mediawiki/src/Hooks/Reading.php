<?php
// SPDX-License-Identifier: GPL-2.0-or-later

namespace MediaWiki\Extension\Clausemark\Hooks;

use MediaWiki\Extension\Clausemark\Pages\EligiblePages;
use MediaWiki\Hook\BeforePageDisplayHook;
use MediaWiki\Permissions\PermissionManager;

/**
 * A page that is read gets the script that asks for its marks afterwards. The page itself waits for nothing and holds
 * nothing of the server's.
 */
class Reading implements BeforePageDisplayHook {
	/** @var EligiblePages */
	private $eligible;
	/** @var PermissionManager */
	private $permissions;

	public function __construct( EligiblePages $eligible, PermissionManager $permissions ) {
		$this->eligible = $eligible;
		$this->permissions = $permissions;
	}

	/** @inheritDoc */
	public function onBeforePageDisplay( $out, $skin ): void {
		$title = $out->getTitle();
		$read = $title && $out->isArticle() && $title->exists() && !$title->isRedirect() &&
			$out->getContext()->getActionName() === 'view' && !$out->getRequest()->getCheck( 'diff' ) &&
			$this->eligible->mayBeAnalysed( $title ) &&
			$this->permissions->userHasRight( $out->getUser(), 'clausemark-view' );
		if ( !$read ) {
			return;
		}
		$out->addModuleStyles( 'ext.clausemark.styles' );
		$out->addModules( 'ext.clausemark.read' );
	}
}
