// SPDX-License-Identifier: GPL-2.0-or-later
// What the shared scripts need of MediaWiki: messages as plain text, and the wiki's own REST endpoints.
( function () {
	'use strict';

	const rest = mw.util.wikiScript( 'rest' ) + '/clausemark/v0/';

	function request( path, options ) {
		return fetch( rest + path, Object.assign( { credentials: 'same-origin', cache: 'no-store' }, options ) ).then( ( response ) => {
			if ( !response.ok ) {
				throw new Error( 'answer ' + response.status );
			}
			return response.json();
		} );
	}

	Clausemark.wiki = {
		t: ( key, ...values ) => mw.message( key, ...values ).plain(),
		get: ( path, parameters ) => request( path + '?' + new URLSearchParams( parameters ) ),
		post: ( path, body ) => new mw.Api().getToken( 'csrf' ).then( ( token ) => request( path, {
			method: 'POST',
			headers: { 'Content-Type': 'application/json' },
			body: JSON.stringify( Object.assign( { token }, body ) )
		} ) )
	};
}() );
