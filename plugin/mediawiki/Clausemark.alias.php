<?php
// SPDX-License-Identifier: GPL-2.0-or-later
// Names of the special page.

$specialPageAliases = [];

/** English */
$specialPageAliases['en'] = [ 'Clausemark' => [ 'Clausemark' ] ];

/** German (Deutsch) */
$specialPageAliases['de'] = [ 'Clausemark' => [ 'Klauseln' ] ];

/** French (français) */
$specialPageAliases['fr'] = [ 'Clausemark' => [ 'Clauses' ] ];
