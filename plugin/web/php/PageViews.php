<?php
// SPDX-License-Identifier: Apache-2.0

namespace Clausemark\Web;

/**
 * Makes page views (README.md, "The page view") of the server's answers. Every field is named here: what the server
 * says beyond them goes nowhere. Whatever names a page goes through the reader; what is left of a finding without the
 * pages the reader may not read is shown, or nothing. Counts are of what is left.
 */
final class PageViews {
	/**
	 * Codes of checks that depend on one page alone: citations, editions, directives, words, document control. Not in it:
	 * clauses that only this page answers (CM808), copies and values (they have views of their own), headings of other pages.
	 */
	private const CHECKS_OF_A_PAGE = '/^CM(20[1-4]|62[123]|63[1-9]|7[01]\d|80[1-79]|81[12])$/D';
	private const DEAD_LINK = 'CM623';

	/** @var Reader */
	private $reader;
	/** @var array[] standards in force by id: id, name, slot */
	private $standards = [];

	/** @param array $coverage answer of GET /v1/coverage without a standard: the standards in force */
	public function __construct( Reader $reader, array $coverage ) {
		$this->reader = $reader;
		foreach ( $coverage['standards'] ?? [] as $slot => $row ) {
			$id = (string)( $row['standard']['id'] ?? '' );
			$this->standards[$id] = [ 'id' => $id, 'name' => (string)( $row['standard']['name'] ?? $id ), 'slot' => $slot % 6 ];
		}
	}

	/** A view that shows nothing, for a page that the server does not have or could not be asked about. */
	public static function nothing( string $state ): array {
		return [ 'state' => $state, 'revision' => '', 'canReview' => false, 'standards' => [], 'tags' => [],
			'duplicates' => [], 'conflicts' => [], 'checks' => [] ];
	}

	/**
	 * @param array $annotations answer of GET /v1/annotations
	 * @param array $document answer of GET /v1/document
	 * @param array $duplicates answer of GET /v1/duplicates for this page
	 * @param array $conflicts answer of GET /v1/conflicts for this page
	 * @param array[] $coverage answers of GET /v1/coverage with a standard: which parts clauses have; may be empty
	 * @param array $diagnostics answer of GET /v1/diagnostics for this page; may be empty
	 */
	public function view( array $annotations, array $document, array $duplicates, array $conflicts, array $coverage,
		array $diagnostics = []
	): array {
		$quotes = new Quotes( $document['passages'] ?? [] );
		$key = (string)( $annotations['document']['key'] ?? '' );
		$wiki = (string)( $annotations['document']['wiki'] ?? '' );
		return [
			'standards' => array_values( $this->standards ),
			'revision' => (string)( $annotations['document']['revision'] ?? '' ),
			'tags' => $this->tags( $annotations['items'] ?? [], self::parts( $coverage ), $annotations['clauses'] ?? [] ),
			'duplicates' => $this->duplicates( $duplicates['duplicates'] ?? [], $wiki, $key, $quotes ),
			'conflicts' => $this->conflicts( $conflicts['conflicts'] ?? [], $wiki, $key, $quotes ),
			'checks' => self::checks( $diagnostics['diagnostics'] ?? [] ),
		] + self::nothing( 'current' );
	}

	/**
	 * What a draft answers, gains and loses against the page as the server has it.
	 *
	 * @param array $analysis answer of POST /v1/analyze; with "stored" in the question, also what is copied from elsewhere
	 * @param array $stored answer of GET /v1/annotations for the page; empty for a new page
	 * @param array[] $coverage as for view()
	 */
	public function draft( array $analysis, array $stored, array $coverage ): array {
		$parts = self::parts( $coverage );
		$now = $this->firstOfEach( $this->tags( $analysis['annotations'] ?? [], $parts, $analysis['clauses'] ?? [] ) );
		$before = $this->firstOfEach( $this->tags( $stored['items'] ?? [], $parts ) );
		return [
			'standards' => array_values( $this->standards ),
			'tags' => array_values( $now ),
			'gained' => array_values( array_diff_key( $now, $before ) ),
			'lost' => array_values( array_diff_key( $before, $now ) ),
			'duplicates' => $this->copies( $analysis['difference']['duplicates'] ?? [] ),
			'checks' => self::checks( $analysis['checks'] ?? [] ),
		] + self::nothing( 'current' );
	}

	/** What a draft repeats of other pages that it did not repeat before, one entry a copy, of a page that may be read. */
	private function copies( array $copies ): array {
		$found = [];
		foreach ( $copies as $copy ) {
			$page = null;
			$first = true; // the server's heading is that of the first page, which may be one to keep silent about
			foreach ( $copy['pages'] ?? [] as $document ) {
				$page = $this->reader->page( $document );
				if ( $page !== null ) {
					break;
				}
				$first = false;
			}
			if ( $page === null || !empty( $copy['known'] ) ) {
				continue;
			}
			$found[] = [
				'id' => '',
				'similarity' => (float)( $copy['similarity'] ?? 0 ),
				// Of the shorter of the two: a section that is pasted into a long page is all there.
				'containment' => (float)( $copy['containment'] ?? $copy['similarity'] ?? 0 ),
				'page' => $page + [ 'heading' => $first ? self::heading( $copy['other']['heading_path'] ?? [] ) : '' ],
				'here' => '',
				'differences' => [],
				'intended' => false,
				'url' => '',
				'places' => isset( $copy['selector'] ) ? [ self::quote( $copy['selector'][0] ?? [] ) ] : [],
			];
		}
		return $found;
	}

	/** One tag a clause, the strongest. */
	private function firstOfEach( array $tags ): array {
		$rank = [ 'commitment' => 3, 'description' => 2, 'mention' => 1 ];
		$first = [];
		foreach ( $tags as $tag ) {
			$held = $first[$tag['clause']] ?? null;
			if ( !$held || ( $rank[$tag['strength']] ?? 0 ) > ( $rank[$held['strength']] ?? 0 ) ) {
				$tag['evidence'] = [];
				$first[$tag['clause']] = $tag;
			}
		}
		uksort( $first, 'strnatcmp' );
		return $first;
	}

	/**
	 * Tags of annotations, of standards in force only.
	 *
	 * @param array[] $annotations
	 * @param array[] $parts by clause: its parts (parts())
	 * @param array[] $cards what the server says of each clause beyond its tags; may be empty
	 */
	public function tags( array $annotations, array $parts, array $cards = [] ): array {
		$tags = [];
		$found = [];
		$cards = array_column( $cards, null, 'id' );
		foreach ( $annotations as $annotation ) {
			$said = $annotation['clausemark'] ?? [];
			$tag = $this->clause( $said['about'] ?? [] );
			if ( $tag === null ) {
				continue;
			}
			$evidence = [];
			foreach ( $annotation['target'] ?? [] as $target ) {
				$evidence[] = self::quote( $target['selector'][0] ?? [] );
			}
			$tags[] = $tag + [
				'id' => (string)( $annotation['id'] ?? '' ),
				'decision' => (string)( $said['decision'] ?? 'suggested' ),
				'by' => (string)( $said['by'] ?? '' ),
				'at' => (string)( $said['at'] ?? '' ),
				'reason' => (string)( $said['reason'] ?? '' ),
				'strength' => (string)( $said['strength'] ?? 'mention' ),
				'standing' => (string)( $said['standing'] ?? 'counted' ),
				'evidence' => $evidence,
				'corresponding' => $this->corresponding( $cards[$tag['clause']]['corresponding'] ?? [] ),
				'elsewhere' => [],
			];
			if ( ( $said['strength'] ?? 'mention' ) !== 'mention' ) {
				$found[$tag['clause']] = ( $found[$tag['clause']] ?? [] ) + array_fill_keys( $said['aspects'] ?? [], true );
			}
		}
		foreach ( $tags as &$tag ) {
			$tag['aspects'] = self::aspects( $parts[$tag['clause']] ?? [], $found[$tag['clause']] ?? [] );
		}
		return $tags;
	}

	/** Clauses of the other standards in force that ask for the same, or for some of it. */
	private function corresponding( array $rows ): array {
		$found = [];
		foreach ( $rows as $row ) {
			$clause = $this->clause( $row );
			if ( $clause !== null ) {
				$found[] = $clause + [ 'relation' => (string)( $row['relation'] ?? 'intersects' ) ];
			}
		}
		return $found;
	}

	private static function aspects( array $parts, array $found ): array {
		$aspects = [ 'answered' => [], 'missing' => [] ];
		foreach ( $parts as $part ) {
			$aspects[isset( $found[$part['name']] ) ? 'answered' : 'missing'][] = $part;
		}
		return $aspects;
	}

	/** A clause as views name it; null where its standard is not in force. */
	public function clause( array $about ): ?array {
		$standard = $this->standards[$about['standard'] ?? ''] ?? null;
		return $standard === null ? null : [
			'clause' => (string)( $about['id'] ?? '' ),
			'kind' => (string)( $about['kind'] ?? 'clause' ),
			'number' => (string)( $about['number'] ?? '' ),
			'standard' => $standard['id'],
			'standardName' => $standard['name'],
			'title' => (string)( $about['title'] ?? '' ),
		];
	}

	/**
	 * The parts of each clause that rules look for.
	 *
	 * @param array[] $coverage answers of GET /v1/coverage with a standard
	 */
	public static function parts( array $coverage ): array {
		$parts = [];
		foreach ( $coverage as $answer ) {
			foreach ( $answer['clauses'] ?? [] as $clause ) {
				foreach ( $clause['parts'] ?? [] as $part ) {
					$parts[(string)( $clause['id'] ?? '' )][] = [
						'name' => (string)( $part['part'] ?? '' ),
						'text' => (string)( $part['words'] ?? '' ),
						'practice' => empty( $part['required'] ),
						'hint' => (string)( $part['hint'] ?? '' ),
					];
				}
			}
		}
		return $parts;
	}

	/** The copies of this page's passages on other pages, most alike first as the server has them. */
	public function duplicates( array $clusters, string $wiki, string $key, Quotes $quotes ): array {
		$found = [];
		foreach ( $clusters as $cluster ) {
			$members = $cluster['members'] ?? [];
			foreach ( $cluster['regions'] ?? [] as $region ) {
				foreach ( [ [ 'left', 'right' ], [ 'right', 'left' ] ] as [ $here, $there ] ) {
					$mine = $members[$region[$here] ?? -1] ?? null;
					$other = $members[$region[$there] ?? -1] ?? null;
					if ( !$mine || !$other || !self::isPage( $mine['document'] ?? [], $wiki, $key ) ) {
						continue;
					}
					$page = $this->reader->page( $other['document'] ?? [] );
					if ( $page === null ) {
						continue;
					}
					$found[] = [
						'id' => (string)( $region['key'] ?? '' ),
						'similarity' => (float)( $region['similarity'] ?? 0 ),
						'page' => $page + [ 'heading' => self::heading( $other['heading_path'] ?? [] ) ],
						// The server's "here" is the region's left side, whichever page is looked at.
						'here' => $here === 'left' ? '' : $page['title'],
						'differences' => array_map( static function ( $difference ) {
							return (string)( $difference['explanation'] ?? '' );
						}, array_slice( $region['differences'] ?? [], 0, 8 ) ),
						'intended' => !empty( $region['intended'] ) || !empty( $cluster['decision'] ),
						'url' => $this->reader->compareUrl( (string)( $cluster['id'] ?? '' ), (string)( $region['key'] ?? '' ) ),
						'places' => self::firstOf( $quotes, (int)( $region[$here . '_passages'][0] ?? 0 ),
							(int)( $region[$here . '_passages'][1] ?? 0 ) ),
					];
					break;
				}
			}
		}
		return $found;
	}

	/** Parameters that this page and at least one other page that may be read give different values. */
	public function conflicts( array $conflicts, string $wiki, string $key, Quotes $quotes ): array {
		$found = [];
		foreach ( $conflicts as $conflict ) {
			$values = [];
			$places = [];
			foreach ( $conflict['values'] ?? [] as $value ) {
				$pages = [];
				$written = null; // as a page that may be read writes it
				foreach ( $value['statements'] ?? [] as $statement ) {
					$page = $this->reader->page( $statement['document'] ?? [] );
					if ( $page === null ) {
						continue;
					}
					$pages[$page['url']] = $page + [ 'heading' => self::heading( $statement['heading_path'] ?? [] ) ];
					$written = $written ?? (string)( $statement['fact']['written'] ?? '' );
					if ( self::isPage( $statement['document'], $wiki, $key ) ) {
						$places[] = $quotes->passage( (int)( $statement['fact']['passage'] ?? -1 ) );
					}
				}
				if ( $pages ) {
					$values[] = [ 'written' => $written, 'pages' => array_values( $pages ) ];
				}
			}
			if ( count( $values ) > 1 ) {
				$found[] = [
					'id' => (string)( $conflict['key'] ?? '' ),
					'parameter' => (string)( $conflict['parameter'] ?? '' ),
					'explanation' => ucfirst( str_replace( '-', ' ', (string)( $conflict['parameter'] ?? '' ) ) ),
					'values' => $values,
					'places' => array_values( array_filter( $places ) ),
				];
			}
		}
		return $found;
	}

	/**
	 * Checks of a page's own words. Others name pages that the reader may not read, or tell of them by what they count;
	 * the hint of a link that leads nowhere names the page it may mean.
	 */
	private static function checks( array $diagnostics ): array {
		$found = [];
		foreach ( $diagnostics as $diagnostic ) {
			$code = (string)( $diagnostic['code'] ?? '' );
			$at = $diagnostic['at'] ?? [];
			$elsewhere = array_filter( $diagnostic['related'] ?? [], static function ( $place ) use ( $at ) {
				return !self::isPage( $place, (string)( $at['wiki'] ?? '' ), (string)( $at['key'] ?? '' ) );
			} );
			if ( !preg_match( self::CHECKS_OF_A_PAGE, $code ) || $elsewhere || !empty( $diagnostic['suppressed'] ) ) {
				continue;
			}
			$selector = $at['selector'][0] ?? null;
			$found[] = [
				'code' => $code,
				'severity' => (string)( $diagnostic['severity'] ?? 'note' ),
				'message' => (string)( $diagnostic['message'] ?? '' ),
				'hint' => $code === self::DEAD_LINK ? '' : (string)( $diagnostic['hint'] ?? '' ),
				'places' => $selector ? [ self::quote( $selector ) ] : [],
			];
		}
		return $found;
	}

	/** The first passage of a region that is more than a word: where its mark stands. */
	private static function firstOf( Quotes $quotes, int $begin, int $end ): array {
		for ( $number = $begin; $number < $end; $number++ ) {
			$quote = $quotes->passage( $number );
			if ( $quote !== null ) {
				return [ $quote ];
			}
		}
		return [];
	}

	public static function quote( array $selector ): array {
		return [ 'exact' => (string)( $selector['exact'] ?? '' ), 'prefix' => (string)( $selector['prefix'] ?? '' ),
			'suffix' => (string)( $selector['suffix'] ?? '' ) ];
	}

	public static function heading( array $path ): string {
		return $path ? (string)end( $path ) : '';
	}

	private static function isPage( array $document, string $wiki, string $key ): bool {
		return ( $document['wiki'] ?? '' ) === $wiki && ( $document['key'] ?? '' ) === $key;
	}
}
