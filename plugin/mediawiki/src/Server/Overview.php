<?php
// SPDX-License-Identifier: GPL-2.0-or-later

namespace MediaWiki\Extension\Clausemark\Server;

use Clausemark\Web\Coverage;
use MediaWiki\Extension\Clausemark\Pages\WikiReader;

/** Coverage of the standards in force, of the pages that one reader may read. */
class Overview {
	/** @var Findings */
	private $findings;

	public function __construct( Findings $findings ) {
		$this->findings = $findings;
	}

	/** @return string[] names of the standards in force, by id */
	public function standards(): array {
		return array_column( array_column( $this->findings->inForce()['standards'] ?? [], 'standard' ), 'name', 'id' );
	}

	/** @return array[]|null clauses of Coverage::of(); null where the server cannot be asked */
	public function clauses( string $standard, WikiReader $reader ): ?array {
		$coverage = $this->findings->coverage()[$standard] ?? null;
		$evidence = $this->evidence( $reader );
		return $coverage === null || $evidence === null ? null : Coverage::of( $coverage, $evidence );
	}

	/** One clause by its id, "iso27001:2022/A.5.24"; null where there is none in force, or nobody to ask. */
	public function clause( string $id, WikiReader $reader ): ?array {
		foreach ( $this->clauses( explode( '/', $id )[0], $reader ) ?? [] as $clause ) {
			if ( $clause['clause'] === $id ) {
				return $clause;
			}
		}
		return null;
	}

	/** @return array[]|null what the reader may see of the evidence, each row with its page */
	public function evidence( WikiReader $reader ): ?array {
		$rows = $this->findings->evidence();
		if ( $rows === null ) {
			return null;
		}
		$seen = [];
		foreach ( $rows as $row ) {
			$page = $reader->page( $row );
			if ( $page !== null ) {
				$seen[] = $row + [ 'page' => $page ];
			}
		}
		return $seen;
	}
}
