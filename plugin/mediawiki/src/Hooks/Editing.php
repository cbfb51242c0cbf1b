<?php
// SPDX-License-Identifier: GPL-2.0-or-later

namespace MediaWiki\Extension\Clausemark\Hooks;

use MediaWiki\Extension\Clausemark\Pages\EligiblePages;
use MediaWiki\Hook\BeforePageDisplayHook;
use MediaWiki\Hook\EditPage__showEditForm_initialHook;
use MediaWiki\Permissions\PermissionManager;

/** The check panel: in the source editor's form, and for VisualEditor on every page that it may open on. */
class Editing implements BeforePageDisplayHook, EditPage__showEditForm_initialHook {
	/** @var EligiblePages */
	private $eligible;
	/** @var PermissionManager */
	private $permissions;

	public function __construct( EligiblePages $eligible, PermissionManager $permissions ) {
		$this->eligible = $eligible;
		$this->permissions = $permissions;
	}

	private function mayCheck( $out ): bool {
		$title = $out->getTitle();
		return $title && $this->eligible->mayBeAnalysed( $title ) && $title->hasContentModel( CONTENT_MODEL_WIKITEXT ) &&
			$this->permissions->userHasRight( $out->getUser(), 'clausemark-view' );
	}

	/** @inheritDoc */
	public function onEditPage__showEditForm_initial( $editor, $out ) {
		if ( $this->mayCheck( $out ) ) {
			$out->addModuleStyles( 'ext.clausemark.styles' );
			$out->addModules( 'ext.clausemark.edit' );
		}
	}

	/** VisualEditor loads its part by itself (extension.json, PluginModules) and looks for this word. */
	public function onBeforePageDisplay( $out, $skin ): void {
		if ( $this->mayCheck( $out ) ) {
			$out->addJsConfigVars( 'wgClausemarkCheck', true );
		}
	}
}
