<?php
// SPDX-License-Identifier: GPL-2.0-or-later

namespace MediaWiki\Extension\Clausemark\Rest;

use MediaWiki\Extension\Clausemark\Pages\Readers;
use MediaWiki\Extension\Clausemark\Server\Views;
use MediaWiki\Rest\SimpleHandler;
use Wikimedia\ParamValidator\ParamValidator;

/** GET /clausemark/v0/clause?clause=ID&page=N: the other pages that answer a clause, for who asks. */
class ClauseHandler extends SimpleHandler {
	use Answering;

	/** @var Views */
	private $views;
	/** @var Readers */
	private $readers;

	public function __construct( Views $views, Readers $readers ) {
		$this->views = $views;
		$this->readers = $readers;
	}

	/** @inheritDoc */
	public function run() {
		$this->requireView();
		$asked = $this->getValidatedParams();
		return $this->answer( [
			'elsewhere' => $this->views->elsewhere( $asked['clause'], (string)$asked['page'], $this->readers->of( $this->getAuthority() ) ),
		] );
	}

	/** @inheritDoc */
	public function needsWriteAccess() {
		return false;
	}

	/** @inheritDoc */
	public function getParamSettings() {
		return [
			'clause' => [ self::PARAM_SOURCE => 'query', ParamValidator::PARAM_TYPE => 'string', ParamValidator::PARAM_REQUIRED => true ],
			'page' => [ self::PARAM_SOURCE => 'query', ParamValidator::PARAM_TYPE => 'integer', ParamValidator::PARAM_DEFAULT => 0 ],
		];
	}
}
