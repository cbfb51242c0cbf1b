// SPDX-License-Identifier: Apache-2.0
// Puts marks, card and summary together for a reader of a page. The one call a wiki's script makes.
( function ( root ) {
	'use strict';

	/** What a reader opened, closed and stands on in a box; answers a function that does the same in the box drawn anew. */
	function stateOf( box ) {
		const parts = new Map( Array.from( box.querySelectorAll( 'details' ), ( part ) => [ part.firstChild.textContent, part.open ] ) );
		const focused = box.contains( document.activeElement ) ? document.activeElement.textContent : null;
		return ( again ) => again.querySelectorAll( 'details' ).forEach( ( part ) => {
			const words = part.firstChild.textContent;
			part.open = parts.has( words ) ? parts.get( words ) : part.open;
			if ( focused === words ) {
				part.firstChild.focus();
			}
		} );
	}

	/**
	 * `content` is the element that holds the rendered page, `view` a page view (README.md). `options`: t; review(
	 * tag, verdict, reason ) and reload(), promises, where the reader may review; more( tag ), a promise of what a card
	 * says beyond the view ({ elsewhere, corresponding }); extra( box ). Answers { summary,
	 * marks, card, ready }; the wiki inserts summary.box where it likes before or after.
	 */
	function read( content, view, options ) {
		const C = root.Clausemark;
		const { t } = options;
		const card = new C.Card( {
			t,
			label: ( item ) => C.cardContent.label( item, t ),
			content: ( open, item ) => {
				const body = open.box.appendChild( C.element( 'div', '' ) );
				C.cardContent.fill( body, view, item, t );
				if ( item.type === 'tag' && options.more && !item.of.more ) {
					options.more( item.of ).then( ( more ) => {
						Object.assign( item.of, more, { more: true } );
						if ( body.isConnected ) {
							const kept = stateOf( body );
							body.textContent = '';
							C.cardContent.fill( body, view, item, t );
							kept( body );
							open.move();
						}
					}, () => {} );
				}
				if ( item.type === 'tag' && view.canReview && options.review ) {
					C.cardReview.add( open.box, item, t,
						( of, verdict, reason ) => options.review( of.of, verdict, reason ),
						() => {
							card.close( false );
							return options.reload();
						} );
				}
			}
		} );
		const open = ( item, chip, focus ) => card.open( item, chip, focus );
		const marks = new C.Marks( content, view, { t, open, leave: ( chip ) => card.chip === chip && card.leave() } );
		const summary = new C.Summary( view, marks, { t, open, extra: options.extra } );
		return { summary, marks, card, ready: summary.start() };
	}

	root.Clausemark = Object.assign( root.Clausemark || {}, { read } );
}( typeof globalThis === 'undefined' ? window : globalThis ) );
