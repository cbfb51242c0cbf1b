// SPDX-License-Identifier: Apache-2.0
// Accepting and rejecting a tag from its card, for those whom the wiki lets do so. A decision needs a reason, since
// auditors read it. The wiki's own request is `send`; the wiki checks the right again.
( function ( root ) {
	'use strict';

	/** `send( item, verdict, reason )` answers a promise; `done()` draws the page's marks anew. */
	function add( box, item, t, send, done ) {
		const element = root.Clausemark.element;
		const form = box.appendChild( element( 'form', 'clausemark-review' ) );
		const label = form.appendChild( element( 'label', '', t( 'clausemark-reason' ) ) );
		const reason = label.appendChild( element( 'input', '' ) );
		reason.type = 'text';
		reason.maxLength = 500;
		reason.required = true;
		const status = element( 'p', 'clausemark-status' );
		status.setAttribute( 'role', 'status' );
		const decide = ( verdict ) => {
			if ( !reason.value.trim() ) {
				status.textContent = t( 'clausemark-reason-needed' );
				reason.focus();
				return;
			}
			const buttons = Array.from( form.querySelectorAll( 'button' ) );
			const enable = ( on ) => buttons.forEach( ( button ) => {
				button.disabled = !on;
			} );
			enable( false );
			status.textContent = t( 'clausemark-sending' );
			send( item, verdict, reason.value.trim() ).then( done, () => {
				enable( true );
				status.textContent = t( 'clausemark-not-sent' );
			} );
		};
		[ [ 'confirmed', 'clausemark-accept' ], [ 'rejected', 'clausemark-reject' ] ].forEach( ( [ verdict, key ] ) => {
			if ( item.of.decision === verdict ) {
				return;
			}
			const button = form.appendChild( element( 'button', 'clausemark-button', t( key ) ) );
			button.type = 'button';
			button.addEventListener( 'click', () => decide( verdict ) );
		} );
		form.addEventListener( 'submit', ( event ) => event.preventDefault() );
		form.appendChild( status );
	}

	root.Clausemark = Object.assign( root.Clausemark || {}, { cardReview: { add } } );
}( typeof globalThis === 'undefined' ? window : globalThis ) );
