<?php
// SPDX-License-Identifier: GPL-2.0-or-later

namespace MediaWiki\Extension\Clausemark\Rest;

use MediaWiki\Page\ExistingPageRecord;
use MediaWiki\Page\PageStore;
use MediaWiki\Rest\HttpException;
use MediaWiki\Rest\Response;
use RequestContext;

/** What the REST handlers share: who may ask, whose token it is, and answers that no cache keeps. */
trait Answering {
	/** The page, for those who may read it; for others it does not exist. */
	private function readablePage( PageStore $pages, int $id ): ExistingPageRecord {
		$page = $id > 0 ? $pages->getPageById( $id ) : null;
		if ( !$page || !$this->getAuthority()->definitelyCan( 'read', $page ) ) {
			throw new HttpException( 'There is no such page', 404 );
		}
		return $page;
	}

	private function requireView(): void {
		if ( !$this->getAuthority()->isAllowed( 'clausemark-view' ) ) {
			throw new HttpException( 'The right clausemark-view is needed', 403 );
		}
	}

	/** @throws HttpException where another site may have sent the request */
	private function requireToken( string $token ): void {
		if ( $this->getSession()->getProvider()->safeAgainstCsrf() ) {
			return;
		}
		if ( !RequestContext::getMain()->getCsrfTokenSet()->matchToken( $token ) ) {
			throw new HttpException( 'The token is missing or too old', 403 );
		}
	}

	/**
	 * The fields of a JSON body, each of its type: the wiki checks that they are there, and no more.
	 *
	 * @param array $fields by name: '' for a text, 0 for a number, or the words to choose from; a field that may be
	 *  missing has such a value as its default
	 */
	private function bodyOf( array $fields ): array {
		$body = (array)$this->getValidatedBody();
		foreach ( $fields as $name => $like ) {
			$value = $body[$name] ?? null;
			$good = is_array( $like ) ? in_array( $value, $like, true ) : gettype( $value ) === gettype( $like );
			if ( !$good ) {
				throw new HttpException( "The field $name cannot be used as it is", 400 );
			}
		}
		return $body;
	}

	private function answer( array $body ): Response {
		$response = $this->getResponseFactory()->createJson( $body );
		$response->setHeader( 'Cache-Control', 'private, no-store' );
		return $response;
	}
}
