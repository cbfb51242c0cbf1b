// SPDX-License-Identifier: Apache-2.0
// Text folded for comparison: what a page source, a wiki's renderer and a browser write differently and people read
// the same becomes equal. White space goes, but where it stood is kept, so that "now here" never equals "nowhere".
// The rendered page is read by dom-text.js, quotes are placed by anchor.js.
( function ( root ) {
	'use strict';

	const same = new Map();
	const fold = ( characters, as ) => {
		for ( const character of characters ) {
			same.set( character, as );
		}
	};
	fold( '\u2018\u2019\u201A\u201B\u2032\u02BC\u00B4`', '\'' );
	fold( '\u201C\u201D\u201E\u201F\u2033\u00AB\u00BB', '"' );
	fold( '\u2010\u2011\u2012\u2013\u2014\u2015\u2212', '-' );
	fold( '\u2026', '...' );
	// Soft hyphen, zero-width and direction marks: nobody sees them.
	fold( '\u00AD\u200B\u200C\u200D\u200E\u200F\u202A\u202B\u202C\u202D\u202E\u2060\u2066\u2067\u2068\u2069\uFEFF', '' );

	const isSpace = ( unit ) => unit <= 32 || unit === 0xA0 || unit === 0x1680 ||
		( unit >= 0x2000 && unit <= 0x200A ) || unit === 0x2028 || unit === 0x2029 || unit === 0x202F ||
		unit === 0x205F || unit === 0x3000;

	/** Collects folded text piece by piece. `at[i]` is the place that `text[i]` came from, as the giver counts. */
	class Folded {
		constructor() {
			this.pieces = [];
			this.length = 0;
			this.at = [];
			this.breaks = [];
			this.pending = false;
		}

		/** White space, or the edge of a paragraph, a cell or a list item, stands here. */
		breakHere() {
			this.pending = true;
		}

		/** Appends `text`, whose first character is at place `from`. Accents may be written with or apart from their letter. */
		add( text, from ) {
			const composed = text.normalize( 'NFC' );
			if ( composed.length === text.length ) {
				this.addComposed( composed, from, 1 );
				return;
			}
			const cluster = /\P{M}\p{M}*|\p{M}+/gu;
			for ( let found = cluster.exec( text ); found; found = cluster.exec( text ) ) {
				this.addComposed( found[ 0 ].normalize( 'NFC' ), from + found.index, 0 );
			}
		}

		addComposed( text, from, step ) {
			let piece = '';
			for ( let i = 0; i < text.length; i++ ) {
				const unit = text.charCodeAt( i );
				if ( isSpace( unit ) ) {
					this.pending = true;
					continue;
				}
				let folded = text[ i ];
				if ( unit > 126 || unit === 0x60 ) {
					const as = same.get( folded );
					folded = as === undefined ? folded : as;
				}
				for ( let k = 0; k < folded.length; k++ ) {
					this.breaks.push( this.pending );
					this.at.push( from + i * step );
					this.pending = false;
				}
				piece += folded;
			}
			this.pieces.push( piece );
			this.length += piece.length;
		}

		get text() {
			if ( this.pieces.length > 1 ) {
				this.pieces = [ this.pieces.join( '' ) ];
			}
			return this.pieces[ 0 ] || '';
		}
	}

	/** One string, folded. */
	function foldText( text ) {
		const folded = new Folded();
		folded.add( text, 0 );
		return folded;
	}

	root.Clausemark = Object.assign( root.Clausemark || {}, { Folded, foldText } );
}( typeof globalThis === 'undefined' ? window : globalThis ) );
