<?php
// SPDX-License-Identifier: Apache-2.0

namespace Clausemark\Web;

/**
 * Who reads, as far as page views care: which pages may be named, and where they are. Each wiki implements it over its
 * own permissions; whatever it answers null for does not exist for this reader.
 */
interface Reader {
	/**
	 * @param array $document a document of the server's: at least "wiki", "key" and "title"
	 * @return array|null [ 'title' => string, 'url' => string ] as the wiki names the page now
	 */
	public function page( array $document ): ?array;

	/** Where two copies of a duplicate stand side by side; '' where the wiki has no such page. */
	public function compareUrl( string $cluster, string $region ): string;
}
