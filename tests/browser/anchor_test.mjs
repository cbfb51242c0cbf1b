// SPDX-License-Identifier: Apache-2.0
// Placing quotes in rendered pages: what is certain is placed on exactly its words, what is not is left with a reason.
// Runs in the real browser, on markup as MediaWiki and DokuWiki write it.
import { test, before, after } from 'node:test';
import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import { launch } from './browser.mjs';

const web = ( name ) => fileURLToPath( new URL( '../../plugin/web/' + name, import.meta.url ) );
let browser;
let page;

before( async () => {
	browser = await launch();
	page = await browser.newPage();
	await page.goto( 'about:blank' );
	for ( const name of [ 'text.js', 'dom-text.js', 'anchor.js', 'marks.js' ] ) {
		await page.addScriptTag( { path: web( name ) } );
	}
} );
after( () => browser.close() );

/** The words that a quote was placed on, or the reason why it was not; `changed`: the page is another since. */
const placing = ( html, [ exact, prefix = '', suffix = '' ], changed = false ) => page.evaluate( ( [ markup, selector, other ] ) => {
	document.body.innerHTML = markup;
	const found = Clausemark.anchor.place( new Clausemark.DomText( document.body ), selector, other );
	return found.range ? found.range.toString() : '(' + found.reason + ')';
}, [ html, { exact, prefix, suffix }, changed ] );
const place = ( html, ...quote ) => placing( html, quote );

const cases = [
	[ 'plain words', '<p>Staff must lock screens.</p>', [ 'must lock', 'Staff ', ' screens' ], 'must lock' ],
	[ 'words over bold, links and code', '<p>Staff <b>must <i>lock</i></b> <a href="x">their</a> <code>screens</code>.</p>',
		[ 'must lock their screens', 'Staff ', '.' ], 'must lock their screens' ],
	[ 'white space that the source breaks differently', '<p>Staff must\n\t lock&nbsp;screens.</p>', [ 'must lock screens', 'Staff ', '.' ],
		'must\n\t lock\u00a0screens' ],
	[ 'curly quotes, dashes and an ellipsis', '<p>The “owner’s” copy – all of it… counts.</p>',
		[ '"owner\'s" copy - all of it... counts', 'The ', '.' ], '“owner’s” copy – all of it… counts' ],
	[ 'soft hyphens and zero-width characters', '<p>The in\u00ADfor\u200Bmation is kept.</p>', [ 'information', 'The ', ' is' ],
		'in\u00ADfor\u200Bmation' ],
	[ 'words around a footnote mark', '<p>Keep logs<sup class="reference"><a href="#n">[1]</a></sup> for 90 days.</p>',
		[ 'Keep logs for 90 days', '', '.' ], 'Keep logs[1] for 90 days' ],
	[ 'a row across its cells', '<table><tr><td>Logs</td><td>90 days</td></tr></table>', [ 'Logs 90 days' ], 'Logs90 days' ],
	[ 'a quote across items and paragraphs', '<p>Staff must:</p><ul><li>lock</li><li>log out</li></ul>', [ 'must:\nlock\nlog out', 'Staff ' ],
		'must:locklog out' ],
	[ 'accents written apart from their letters', '<p>Das Bu\u0308ro schließt.</p>', [ 'Büro', 'Das ', ' schließt' ], 'Bu\u0308ro' ],
	[ 'right-to-left words with direction marks', '<p>כל העובדים \u200Fחייבים לנעול.</p>', [ 'חייבים לנעול', 'כל העובדים ', '.' ], 'חייבים לנעול' ],
	[ 'the one of two that stands in its surroundings', '<p>Keep it one year. Ask the owner.</p><p>Burn it. Ask the owner.</p>',
		[ 'Ask the owner', 'Burn it. ', '.' ], 'Ask the owner' ],
	[ 'nothing where both surroundings are the same', '<p>Keep it. Ask him.</p><p>Keep it. Ask him.</p>', [ 'Ask him', 'Keep it. ', '.' ], '(ambiguous)' ],
	[ 'nothing where the words are gone', '<p>Staff may lock screens.</p>', [ 'must lock', 'Staff ', ' screens' ], '(missing)' ],
	[ 'nothing for a short quote in other surroundings', '<p>Nobody keeps the logs at all.</p>', [ 'the logs', 'Retain all of ', ' for one year' ], '(moved)' ],
	[ 'a long quote whose surroundings changed', '<p>Now: every member of staff must lock the screen when leaving. New.</p>',
		[ 'every member of staff must lock the screen when leaving', 'Old words. ', ' Old end' ], 'every member of staff must lock the screen when leaving' ],
	[ 'no part of a longer word', '<p>This is a report.</p>', [ 'port', 'air', 'side' ], '(missing)' ],
	[ 'no words that only look alike without spaces', '<p>They are now here to stay.</p>', [ 'nowhere', 'are ', ' to stay' ], '(missing)' ],
	[ 'nothing in a table of contents', '<div id="toc">Backup of data</div><p>None.</p>', [ 'Backup of data' ], '(missing)' ],
	[ 'nothing in an edit link', '<h2>Backup<span class="mw-editsection">[edit]</span></h2>', [ 'edit' ], '(missing)' ],
	[ 'words beside a comment in the markup', '<p>Staff <!-- x -->must lock.</p>', [ 'Staff must lock' ], 'Staff must lock' ]
];
for ( const [ name, html, quote, expected ] of cases ) {
	test( 'places ' + name, async () => assert.equal( await place( html, ...quote ), expected ) );
}

const changed = [
	[ 'the other of two sentences, where one is gone, is not taken for it', '<p>Burn it. Ask the owner. Then file the sheet.</p>',
		[ 'Ask the owner', 'Keep it for one year. ', '. Then file the sheet.' ], '(moved)', 'Ask the owner' ],
	[ 'a sentence that stands as it did is found', '<p>New words. Keep it for one year. Ask the owner. Then file the sheet. More.</p>',
		[ 'Ask the owner', 'Keep it for one year. ', '. Then file the sheet.' ], 'Ask the owner', 'Ask the owner' ]
];
for ( const [ name, html, quote, expected, unchanged ] of changed ) {
	test( 'on a page that has changed, ' + name, async () => {
		assert.equal( await placing( html, quote, true ), expected );
		assert.equal( await placing( html, quote ), unchanged, 'on a page that is as it was' );
	} );
}

test( 'words that stand a thousand times are placed where their surroundings are, and nowhere where these stand twice', async () => {
	const many = ( own ) => Array.from( { length: 1200 }, ( _, i ) => `<p>Rule ${ own.includes( i ) ? 'of the vault' : i }: ask the owner of it.</p>` ).join( '' );
	assert.equal( await place( many( [ 900 ] ), 'ask the owner', 'Rule of the vault: ', ' of it.' ), 'ask the owner' );
	assert.equal( await place( many( [ 3, 1100 ] ), 'ask the owner', 'Rule of the vault: ', ' of it.' ), '(ambiguous)' );
} );

test( 'a page of 2 MB is read and searched', async () => {
	const found = await page.evaluate( () => {
		document.body.innerHTML = '<p>' + 'All staff lock screens when they leave. '.repeat( 50000 ) + 'Here it is.</p>';
		return Clausemark.anchor.find( new Clausemark.DomText( document.body ), { exact: 'Here it is', prefix: 'leave. ', suffix: '.' } );
	} );
	assert.equal( found.reason, undefined );
} );

test( 'a page nested 20,000 deep is read', async () => {
	const words = await page.evaluate( () => {
		const outermost = document.createElement( 'div' );
		let inner = outermost;
		for ( let i = 0; i < 20000; i++ ) {
			inner = inner.appendChild( document.createElement( 'div' ) );
		}
		inner.textContent = 'deep words';
		return new Clausemark.DomText( outermost ).text;
	} );
	assert.equal( words, 'deepwords' );
} );

test( 'a page of 5,000 words gets 200 marks in slices of 12 ms, with rests between them', async () => {
	const seen = await page.evaluate( async () => {
		document.body.innerHTML = Array.from( { length: 200 }, ( _, i ) =>
			'<p>Rule ' + i + ': ' + 'many words stand here '.repeat( 6 ) + '.</p>' ).join( '' );
		const tags = Array.from( { length: 200 }, ( _, i ) => ( { clause: 'c', kind: 'control', number: '1', standard: 's', standardName: 'S', title: 't',
			decision: 'suggested', evidence: [ { exact: 'Rule ' + i + ': many words', prefix: '', suffix: ' stand here' } ] } ) );
		// A clock that goes on by 3 ms whenever somebody looks at it: a slice has room for four findings, on any machine.
		let now = 0;
		performance.now = () => ( now += 3 );
		let rests = 0;
		const later = window.setTimeout;
		window.setTimeout = ( work, wait ) => {
			rests++;
			return later( work, wait );
		};
		const marks = new Clausemark.Marks( document.body, { standards: [ { id: 's', slot: 0 } ], tags }, { t: ( key ) => key } );
		await marks.show();
		delete performance.now;
		window.setTimeout = later;
		return { rests, chips: document.querySelectorAll( '.clausemark-chip' ).length, words: document.body.textContent.split( /\s+/ ).length };
	} );
	assert.equal( seen.chips, 200 );
	assert.ok( seen.words > 4900, String( seen.words ) );
	// Placing and drawing, four at a time.
	assert.ok( seen.rests >= 2 * 200 / 4 - 2, String( seen.rests ) );
} );
