// SPDX-License-Identifier: GPL-2.0-or-later
// A page that is read: asks the wiki for its view once the page is there, and shows it. Without an answer the page stays
// as it is.
( function () {
	'use strict';

	const { t, get, post } = Clausemark.wiki;
	const page = mw.config.get( 'wgArticleId' );
	let shown = null;

	function show( content, view ) {
		if ( shown ) {
			shown.card.close( false );
			shown.marks.remove();
			shown.summary.box.remove();
			shown = null;
		}
		if ( view.state === 'unavailable' || view.state === 'waiting' ) {
			return Promise.resolve();
		}
		shown = Clausemark.read( content, view, {
			t,
			review: ( tag, verdict, reason ) => post( 'decision', { page, tag: tag.id, verdict, reason } ),
			reload: () => load( content ),
			more: ( tag ) => get( 'clause', { clause: tag.clause, page } ),
			extra: ( box ) => {
				const line = box.appendChild( Clausemark.element( 'p', '' ) );
				line.appendChild( Clausemark.cardContent.link( t( 'clausemark-special-link' ), mw.util.getUrl( 'Special:Clausemark' ) ) );
			}
		} );
		content.parentNode.insertBefore( shown.summary.box, content );
		return shown.ready;
	}

	function load( content ) {
		return get( 'page/' + page, { revision: mw.config.get( 'wgRevisionId' ) } ).then( ( view ) => show( content, view ), () => {} );
	}

	mw.hook( 'wikipage.content' ).add( ( $content ) => {
		// Previews and live updates fire this as well; marks belong to the page itself.
		const content = $content[ 0 ] && ( $content[ 0 ].matches( '.mw-parser-output' ) ? $content[ 0 ] :
			$content[ 0 ].querySelector( '.mw-parser-output' ) );
		if ( content && content.closest( '#mw-content-text' ) && !content.closest( '#wikiPreview' ) && page ) {
			mw.requestIdleCallback( () => load( content ) );
		}
	} );
	// An editor takes the page's place.
	mw.hook( 've.activationStart' ).add( () => shown && show( null, { state: 'waiting' } ) );
}() );
