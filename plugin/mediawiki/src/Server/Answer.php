<?php
// SPDX-License-Identifier: GPL-2.0-or-later

namespace MediaWiki\Extension\Clausemark\Server;

/** What the server said, or that it said nothing usable. */
final class Answer {
	/** An answer of more bytes would cost more memory, once decoded, than a request of the wiki may take. */
	private const MOST_BYTES = 8 << 20;
	public const TOO_LARGE = 413;

	/** @var int HTTP status; 0: no answer, or one that is no whole JSON */
	public $status;
	/** @var array */
	public $body;

	public function __construct( int $status, array $body = [] ) {
		$this->status = $status;
		$this->body = $body;
	}

	/**
	 * From what MultiHttpClient gives back. Half an answer is none: it is no whole JSON. The client's own "error" is not
	 * looked at, since it misses all but one of the answers that end in the same moment.
	 */
	public static function fromResponse( array $response ): self {
		$status = (int)$response['code'];
		if ( strlen( (string)$response['body'] ) > self::MOST_BYTES ) {
			return new self( self::TOO_LARGE );
		}
		$body = json_decode( (string)$response['body'], true, 256 );
		if ( is_array( $body ) ) {
			return new self( $status, $body );
		}
		return new self( $status >= 400 ? $status : 0 );
	}

	public function ok(): bool {
		return $this->status >= 200 && $this->status < 300;
	}
}
