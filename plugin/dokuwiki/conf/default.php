<?php
// SPDX-License-Identifier: GPL-2.0-or-later
// Settings as they are before an administrator changes them (metadata.php says what each may be).

$conf['server'] = '';
$conf['token'] = '';
$conf['wiki'] = '';
$conf['namespaces'] = '';
$conf['exclude'] = 'playground wiki user talk';
$conf['reviewers'] = '';
$conf['reconcile_hours'] = 24;
$conf['warn'] = 0;
$conf['warn_similarity'] = 80;
