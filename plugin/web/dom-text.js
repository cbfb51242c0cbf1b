// SPDX-License-Identifier: Apache-2.0
// The visible text of a rendered wiki page, folded (text.js), each character traceable to its text node. What the
// wiki adds to the author's text is left out: footnote marks, edit links, tables of contents, our own marks.
( function ( root ) {
	'use strict';

	const left_out = [
		'script', 'style', 'noscript', 'template', 'link', 'meta', 'svg', 'textarea', 'select', 'iframe',
		'sup.reference', '.mw-editsection', '.mw-cite-backlink', '.mw-empty-elt', '#toc', '.toc', '.mw-toc', '.secedit',
		'.editbutton_section', '#dw__toc', 'sup > a.fn_top', '.fn_bot', '.printfooter', '.catlinks', '.clausemark-ui'
	].join( ',' );

	const inline = new Set( [
		'A', 'ABBR', 'ACRONYM', 'B', 'BDI', 'BDO', 'BIG', 'CITE', 'CODE', 'DATA', 'DEL', 'DFN', 'EM', 'FONT', 'I', 'INS',
		'KBD', 'LABEL', 'MARK', 'Q', 'RUBY', 'S', 'SAMP', 'SMALL', 'SPAN', 'STRIKE', 'STRONG', 'SUB', 'SUP', 'TIME',
		'TT', 'U', 'VAR', 'WBR'
	] );

	/** Reads `element` once; O(its text). */
	class DomText {
		constructor( element ) {
			this.folded = new root.Clausemark.Folded();
			this.nodes = [];
			this.starts = [];
			this.length = 0;
			this.read( element );
			this.text = this.folded.text;
		}

		read( element ) {
			// A loop, not a recursion: pages may nest as deep as they like.
			let node = element.firstChild;
			while ( node ) {
				let down = null;
				if ( node.nodeType === 3 ) {
					this.nodes.push( node );
					this.starts.push( this.length );
					this.folded.add( node.data, this.length );
					this.length += node.data.length;
				} else if ( node.nodeType === 1 && !node.matches( left_out ) ) {
					if ( !inline.has( node.tagName ) ) {
						this.folded.breakHere();
					}
					down = node.firstChild;
				}
				if ( down ) {
					node = down;
					continue;
				}
				while ( node && node !== element && !node.nextSibling ) {
					node = node.parentNode;
					if ( node && node !== element && !inline.has( node.tagName ) ) {
						this.folded.breakHere();
					}
				}
				if ( !node || node === element ) {
					return;
				}
				if ( node.nodeType === 1 && !inline.has( node.tagName ) ) {
					this.folded.breakHere();
				}
				node = node.nextSibling;
			}
		}

		/** The text node and offset of the character that folded to place `i`. */
		locate( i ) {
			const at = this.folded.at[ i ];
			let low = 0;
			let high = this.starts.length - 1;
			while ( low < high ) {
				const middle = Math.ceil( ( low + high ) / 2 );
				if ( this.starts[ middle ] <= at ) {
					low = middle;
				} else {
					high = middle - 1;
				}
			}
			return { node: this.nodes[ low ], offset: at - this.starts[ low ] };
		}

		/** A Range over [begin, end) of the folded text. */
		range( begin, end ) {
			const first = this.locate( begin );
			const last = this.locate( end - 1 );
			const range = first.node.ownerDocument.createRange();
			range.setStart( first.node, first.offset );
			range.setEnd( last.node, last.offset + 1 );
			return range;
		}
	}

	root.Clausemark = Object.assign( root.Clausemark || {}, { DomText } );
}( typeof globalThis === 'undefined' ? window : globalThis ) );
