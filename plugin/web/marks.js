// SPDX-License-Identifier: Apache-2.0
// Marks in the margin of a rendered page: a bar beside each passage that a finding speaks of, and a chip per finding at
// its end. Standards differ by colour and by shape and word. Placing is done in slices, so that a long page stays
// smooth; what cannot be placed for certain ends up in `unplaced`. What a chip opens is the card's (card.js).
( function ( root ) {
	'use strict';

	const slice_milliseconds = 12;
	const blocks = 'p,li,dd,dt,td,th,blockquote,pre,h1,h2,h3,h4,h5,h6,figcaption,caption,summary,div,section,article';
	const shapes = [ '\u25CF', '\u25A0', '\u25B2', '\u25C6', '\u25BC', '\u2605' ];

	/** An element with a class and text; text is never read as markup. */
	function element( tag, name, text ) {
		const made = document.createElement( tag );
		if ( name ) {
			made.className = name;
		}
		if ( text !== undefined ) {
			made.textContent = text;
		}
		return made;
	}

	/** Runs `step` on each of `list` without holding the browser up for longer than a slice. */
	function inSlices( list, step ) {
		return new Promise( ( resolve ) => {
			let next = 0;
			const work = () => {
				const until = performance.now() + slice_milliseconds;
				while ( next < list.length && performance.now() < until ) {
					step( list[ next++ ] );
				}
				if ( next < list.length ) {
					setTimeout( work, 0 );
				} else {
					resolve();
				}
			};
			work();
		} );
	}

	/** The findings of a view (README.md) as one list: { type, standard, quotes, of }. */
	function itemsOf( view ) {
		const items = [];
		const add = ( type, list, quotes ) => ( list || [] ).forEach( ( of ) => {
			items.push( { type, standard: of.standard || '', quotes: quotes( of ) || [], of } );
		} );
		add( 'tag', view.tags, ( tag ) => tag.evidence );
		add( 'duplicate', view.duplicates, ( duplicate ) => duplicate.places );
		add( 'conflict', view.conflicts, ( conflict ) => conflict.places );
		add( 'check', view.checks, ( check ) => check.places );
		return items;
	}

	function slotOf( view, standard ) {
		const found = ( view.standards || [] ).findIndex( ( s ) => s.id === standard );
		return found < 0 ? 0 : ( view.standards[ found ].slot || found ) % shapes.length;
	}

	function percentOf( similarity ) {
		// Only the same text is 100 %.
		return similarity >= 1 ? 100 : Math.min( 99, Math.round( similarity * 100 ) );
	}

	/** "control A.8.13": a bare number may be a clause and a control. */
	function nameOf( t, clause ) {
		return t( clause.kind === 'control' ? 'clausemark-control' : 'clausemark-clause', clause.number );
	}

	function chipOf( item, view, t ) {
		const chip = element( 'button', 'clausemark-chip clausemark-chip-' + item.type );
		chip.type = 'button';
		chip.setAttribute( 'aria-haspopup', 'dialog' );
		chip.setAttribute( 'aria-expanded', 'false' );
		const of = item.of;
		const sign = ( text ) => {
			const made = element( 'span', 'clausemark-sign', text );
			made.setAttribute( 'aria-hidden', 'true' );
			chip.appendChild( made );
		};
		const hidden = ( text ) => chip.appendChild( element( 'span', 'clausemark-hidden', text ) );
		if ( item.type === 'tag' ) {
			const slot = slotOf( view, of.standard );
			chip.classList.add( 'clausemark-slot-' + slot, 'clausemark-' + of.decision );
			sign( shapes[ slot ] + ( of.decision === 'confirmed' ? '\u2713' : of.decision === 'stale' ? '?' : '' ) );
			hidden( of.standardName + ', ' );
			chip.appendChild( element( 'span', 'clausemark-label', nameOf( t, of ) ) );
			hidden( ', ' + of.title + ', ' + t( 'clausemark-decision-' + of.decision ) );
		} else if ( item.type === 'duplicate' ) {
			sign( '\u2248' );
			chip.appendChild( element( 'span', 'clausemark-label', t( 'clausemark-chip-duplicate', percentOf( of.similarity ) ) ) );
		} else {
			sign( item.type === 'conflict' ? '\u2260' : '!' );
			chip.appendChild( element( 'span', 'clausemark-label', t( 'clausemark-chip-' + item.type ) ) );
		}
		return chip;
	}

	class Marks {
		/** `options`: t( key, ...values ), open( item, chip, focus ), leave( chip ). Nothing changes before `show`. */
		constructor( content, view, options ) {
			this.content = content;
			this.view = view;
			this.options = options;
			this.items = itemsOf( view );
			this.unplaced = [];
			this.shown = false;
		}

		/** Places all items and draws them; answers when done. */
		show() {
			this.remove();
			this.shown = true;
			const dom = new root.Clausemark.DomText( this.content );
			const placed = [];
			this.unplaced = [];
			return inSlices( this.items, ( item ) => {
				const ranges = [];
				let reason = '';
				item.quotes.forEach( ( quote ) => {
					const found = root.Clausemark.anchor.place( dom, quote, this.view.state === 'older' );
					if ( found.range ) {
						ranges.push( found.range );
					} else {
						reason = reason || found.reason;
					}
				} );
				item.ranges = ranges;
				if ( ranges.length ) {
					placed.push( item );
				} else {
					item.reason = reason || 'empty';
					this.unplaced.push( item );
				}
			} ).then( () => inSlices( placed, ( item ) => this.shown && this.draw( item ) ) );
		}

		draw( item ) {
			const seen = new Set();
			item.chips = [];
			item.ranges.forEach( ( range ) => {
				const block = this.blockOf( range );
				if ( block && !seen.has( block ) ) {
					seen.add( block );
					const ui = this.uiOf( block, range );
					item.chips.push( this.addChip( ui, item ) );
					this.addBar( ui, item );
				}
			} );
		}

		blockOf( range ) {
			let node = range.startContainer;
			node = node.nodeType === 1 ? node : node.parentElement;
			const block = node && node.closest( blocks );
			return block && this.content.contains( block ) ? block : this.content.contains( node ) ? node : null;
		}

		/** Where the block's chips stand: behind its own text, before a list or table inside it. */
		uiOf( block, range ) {
			const there = Array.from( block.children ).find( ( child ) => child.classList.contains( 'clausemark-ui' ) );
			if ( there ) {
				return there;
			}
			const ui = element( 'span', 'clausemark-ui' );
			ui.setAttribute( 'data-clausemark', '' );
			ui.appendChild( element( 'span', 'clausemark-bars' ) ).setAttribute( 'aria-hidden', 'true' );
			let before = null;
			for ( const child of block.children ) {
				const follows = range.endContainer.compareDocumentPosition( child ) & Node.DOCUMENT_POSITION_FOLLOWING;
				if ( follows && /^(UL|OL|DL|TABLE|P|DIV|BLOCKQUOTE|PRE|H[1-6]|SECTION|DETAILS)$/.test( child.tagName ) ) {
					before = child;
					break;
				}
			}
			block.insertBefore( ui, before );
			block.classList.add( 'clausemark-block' );
			return ui;
		}

		addChip( ui, item ) {
			const chip = chipOf( item, this.view, this.options.t );
			chip.clausemarkItem = item;
			let timer = 0;
			const later = ( what, wait ) => {
				clearTimeout( timer );
				timer = setTimeout( what, wait );
			};
			const open = ( focus ) => {
				clearTimeout( timer );
				this.options.open( item, chip, focus );
			};
			chip.addEventListener( 'click', () => open( true ) );
			chip.addEventListener( 'focus', () => chip.matches( ':focus-visible' ) && !chip.clausemarkQuiet && open( false ) );
			chip.addEventListener( 'mouseenter', () => later( () => open( false ), 250 ) );
			chip.addEventListener( 'mouseleave', () => {
				clearTimeout( timer );
				this.options.leave( chip );
			} );
			ui.appendChild( chip );
			return chip;
		}

		addBar( ui, item ) {
			const name = item.type === 'tag' ? 'clausemark-slot-' + slotOf( this.view, item.standard ) :
				'clausemark-bar-' + item.type;
			const bars = ui.firstChild;
			let bar = Array.from( bars.children ).find( ( b ) => b.classList.contains( name ) );
			if ( !bar ) {
				bar = bars.appendChild( element( 'span', 'clausemark-bar ' + name ) );
			}
			bar.clausemarkItems = ( bar.clausemarkItems || [] ).concat( [ item ] );
		}

		/** Shows only the items that `test` holds for. */
		filter( test ) {
			this.content.querySelectorAll( '.clausemark-chip' ).forEach( ( chip ) => {
				chip.hidden = !test( chip.clausemarkItem );
			} );
			this.content.querySelectorAll( '.clausemark-bar' ).forEach( ( bar ) => {
				bar.hidden = !bar.clausemarkItems.some( test );
			} );
		}

		/** Takes every mark out of the page again. */
		remove() {
			this.shown = false;
			this.content.querySelectorAll( '.clausemark-ui[data-clausemark]' ).forEach( ( ui ) => {
				ui.parentNode.classList.remove( 'clausemark-block' );
				ui.remove();
			} );
			this.items.forEach( ( item ) => {
				item.chips = [];
			} );
		}
	}

	root.Clausemark = Object.assign( root.Clausemark || {}, { Marks, element, nameOf, percentOf, slotOf, shapes } );
}( typeof globalThis === 'undefined' ? window : globalThis ) );
