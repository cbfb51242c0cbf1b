// SPDX-License-Identifier: Apache-2.0
// What a card says of a tag, a duplicate, a conflict or a check (the shapes of README.md). Draws nothing but text and
// links; a link's address has been checked to be one of the wiki's or http(s).
( function ( root ) {
	'use strict';

	const line = ( box, name, text ) => box.appendChild( root.Clausemark.element( 'p', name, text ) );

	/** A link, or its text alone where the address is none to follow. */
	function link( text, url ) {
		const element = root.Clausemark.element;
		if ( !/^(https?:\/\/|\/(?!\/)|\?|#)/i.test( url || '' ) ) {
			return element( 'span', '', text );
		}
		const made = element( 'a', '', text );
		made.href = url;
		return made;
	}

	function list( box, heading, items, draw, open ) {
		if ( !items || !items.length ) {
			return;
		}
		const element = root.Clausemark.element;
		const part = box.appendChild( element( 'details', 'clausemark-part' ) );
		part.open = open;
		part.appendChild( element( 'summary', '', heading ) );
		const made = part.appendChild( element( 'ul', '' ) );
		items.forEach( ( item ) => draw( made.appendChild( element( 'li', '' ) ), item ) );
	}

	function clauseName( t, clause ) {
		return clause.standardName + ', ' + root.Clausemark.nameOf( t, clause ) + ( clause.title ? ': ' + clause.title : '' );
	}

	function pageLink( li, page ) {
		li.appendChild( link( page.title, page.url ) );
		if ( page.heading ) {
			li.appendChild( document.createTextNode( ' \u203A ' + page.heading ) );
		}
	}

	function decisionOf( t, tag ) {
		if ( tag.decision === 'suggested' ) {
			return t( 'clausemark-card-suggested' );
		}
		const day = ( tag.at || '' ).slice( 0, 10 );
		return t( 'clausemark-card-' + tag.decision, tag.by || '?', day || '?' );
	}

	function aspects( box, t, tag ) {
		const element = root.Clausemark.element;
		const all = tag.aspects || {};
		const answered = ( all.answered || [] ).map( ( aspect ) => ( { aspect, found: true } ) );
		const missing = ( all.missing || [] ).map( ( aspect ) => ( { aspect, found: false } ) );
		list( box, t( 'clausemark-card-aspects', answered.length, answered.length + missing.length ),
			answered.concat( missing ), ( li, entry ) => {
				li.className = entry.found ? 'clausemark-answered' : 'clausemark-missing';
				li.appendChild( element( 'span', 'clausemark-hidden',
					t( entry.found ? 'clausemark-answered' : 'clausemark-missing' ) + ' ' ) );
				li.appendChild( document.createTextNode( entry.aspect.text || entry.aspect.name ) );
				if ( entry.aspect.practice ) {
					li.appendChild( element( 'small', '', ' ' + t( 'clausemark-good-practice' ) ) );
				}
				if ( !entry.found && entry.aspect.hint ) {
					li.appendChild( element( 'small', 'clausemark-hint', entry.aspect.hint ) );
				}
			}, true );
	}

	function drawTag( box, t, tag, slot ) {
		const element = root.Clausemark.element;
		const head = box.appendChild( element( 'p', 'clausemark-card-standard clausemark-slot-' + slot ) );
		const shape = head.appendChild( element( 'span', 'clausemark-sign', root.Clausemark.shapes[ slot ] ) );
		shape.setAttribute( 'aria-hidden', 'true' );
		head.appendChild( document.createTextNode( ' ' + tag.standardName + ' \u00B7 ' + root.Clausemark.nameOf( t, tag ) ) );
		line( box, 'clausemark-card-title', tag.title );
		const state = line( box, 'clausemark-card-decision clausemark-' + tag.decision, decisionOf( t, tag ) );
		if ( tag.reason ) {
			state.appendChild( element( 'q', '', tag.reason ) );
		}
		line( box, 'clausemark-card-strength', t( 'clausemark-strength-' + tag.strength ) );
		if ( tag.standing && tag.standing !== 'counted' ) {
			line( box, 'clausemark-card-standing', t( 'clausemark-standing-' + tag.standing ) );
		}
		aspects( box, t, tag );
		list( box, t( 'clausemark-card-words' ), tag.evidence, ( li, quote ) => {
			const words = li.appendChild( element( 'q', 'clausemark-words', quote.exact ) );
			words.dir = 'auto';
		}, true );
		list( box, t( 'clausemark-card-corresponding' ), tag.corresponding, ( li, clause ) => {
			li.textContent = t( 'clausemark-relation-' + clause.relation, clauseName( t, clause ) );
		}, false );
		list( box, t( 'clausemark-card-elsewhere' ), tag.elsewhere, pageLink, false );
	}

	function drawDuplicate( box, t, duplicate ) {
		const percent = root.Clausemark.percentOf( duplicate.similarity );
		line( box, 'clausemark-card-standard', t( 'clausemark-card-duplicate' ) );
		const title = line( box, 'clausemark-card-title' );
		title.appendChild( document.createTextNode( t( 'clausemark-duplicate-same', percent ) + ' ' ) );
		title.appendChild( link( duplicate.page.title, duplicate.page.url ) );
		if ( duplicate.page.heading ) {
			title.appendChild( document.createTextNode( ' \u203A ' + duplicate.page.heading ) );
		}
		if ( duplicate.intended ) {
			line( box, 'clausemark-card-decision', t( 'clausemark-intended' ) );
		}
		list( box, duplicate.here ? t( 'clausemark-card-differences-there', duplicate.here ) : t( 'clausemark-card-differences' ), duplicate.differences, ( li, text ) => {
			li.textContent = text;
		}, true );
		if ( duplicate.url ) {
			line( box, '' ).appendChild( link( t( 'clausemark-side-by-side' ), duplicate.url ) );
		}
	}

	function drawConflict( box, t, conflict ) {
		const element = root.Clausemark.element;
		line( box, 'clausemark-card-standard', t( 'clausemark-card-conflict' ) );
		line( box, 'clausemark-card-title', conflict.explanation || conflict.parameter );
		list( box, t( 'clausemark-card-values' ), conflict.values, ( li, value ) => {
			li.appendChild( element( 'b', '', value.written ) );
			value.pages.forEach( ( page ) => {
				li.appendChild( document.createTextNode( ' \u00B7 ' ) );
				li.appendChild( link( page.title, page.url ) );
			} );
		}, true );
	}

	function drawCheck( box, t, check ) {
		line( box, 'clausemark-card-standard', t( 'clausemark-card-check', check.code, t( 'clausemark-severity-' + check.severity ) ) );
		line( box, 'clausemark-card-title', check.message );
		if ( check.hint ) {
			line( box, 'clausemark-hint', check.hint );
		}
	}

	/** Fills `box` with what is known of `item`. */
	function fill( box, view, item, t ) {
		if ( item.type === 'tag' ) {
			drawTag( box, t, item.of, root.Clausemark.slotOf( view, item.standard ) );
		} else {
			( { duplicate: drawDuplicate, conflict: drawConflict, check: drawCheck } )[ item.type ]( box, t, item.of );
		}
		line( box, 'clausemark-note', t( 'clausemark-note' ) );
	}

	/** The card's accessible name. */
	function label( item, t ) {
		const of = item.of;
		return item.type === 'tag' ? clauseName( t, of ) :
			item.type === 'duplicate' ? t( 'clausemark-card-duplicate' ) + ': ' + of.page.title :
				item.type === 'conflict' ? t( 'clausemark-card-conflict' ) : of.message;
	}

	root.Clausemark = Object.assign( root.Clausemark || {}, { cardContent: { fill, label, link, clauseName } } );
}( typeof globalThis === 'undefined' ? window : globalThis ) );
