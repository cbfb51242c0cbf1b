// SPDX-License-Identifier: Apache-2.0
// The folding summary of a page: which clauses it answers, what to look at, filters, and the switch that turns all
// marks off. What a reader chose is remembered in this browser. The wiki decides where the summary stands.
( function ( root ) {
	'use strict';

	const memory = 'clausemark-page';

	function remembered() {
		try {
			const choice = Object.assign( { off: false, open: false, print: false, hidden: [] },
				JSON.parse( window.localStorage.getItem( memory ) || '{}' ) );
			choice.hidden = Array.isArray( choice.hidden ) ? choice.hidden : [];
			return choice;
		} catch ( error ) {
			return { off: false, open: false, print: false, hidden: [] };
		}
	}

	function remember( choice ) {
		try {
			window.localStorage.setItem( memory, JSON.stringify( choice ) );
		} catch ( error ) {
			// A browser that keeps nothing forgets the choice, and no more.
		}
	}

	class Summary {
		/** `marks` is a Marks; `options`: t, open( item, chip, focus ), extra( box ) for the wiki's own lines. */
		constructor( view, marks, options ) {
			this.view = view;
			this.marks = marks;
			this.options = options;
			this.choice = remembered();
			this.box = root.Clausemark.element( 'section', 'clausemark-summary clausemark-ui' );
			this.box.setAttribute( 'aria-label', options.t( 'clausemark-summary' ) );
		}

		/** Draws the summary, and the page's marks where they are on. */
		start() {
			this.draw();
			return this.choice.off ? Promise.resolve() : this.showMarks();
		}

		showMarks() {
			return this.marks.show().then( () => {
				if ( !this.choice.off ) {
					this.applyFilter();
					this.draw();
				}
			} );
		}

		applyFilter() {
			const hidden = new Set( this.choice.hidden );
			this.marks.filter( ( item ) => !hidden.has( item.type ) && !hidden.has( item.standard ) );
			document.documentElement.classList.toggle( 'clausemark-print', this.choice.print );
		}

		set( key, value ) {
			this.choice[ key ] = value;
			remember( this.choice );
		}

		draw() {
			const { element } = root.Clausemark;
			const { t } = this.options;
			const focused = this.box.contains( document.activeElement ) ? document.activeElement.id : '';
			this.box.textContent = '';
			const details = element( 'details', '' );
			details.open = this.choice.open;
			details.addEventListener( 'toggle', () => this.set( 'open', details.open ) );
			const clauses = new Set( this.view.tags.map( ( tag ) => tag.clause ) ).size;
			const looks = this.view.duplicates.length + this.view.conflicts.length + this.view.checks.length;
			const head = details.appendChild( element( 'summary', '' ) );
			head.appendChild( element( 'b', '', t( 'clausemark-summary' ) ) );
			head.appendChild( element( 'span', '', ' \u00B7 ' + t( 'clausemark-summary-clauses', clauses ) +
				( looks ? ' \u00B7 ' + t( 'clausemark-summary-looks', looks ) : '' ) ) );
			if ( this.view.state !== 'current' ) {
				details.appendChild( element( 'p', 'clausemark-state', t( 'clausemark-state-' + this.view.state ) ) );
			}
			this.drawSwitches( details );
			if ( !this.choice.off ) {
				this.drawClauses( details );
				this.drawOthers( details );
			}
			if ( this.options.extra ) {
				this.options.extra( details );
			}
			details.appendChild( element( 'p', 'clausemark-note', t( 'clausemark-note' ) ) );
			this.box.appendChild( details );
			if ( focused && document.getElementById( focused ) ) {
				document.getElementById( focused ).focus();
			}
		}

		switchOf( box, id, label, on, change ) {
			const { element } = root.Clausemark;
			const made = box.appendChild( element( 'label', 'clausemark-switch' ) );
			const input = made.appendChild( element( 'input', '' ) );
			input.type = 'checkbox';
			input.id = id;
			input.checked = on;
			input.addEventListener( 'change', () => change( input.checked ) );
			made.appendChild( document.createTextNode( ' ' + label ) );
		}

		drawSwitches( details ) {
			const { element } = root.Clausemark;
			const { t } = this.options;
			const box = details.appendChild( element( 'div', 'clausemark-switches' ) );
			box.setAttribute( 'role', 'group' );
			box.setAttribute( 'aria-label', t( 'clausemark-filters' ) );
			this.switchOf( box, 'clausemark-on', t( 'clausemark-show-marks' ), !this.choice.off, ( on ) => {
				this.set( 'off', !on );
				if ( on ) {
					this.showMarks();
				} else {
					this.marks.remove();
				}
				this.draw();
			} );
			if ( this.choice.off ) {
				return;
			}
			const filter = ( id, name, label ) => this.switchOf( box, id, label, !this.choice.hidden.includes( name ), ( on ) => {
				this.set( 'hidden', this.choice.hidden.filter( ( h ) => h !== name ).concat( on ? [] : [ name ] ) );
				this.applyFilter();
			} );
			const used = new Set( this.view.tags.map( ( tag ) => tag.standard ) );
			this.view.standards.filter( ( s ) => used.has( s.id ) ).forEach( ( standard, i ) => {
				filter( 'clausemark-standard-' + i, standard.id, standard.name );
			} );
			[ 'duplicate', 'conflict', 'check' ].forEach( ( type ) => {
				if ( this.marks.items.some( ( item ) => item.type === type ) ) {
					filter( 'clausemark-kind-' + type, type, t( 'clausemark-kind-' + type ) );
				}
			} );
			this.switchOf( box, 'clausemark-in-print', t( 'clausemark-in-print' ), this.choice.print, ( on ) => {
				this.set( 'print', on );
				this.applyFilter();
			} );
		}

		/** A button that goes to where `item` stands and opens its card; nothing where it has no place. */
		goTo( li, item, text, name ) {
			if ( !item.chips || !item.chips.length ) {
				return null;
			}
			const button = li.appendChild( root.Clausemark.element( 'button', 'clausemark-link', text ) );
			button.type = 'button';
			if ( name ) {
				button.setAttribute( 'aria-label', name );
			}
			button.addEventListener( 'click', () => {
				const chip = item.chips[ 0 ];
				chip.scrollIntoView( { block: 'center' } );
				this.options.open( item, chip, true );
			} );
			return button;
		}

		/** An item's text, with the way to it, or with why there is none. */
		entry( li, item, text ) {
			if ( this.goTo( li, item, text ) ) {
				return;
			}
			li.appendChild( document.createTextNode( text ) );
			if ( item.reason ) {
				li.appendChild( root.Clausemark.element( 'small', 'clausemark-hint',
					this.options.t( 'clausemark-unplaced-' + item.reason ) ) );
			}
		}

		/** Clauses by standard, each once, with the ways to its passages. */
		drawClauses( details ) {
			const { element } = root.Clausemark;
			this.view.standards.forEach( ( standard ) => {
				const byClause = new Map();
				this.marks.items.forEach( ( item ) => {
					if ( item.type === 'tag' && item.standard === standard.id ) {
						byClause.set( item.of.clause, ( byClause.get( item.of.clause ) || [] ).concat( [ item ] ) );
					}
				} );
				if ( byClause.size ) {
					details.appendChild( element( 'h2', 'clausemark-heading', standard.name ) );
					const list = details.appendChild( element( 'ul', 'clausemark-clauses' ) );
					byClause.forEach( ( items ) => this.drawClause( list, items ) );
				}
			} );
		}

		drawClause( list, items ) {
			const { element, nameOf } = root.Clausemark;
			const { t } = this.options;
			const placed = items.filter( ( item ) => item.chips && item.chips.length );
			const first = placed[ 0 ] || items[ 0 ];
			const decisions = [ 'confirmed', 'stale', 'suggested' ].filter( ( d ) => items.some( ( item ) => item.of.decision === d ) );
			const li = list.appendChild( element( 'li', 'clausemark-' + decisions[ 0 ] ) );
			const name = nameOf( t, first.of ) + ' ' + first.of.title;
			this.entry( li, first, name );
			li.appendChild( element( 'small', '', ' ' + decisions.map( ( d ) => t( 'clausemark-decision-' + d ) ).join( ', ' ) ) );
			if ( placed.length > 1 ) {
				const ways = li.appendChild( element( 'small', '', ' \u00B7 ' + t( 'clausemark-passages', '' ) ) );
				placed.forEach( ( item, i ) => {
					ways.appendChild( document.createTextNode( ' ' ) );
					this.goTo( ways, item, String( i + 1 ), name + ', ' + t( 'clausemark-passage', i + 1 ) );
				} );
			}
			items.filter( ( item ) => item.reason && item !== first ).forEach( ( item ) => {
				const words = item.quotes.map( ( quote ) => quote.exact ).join( ' \u2026 ' );
				li.appendChild( element( 'small', 'clausemark-hint', '\u201C' + words + '\u201D ' + t( 'clausemark-unplaced-' + item.reason ) ) );
			} );
		}

		drawOthers( details ) {
			const { element, percentOf } = root.Clausemark;
			const { t } = this.options;
			const items = this.marks.items.filter( ( item ) => item.type !== 'tag' );
			if ( !items.length ) {
				return;
			}
			details.appendChild( element( 'h2', 'clausemark-heading', t( 'clausemark-to-look-at' ) ) );
			const list = details.appendChild( element( 'ul', 'clausemark-clauses' ) );
			const text = {
				duplicate: ( of ) => t( 'clausemark-duplicate-same', percentOf( of.similarity ) ) + ' ' + of.page.title,
				conflict: ( of ) => t( 'clausemark-card-conflict' ) + ': ' + ( of.explanation || of.parameter ),
				check: ( of ) => of.message
			};
			items.forEach( ( item ) => this.entry( list.appendChild( element( 'li', '' ) ), item, text[ item.type ]( item.of ) ) );
		}
	}

	root.Clausemark = Object.assign( root.Clausemark || {}, { Summary } );
}( typeof globalThis === 'undefined' ? window : globalThis ) );
