<?php
// SPDX-License-Identifier: Apache-2.0

namespace Clausemark\Web;

/**
 * Coverage of a standard by the pages that one reader may read. The server counts all pages; a count of pages that a
 * reader may not read would tell of them, so states are worked out again from the evidence that is left. With every
 * page readable the states are the server's.
 */
final class Coverage {
	/**
	 * @param array $coverage answer of GET /v1/coverage with a standard: its clauses, their parts, what is declared
	 * @param array[] $evidence rows of evidence() that the reader may see, each with "page"
	 * @return array[] clauses: clause, kind, number, title, state, parts, pages
	 */
	public static function of( array $coverage, array $evidence ): array {
		$byClause = [];
		foreach ( $evidence as $row ) {
			$byClause[$row['clause']][] = $row;
		}
		$clauses = [];
		foreach ( $coverage['clauses'] ?? [] as $clause ) {
			$id = (string)( $clause['id'] ?? '' );
			$rows = $byClause[$id] ?? [];
			$parts = self::parts( $clause, $rows );
			$clauses[] = [
				'clause' => $id,
				'kind' => (string)( $clause['kind'] ?? 'clause' ),
				'number' => (string)( $clause['number'] ?? '' ),
				'title' => (string)( $clause['title'] ?? '' ),
				'leaf' => empty( $clause['children'] ),
				'state' => self::state( $clause, $parts, $rows ),
				'parts' => $parts,
				'pages' => self::pages( $rows ),
			];
		}
		return $clauses;
	}

	/** One row of an evidence list of the server's, cut down to what states need. */
	public static function evidence( array $evidence ): array {
		return [
			'wiki' => (string)( $evidence['document']['wiki'] ?? '' ),
			'key' => (string)( $evidence['document']['key'] ?? '' ),
			'owner' => (string)( $evidence['document']['owner'] ?? '' ),
			'clause' => (string)( $evidence['tag']['clause'] ?? '' ),
			'aspects' => $evidence['tag']['aspects'] ?? [],
			'strength' => (string)( $evidence['tag']['strength'] ?? 'mention' ),
			'standing' => (string)( $evidence['tag']['standing'] ?? '' ),
			'decision' => (string)( $evidence['tag']['decision'] ?? 'suggested' ),
			'heading' => PageViews::heading( $evidence['passage']['heading_path'] ?? [] ),
		];
	}

	private static function parts( array $clause, array $rows ): array {
		$found = [];
		foreach ( $rows as $row ) {
			if ( $row['standing'] === 'counted' && $row['strength'] !== 'mention' ) {
				$found += array_fill_keys( $row['aspects'], true );
			}
		}
		$parts = [];
		foreach ( $clause['parts'] ?? [] as $part ) {
			$parts[] = [
				'name' => (string)( $part['part'] ?? '' ),
				'text' => (string)( $part['words'] ?? '' ),
				'hint' => (string)( $part['hint'] ?? '' ),
				'practice' => empty( $part['required'] ),
				'found' => isset( $found[$part['part'] ?? ''] ),
			];
		}
		return $parts;
	}

	private static function state( array $clause, array $parts, array $rows ): string {
		if ( ( $clause['state'] ?? '' ) === 'not-applicable' ) {
			return 'not-applicable';
		}
		$state = $parts ? self::found( $parts, $rows ) : 'not-assessed';
		return isset( $clause['declared'] ) && $state !== 'covered' ? 'held-elsewhere' : $state;
	}

	private static function found( array $parts, array $rows ): string {
		$any = false;
		$missing = false;
		foreach ( $parts as $part ) {
			$any = $any || $part['found'];
			$missing = $missing || ( !$part['found'] && !$part['practice'] );
		}
		if ( $any ) {
			return $missing ? 'partial' : 'covered';
		}
		$counted = array_filter( $rows, static function ( $row ) {
			return $row['standing'] === 'counted';
		} );
		return in_array( 'confirmed', array_column( $counted, 'decision' ), true ) ? 'partial' :
			( $counted ? 'mentioned' : 'none' );
	}

	/** Each page once, with the first heading that the server lists: the strongest evidence. */
	private static function pages( array $rows ): array {
		$pages = [];
		foreach ( $rows as $row ) {
			$pages[$row['key']] = $pages[$row['key']] ??
				$row['page'] + [ 'heading' => $row['heading'], 'strength' => $row['strength'], 'standing' => $row['standing'] ];
		}
		return array_values( $pages );
	}
}
