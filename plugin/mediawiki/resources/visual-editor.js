// SPDX-License-Identifier: GPL-2.0-or-later
// The check panel above VisualEditor's page, in its visual and its source mode. The draft is the wikitext that would be
// saved.
( function () {
	'use strict';

	const { t, post } = Clausemark.wiki;
	let panel = null;

	function open() {
		const target = ve.init.target;
		if ( !mw.config.get( 'wgClausemarkCheck' ) || !target || !target.getSurface() ) {
			return;
		}
		close();
		const model = target.getSurface().getModel();
		let history = 0;
		panel = new Clausemark.CheckPanel( {
			t,
			text: () => String( history ), // which draft: serialising at each key would cost too much
			ask: () => Promise.resolve( target.getSurface().getMode() === 'source' ?
				target.getSurface().getDom() :
				target.getWikitextFragment( model.getDocument(), false ) )
				.then( ( text ) => post( 'draft', { text, title: mw.config.get( 'wgPageName' ).replace( /_/g, ' ' ),
					page: mw.config.get( 'wgArticleId' ), section: String( target.section === null || target.section === undefined ? '' : target.section ) } ) )
		} );
		target.getSurface().$element.before( panel.box );
		model.on( 'history', () => {
			history++;
			if ( panel ) {
				panel.changed();
			}
		} );
	}

	function close() {
		if ( panel ) {
			panel.box.remove();
			panel = null;
		}
	}

	mw.hook( 've.activationComplete' ).add( open );
	mw.hook( 've.deactivate' ).add( close );
}() );
