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
	/** @var int seconds after which a busy server wants to be asked again */
	public $retryAfter = 1;

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
		$answer = is_array( $body ) ? new self( $status, $body ) : new self( $status >= 400 ? $status : 0 );
		$answer->retryAfter = max( 1, (int)( $response['headers']['retry-after'] ?? 1 ) );
		return $answer;
	}

	public function ok(): bool {
		return $this->status >= 200 && $this->status < 300;
	}
}
