<?php
// SPDX-License-Identifier: GPL-2.0-or-later
// What each setting may be; the words for them are in lang/*/settings.php.

$meta['server'] = ['string', '_pattern' => '#^(https?://[^\s/?\#]+(/[^\s?\#]*)?)?$#i', '_caution' => 'security'];
$meta['token'] = ['password', '_code' => 'plain', '_caution' => 'security'];
$meta['wiki'] = ['string'];
$meta['namespaces'] = ['string'];
$meta['exclude'] = ['string'];
$meta['reviewers'] = ['string'];
$meta['reconcile_hours'] = ['numeric', '_min' => 0];
$meta['warn'] = ['onoff'];
$meta['warn_similarity'] = ['numeric', '_min' => 1, '_max' => 100];
