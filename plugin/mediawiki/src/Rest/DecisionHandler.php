<?php
// SPDX-License-Identifier: GPL-2.0-or-later

namespace MediaWiki\Extension\Clausemark\Rest;

use MediaWiki\Extension\Clausemark\Server\Client;
use MediaWiki\Extension\Clausemark\Server\Findings;
use MediaWiki\Page\PageStore;
use MediaWiki\Rest\HttpException;
use MediaWiki\Rest\SimpleHandler;
use MediaWiki\Rest\Validator\JsonBodyValidator;
use Wikimedia\ParamValidator\ParamValidator;

/** POST /clausemark/v0/decision: somebody accepts or rejects a tag of a page, with a reason and under their own name. */
class DecisionHandler extends SimpleHandler {
	use Answering;

	/** @var Client */
	private $client;
	/** @var Findings */
	private $findings;
	/** @var PageStore */
	private $pages;

	public function __construct( Client $client, Findings $findings, PageStore $pages ) {
		$this->client = $client;
		$this->findings = $findings;
		$this->pages = $pages;
	}

	/** @inheritDoc */
	public function run() {
		$asked = $this->bodyOf( [ 'page' => 0, 'tag' => '', 'verdict' => [ 'confirmed', 'rejected' ], 'reason' => '', 'token' => '' ] );
		$this->requireToken( $asked['token'] );
		$page = $this->readablePage( $this->pages, $asked['page'] );
		if ( !$this->getAuthority()->authorizeWrite( 'clausemark-review', $page ) ) {
			throw new HttpException( 'The right clausemark-review is needed', 403 );
		}
		$answer = $this->client->askForReader( [ [ 'POST', '/v1/decisions', [], [
			'tag' => $this->client->page( $page->getId() ) + [ 'annotation' => $asked['tag'] ],
			'verdict' => $asked['verdict'],
			'reason' => $asked['reason'],
			'who' => $this->getAuthority()->getUser()->getName(),
		] ] ] )[0];
		if ( !$answer->ok() ) {
			// 404 and 409: the words have changed since; the reader reloads. Everything else is no matter of theirs.
			throw new HttpException( 'The decision was not kept', in_array( $answer->status, [ 404, 409, 422 ], true ) ? 409 : 502 );
		}
		$this->findings->forget();
		return $this->answer( [ 'verdict' => $asked['verdict'] ] );
	}

	/** @inheritDoc */
	public function getBodyValidator( $contentType ) {
		if ( $contentType !== 'application/json' ) {
			throw new HttpException( 'The body must be JSON', 415 );
		}
		$needed = [ self::PARAM_SOURCE => 'body', ParamValidator::PARAM_TYPE => 'string', ParamValidator::PARAM_REQUIRED => true ];
		return new JsonBodyValidator( [
			'page' => [ ParamValidator::PARAM_TYPE => 'integer' ] + $needed,
			'tag' => $needed,
			'verdict' => $needed,
			'reason' => $needed,
			'token' => [ ParamValidator::PARAM_REQUIRED => false, ParamValidator::PARAM_DEFAULT => '' ] + $needed,
		] );
	}
}
