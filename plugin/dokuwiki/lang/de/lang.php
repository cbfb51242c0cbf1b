<?php
// SPDX-License-Identifier: GPL-2.0-or-later

// The browser's messages are those of web/, shared with the other wiki.
$lang['js'] = array_diff_key(json_decode(file_get_contents(__DIR__ . '/../../web/i18n/de.json'), true), ['@metadata' => 0]) + ($lang['js'] ?? []);
