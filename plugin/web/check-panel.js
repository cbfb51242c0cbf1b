// SPDX-License-Identifier: Apache-2.0
// The "Check" panel of an editor: what a draft answers, gains and loses, what exists elsewhere already, and what a
// clause still misses. Asks while the author types, at most one question at a time and never more often than every
// `pause`; it never stands in the way of writing or saving. Where the draft comes from is the wiki's.
( function ( root ) {
	'use strict';

	const pause_milliseconds = 900;

	class CheckPanel {
		/** `options`: t, text() the draft now, ask( text ) a promise of a draft view (README.md). */
		constructor( options ) {
			this.options = options;
			this.asked = null;
			this.busy = false;
			this.timer = 0;
			const { element } = root.Clausemark;
			const { t } = options;
			this.box = element( 'section', 'clausemark-check clausemark-ui' );
			this.box.setAttribute( 'aria-label', t( 'clausemark-check' ) );
			this.details = this.box.appendChild( element( 'details', '' ) );
			this.head = this.details.appendChild( element( 'summary', '', t( 'clausemark-check' ) ) );
			this.state = this.details.appendChild( element( 'p', 'clausemark-status' ) );
			this.state.setAttribute( 'role', 'status' );
			this.answer = this.details.appendChild( element( 'div', 'clausemark-answer' ) );
			this.details.addEventListener( 'toggle', () => this.changed() );
		}

		/** The draft has changed, or may have. */
		changed() {
			clearTimeout( this.timer );
			if ( this.details.open ) {
				this.timer = setTimeout( () => this.check(), this.asked === null ? 0 : pause_milliseconds );
			}
		}

		check() {
			const text = this.options.text();
			if ( this.busy || text === this.asked || !this.details.open ) {
				return Promise.resolve();
			}
			this.busy = true;
			this.asked = text;
			this.say( 'clausemark-checking' );
			return Promise.resolve( this.options.ask( text ) ).then( ( view ) => {
				this.say( view.state === 'current' ? 'clausemark-checked' : 'clausemark-state-' + view.state );
				this.draw( view );
			}, () => this.say( 'clausemark-state-unavailable' ) ).then( () => {
				this.busy = false;
				this.changed(); // what was typed meanwhile
			} );
		}

		say( key ) {
			this.state.textContent = this.options.t( key );
		}

		part( name, heading, items, draw ) {
			if ( !items || !items.length ) {
				return;
			}
			const { element } = root.Clausemark;
			this.answer.appendChild( element( 'h2', 'clausemark-heading', heading ) );
			const list = this.answer.appendChild( element( 'ul', 'clausemark-clauses clausemark-' + name ) );
			items.forEach( ( item ) => draw( list.appendChild( element( 'li', '' ) ), item ) );
		}

		draw( view ) {
			const { element, percentOf, cardContent } = root.Clausemark;
			const { t } = this.options;
			this.answer.textContent = '';
			const lost = ( li, item ) => {
				li.appendChild( document.createTextNode( cardContent.clauseName( t, item ) ) );
				if ( item.only ) {
					li.appendChild( element( 'strong', '', ' ' + t( 'clausemark-only-evidence' ) ) );
				}
			};
			const clause = ( li, item ) => {
				li.appendChild( document.createTextNode( cardContent.clauseName( t, item ) ) );
				const missing = ( item.aspects && item.aspects.missing ) || [];
				if ( missing.length ) {
					const list = li.appendChild( element( 'ul', 'clausemark-aspects' ) );
					missing.forEach( ( aspect ) => {
						const one = list.appendChild( element( 'li', 'clausemark-missing', aspect.text || aspect.name ) );
						if ( aspect.practice ) {
							one.appendChild( element( 'small', '', ' ' + t( 'clausemark-good-practice' ) ) );
						}
						if ( aspect.hint ) {
							one.appendChild( element( 'small', 'clausemark-hint', aspect.hint ) );
						}
					} );
				}
			};
			this.part( 'lost', t( 'clausemark-check-lost' ), view.lost, lost );
			this.part( 'gained', t( 'clausemark-check-gained' ), view.gained, clause );
			this.part( 'duplicates', t( 'clausemark-check-duplicates' ), view.duplicates, ( li, duplicate ) => {
				li.appendChild( document.createTextNode( t( 'clausemark-duplicate-same', percentOf( duplicate.similarity ) ) + ' ' ) );
				li.appendChild( cardContent.link( duplicate.page.title, duplicate.page.url ) );
				li.appendChild( element( 'small', 'clausemark-hint', t( 'clausemark-link-instead' ) ) );
			} );
			this.part( 'checks', t( 'clausemark-to-look-at' ), view.checks, ( li, check ) => {
				li.appendChild( document.createTextNode( check.message ) );
				if ( check.hint ) {
					li.appendChild( element( 'small', 'clausemark-hint', check.hint ) );
				}
			} );
			const fresh = new Set( ( view.gained || [] ).map( ( tag ) => tag.clause ) );
			this.part( 'answers', t( 'clausemark-check-answers' ), view.tags.filter( ( tag ) => !fresh.has( tag.clause ) ), clause );
			if ( !this.answer.firstChild ) {
				this.answer.appendChild( element( 'p', '', t( 'clausemark-check-nothing' ) ) );
			}
		}
	}

	root.Clausemark = Object.assign( root.Clausemark || {}, { CheckPanel } );
}( typeof globalThis === 'undefined' ? window : globalThis ) );
