<?php
// SPDX-License-Identifier: Apache-2.0

namespace Clausemark\Web;

/**
 * TextQuoteSelectors for the passages of a document, as the server writes them for tags: the passage's own text with
 * what stands before and behind it in the page's visible text.
 */
final class Quotes {
	private const CONTEXT = 32;

	/** @var string[] by number of passage */
	private $texts = [];

	/** @param array[] $passages "passages" of a document of the server's, in its order */
	public function __construct( array $passages ) {
		foreach ( $passages as $passage ) {
			$this->texts[] = (string)( $passage['text'] ?? '' );
		}
	}

	/** @return array|null null where there is no such passage, or it is empty */
	public function passage( int $number ): ?array {
		$text = $this->texts[$number] ?? '';
		if ( $text === '' ) {
			return null;
		}
		$before = $number > 0 ? $this->texts[$number - 1] . "\n" : '';
		$behind = isset( $this->texts[$number + 1] ) ? "\n" . $this->texts[$number + 1] : '';
		return [
			'exact' => $text,
			'prefix' => mb_substr( $before, -self::CONTEXT, null, 'UTF-8' ),
			'suffix' => mb_substr( $behind, 0, self::CONTEXT, 'UTF-8' ),
		];
	}
}
