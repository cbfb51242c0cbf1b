// SPDX-License-Identifier: GPL-2.0-or-later
// The check panel under the source editor. A section that is open alone is checked as a part of its page.
( function () {
	'use strict';

	const { t, post } = Clausemark.wiki;

	$( () => {
		const box = document.getElementById( 'wpTextbox1' );
		const options = document.querySelector( '.editOptions' );
		if ( !box || !options ) {
			return;
		}
		const section = ( document.querySelector( 'input[name="wpSection"]' ) || {} ).value || '';
		const panel = new Clausemark.CheckPanel( {
			t,
			text: () => $( box ).textSelection( 'getContents' ),
			ask: ( text ) => post( 'draft', { text, title: mw.config.get( 'wgPageName' ).replace( /_/g, ' ' ),
				page: mw.config.get( 'wgArticleId' ), section } )
		} );
		options.parentNode.insertBefore( panel.box, options );
		box.addEventListener( 'input', () => panel.changed() );
		// Editors over the text box (CodeMirror and its like) fire no input on it.
		$( box ).on( 'change keyup', () => panel.changed() );
	} );
}() );
