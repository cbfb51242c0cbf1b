// SPDX-License-Identifier: Apache-2.0
// The card that a chip opens: a dialog beside the page, not over it, with everything known about one finding. One card
// is open at a time. It is drawn with textContent alone. What a finding says is in card-content.js; accepting and
// rejecting in card-review.js.
( function ( root ) {
	'use strict';

	const gap = 6;
	const least = 160; // a card that is less high shows nothing

	class Card {
		/** `options`: t, content( card, item ) that fills the card, label( item ) for its accessible name. */
		constructor( options ) {
			this.options = options;
			this.box = null;
			this.chip = null;
			this.held = false;
			this.timer = 0;
			this.onKey = ( event ) => this.key( event );
			this.onPointer = ( event ) => {
				if ( this.box && !this.box.contains( event.target ) && !this.chip.contains( event.target ) ) {
					this.close( false );
				}
			};
			this.onResize = () => this.move();
		}

		/** Opens for `item` beside `chip`; with `focus`, the keyboard goes into it and it stays until closed. */
		open( item, chip, focus ) {
			clearTimeout( this.timer );
			if ( this.chip === chip && this.box ) {
				this.held = this.held || focus;
				if ( focus ) {
					this.box.focus();
				}
				return;
			}
			if ( this.box && this.held && !focus ) {
				return; // somebody reads or writes in the open one
			}
			this.close( false );
			const element = root.Clausemark.element;
			const box = element( 'div', 'clausemark-card clausemark-ui' );
			box.id = 'clausemark-card';
			box.setAttribute( 'role', 'dialog' );
			box.setAttribute( 'aria-label', this.options.label( item ) );
			box.tabIndex = -1;
			box.dir = document.documentElement.dir || 'ltr';
			this.box = box;
			this.chip = chip;
			this.held = focus;
			this.options.content( this, item );
			const close = element( 'button', 'clausemark-close', '\u00D7' );
			close.type = 'button';
			close.setAttribute( 'aria-label', this.options.t( 'clausemark-close' ) );
			close.addEventListener( 'click', () => this.close( true ) );
			box.appendChild( close );
			document.body.appendChild( box );
			chip.setAttribute( 'aria-expanded', 'true' );
			chip.setAttribute( 'aria-controls', box.id );
			this.highlight( item.ranges || [] );
			this.move();
			box.addEventListener( 'mouseenter', () => clearTimeout( this.timer ) );
			box.addEventListener( 'mouseleave', () => this.leave() );
			box.addEventListener( 'focusin', () => {
				this.held = true;
			} );
			document.addEventListener( 'keydown', this.onKey );
			document.addEventListener( 'pointerdown', this.onPointer );
			window.addEventListener( 'resize', this.onResize );
			if ( focus ) {
				box.focus( { preventScroll: true } );
			}
		}

		/** The pointer went away: closes soon, unless somebody went into the card. */
		leave() {
			clearTimeout( this.timer );
			if ( !this.held ) {
				this.timer = setTimeout( () => this.close( false ), 300 );
			}
		}

		close( giveBackFocus ) {
			clearTimeout( this.timer );
			if ( !this.box ) {
				return;
			}
			const { box, chip } = this;
			this.box = this.chip = null;
			this.held = false;
			this.highlight( [] );
			document.removeEventListener( 'keydown', this.onKey );
			document.removeEventListener( 'pointerdown', this.onPointer );
			window.removeEventListener( 'resize', this.onResize );
			chip.setAttribute( 'aria-expanded', 'false' );
			chip.removeAttribute( 'aria-controls' );
			box.remove();
			if ( giveBackFocus && chip.isConnected ) {
				chip.clausemarkQuiet = true; // coming back is no wish to open it again
				chip.focus();
				chip.clausemarkQuiet = false;
			}
		}

		key( event ) {
			if ( event.key === 'Escape' ) {
				event.preventDefault();
				this.close( true );
			} else if ( event.key === 'Tab' && this.box.contains( document.activeElement ) ) {
				const stops = Array.from( this.box.querySelectorAll( 'a[href], button, input, textarea, summary' ) )
					.filter( ( stop ) => !stop.disabled && stop.offsetParent !== null );
				const at = stops.indexOf( document.activeElement );
				const over = event.shiftKey ? at <= 0 : at === stops.length - 1;
				if ( over ) {
					event.preventDefault();
					this.close( true ); // the way goes on from the chip
				}
			}
		}

		/** Below the chip where there is room, else above, else where there is more, and scrolls; never beyond the edges of the window. */
		move() {
			if ( !this.box ) {
				return;
			}
			const at = this.chip.getBoundingClientRect();
			const box = this.box;
			const wide = document.documentElement.clientWidth;
			const width = Math.min( box.offsetWidth, wide - 2 * gap );
			const start = document.documentElement.dir === 'rtl' ? at.right - width : at.left;
			const left = Math.max( gap, Math.min( start, wide - width - gap ) );
			box.style.maxHeight = '';
			const roomBelow = window.innerHeight - at.bottom - 2 * gap;
			const roomAbove = at.top - 2 * gap;
			const high = box.offsetHeight;
			const isBelow = high <= roomBelow || ( high > roomAbove && roomBelow >= roomAbove );
			if ( high > Math.max( roomBelow, roomAbove ) ) {
				box.style.maxHeight = Math.max( least, roomBelow, roomAbove ) + 'px';
			}
			const top = isBelow ? at.bottom + gap : at.top - box.offsetHeight - gap;
			box.style.left = ( left + window.pageXOffset ) + 'px';
			box.style.top = ( top + window.pageYOffset ) + 'px';
		}

		/** Lights up the words on the page, where the browser can do so without touching the page. */
		highlight( ranges ) {
			if ( typeof CSS === 'undefined' || !CSS.highlights || typeof Highlight === 'undefined' ) {
				return;
			}
			if ( ranges.length ) {
				CSS.highlights.set( 'clausemark-words', new Highlight( ...ranges ) );
			} else {
				CSS.highlights.delete( 'clausemark-words' );
			}
		}
	}

	root.Clausemark = Object.assign( root.Clausemark || {}, { Card } );
}( typeof globalThis === 'undefined' ? window : globalThis ) );
