<?php
// SPDX-License-Identifier: Apache-2.0

namespace Clausemark\Web;

/**
 * What one edit did to what a page answers, in short, for lists of changes: clauses that it gained or lost, and what it
 * repeats of other pages. Made of the comparison that the server gives for a text before it is stored; small enough to
 * be kept with each revision, so that a list of changes asks no server.
 */
final class EditEffect {
	/** Clauses, and copies, that one hint names: an edit that does more is another page. */
	private const MOST = 12;

	/**
	 * @param PageViews $views knows the standards in force
	 * @param array $analysis answer of POST /v1/analyze with "stored"
	 * @return array|null [ lost, gained: clauses as views name them, copies: [ document, similarity ] ]; null where
	 *  the edit did nothing of this
	 */
	public static function of( PageViews $views, array $analysis ): ?array {
		$difference = $analysis['difference'] ?? [];
		$effect = [
			'lost' => self::clauses( $views, $difference['clauses_lost'] ?? [] ),
			'gained' => self::clauses( $views, $difference['clauses_gained'] ?? [] ),
			'copies' => self::copies( $difference['duplicates'] ?? [] ),
		];
		return array_filter( $effect ) ? $effect : null;
	}

	/** As much of an effect as this reader may know: copies of pages that may be read, each with "page". */
	public static function shown( array $effect, Reader $reader ): array {
		$copies = [];
		foreach ( $effect['copies'] ?? [] as $copy ) {
			$page = $reader->page( $copy['document'] ?? [] );
			if ( $page !== null ) {
				$copies[] = [ 'page' => $page, 'similarity' => (float)( $copy['similarity'] ?? 0 ) ];
			}
		}
		return [ 'lost' => $effect['lost'] ?? [], 'gained' => $effect['gained'] ?? [], 'copies' => $copies ];
	}

	private static function clauses( PageViews $views, array $changes ): array {
		$found = [];
		foreach ( $changes as $change ) {
			$clause = $views->clause( $change );
			if ( $clause !== null && count( $found ) < self::MOST ) {
				$found[] = $clause;
			}
		}
		return $found;
	}

	/** Each page that a copy names, once; the most alike first, as the server has them. */
	private static function copies( array $duplicates ): array {
		$found = [];
		foreach ( $duplicates as $copy ) {
			foreach ( empty( $copy['known'] ) ? ( $copy['pages'] ?? [] ) : [] as $document ) {
				$named = [ 'wiki' => (string)( $document['wiki'] ?? '' ), 'key' => (string)( $document['key'] ?? '' ),
					'title' => (string)( $document['title'] ?? '' ) ];
				$found[$named['wiki'] . "\n" . $named['key']] ??= [ 'document' => $named, 'similarity' => (float)( $copy['similarity'] ?? 0 ) ];
			}
		}
		return array_slice( array_values( $found ), 0, self::MOST );
	}
}
