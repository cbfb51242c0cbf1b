// SPDX-License-Identifier: Apache-2.0
// Finds the place of a W3C TextQuoteSelector { exact, prefix, suffix } in a rendered page (dom-text.js). Places only
// what is certain: the words are there, and what stands before and behind them singles out one place. Everything else
// is answered with a reason, for the caller to list. A lookalike sentence is never taken.
( function ( root ) {
	'use strict';

	// Folded characters of context that count as "the same surroundings" where not all of it agrees, since a template
	// or a footnote may stand between; and how long a quote must be to stand for itself when it is the only one.
	const enough_context = 10;
	const speaks_for_itself = 40;
	const most_candidates = 20000;

	/** How many characters agree, going backwards from `end` in `text` and from the end of `prefix`. */
	function agreeingBefore( text, end, prefix ) {
		let n = 0;
		while ( n < prefix.length && n < end && text[ end - 1 - n ] === prefix[ prefix.length - 1 - n ] ) {
			n++;
		}
		return n;
	}

	function agreeingBehind( text, begin, suffix ) {
		let n = 0;
		while ( n < suffix.length && begin + n < text.length && text[ begin + n ] === suffix[ n ] ) {
			n++;
		}
		return n;
	}

	function sameBreaks( page, begin, quote ) {
		for ( let i = 1; i < quote.length; i++ ) {
			if ( page.breaks[ begin + i ] !== quote.breaks[ i ] ) {
				return false;
			}
		}
		return true;
	}

	/** Whether the words at [begin, end) are whole words wherever the quote's are. */
	function wholeWords( page, text, begin, end ) {
		const letter = /[\p{L}\p{N}]/u;
		const open = begin > 0 && !page.breaks[ begin ] && letter.test( text[ begin - 1 ] ) && letter.test( text[ begin ] );
		const closed = end < text.length && !page.breaks[ end ] && letter.test( text[ end - 1 ] ) && letter.test( text[ end ] );
		return { open, closed };
	}

	function candidatesOf( dom, quote, prefix, suffix ) {
		const text = dom.text;
		const words = quote.text;
		const found = [];
		for ( let at = text.indexOf( words ); at >= 0; at = text.indexOf( words, at + 1 ) ) {
			const end = at + words.length;
			if ( !sameBreaks( dom.folded, at, quote ) ) {
				continue;
			}
			const before = agreeingBefore( text, at, prefix );
			const behind = agreeingBehind( text, end, suffix );
			const cut = wholeWords( dom.folded, text, at, end );
			if ( ( cut.open && before === 0 ) || ( cut.closed && behind === 0 ) ) {
				continue; // "port" within "report"
			}
			found.push( { begin: at, end, before, behind } );
			if ( found.length > most_candidates ) {
				break;
			}
		}
		return found;
	}

	/** The one candidate that `test` holds for; null where there is none or more than one. */
	function only( candidates, test ) {
		const those = candidates.filter( test );
		return those.length === 1 ? those[ 0 ] : null;
	}

	/**
	 * The place of one quote: { begin, end } in the folded text, or { reason: 'empty' | 'missing' | 'ambiguous' |
	 * 'moved' }. 'moved' means that the words are there once, too short to be sure without their surroundings. On a page
	 * that has `changed` since the quote was taken, both surroundings of a short quote must be there: of two sentences that
	 * say the same, the other may be the one that is left.
	 */
	function find( dom, selector, changed ) {
		const fold = root.Clausemark.foldText;
		const quote = fold( selector.exact || '' );
		if ( quote.length === 0 ) {
			return { reason: 'empty' };
		}
		const prefix = fold( selector.prefix || '' ).text;
		const suffix = fold( selector.suffix || '' ).text;
		const candidates = candidatesOf( dom, quote, prefix, suffix );
		if ( candidates.length === 0 ) {
			return { reason: 'missing' };
		}
		const whole = ( c ) => c.before === prefix.length && c.behind === suffix.length;
		const enough = ( agreed, all ) => agreed >= Math.min( enough_context, all.length );
		if ( candidates.length > most_candidates ) {
			return { reason: 'ambiguous' }; // those not looked at may fit as well
		}
		const near = ( c ) => enough( c.before, prefix ) && enough( c.behind, suffix );
		if ( candidates.length > 1 ) {
			return only( candidates, whole ) ||
				( candidates.some( whole ) ? null : only( candidates, near ) ) || { reason: 'ambiguous' };
		}
		const one = candidates[ 0 ];
		const beside = ( prefix.length > 0 && enough( one.before, prefix ) ) ||
			( suffix.length > 0 && enough( one.behind, suffix ) );
		return ( changed ? near( one ) : beside ) || quote.length >= speaks_for_itself || prefix.length + suffix.length === 0 ?
			one : { reason: 'moved' };
	}

	/** The place of one quote as a Range, or null with why. */
	function place( dom, selector, changed ) {
		const found = find( dom, selector, changed );
		return found.reason ? { range: null, reason: found.reason } :
			{ range: dom.range( found.begin, found.end ), reason: '' };
	}

	root.Clausemark = Object.assign( root.Clausemark || {}, { anchor: { find, place } } );
}( typeof globalThis === 'undefined' ? window : globalThis ) );
