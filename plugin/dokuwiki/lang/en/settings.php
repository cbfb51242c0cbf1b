<?php
// SPDX-License-Identifier: GPL-2.0-or-later

$lang['server'] = 'Address of the Clausemark server, as this web server reaches it, such as <code>http://127.0.0.1:8013</code>. Browsers never ask it. Empty: the plugin does nothing.';
$lang['token'] = 'Token for the server, if it wants one; or the full path of a file that holds it, which keeps it out of the settings.';
$lang['wiki'] = 'Name of this wiki on the server. Two wikis on one server need two names. Empty: the title of the wiki. After a change, run <code>backfill</code>.';
$lang['namespaces'] = 'Only pages in these namespaces are given to the server, separated by spaces. Empty: all.';
$lang['exclude'] = 'Pages in these namespaces, and these pages, are not given to the server.';
$lang['reviewers'] = 'Who may accept and reject tags: users and @groups, separated by commas. Empty: whoever may edit the page.';
$lang['reconcile_hours'] = 'Hours after which wiki and server are compared behind a page view, and differences mended. 0: only by the command <code>reconcile</code>.';
$lang['warn'] = 'Before saving, warn once when an edit takes away the only evidence of a clause or repeats another page.';
$lang['warn_similarity'] = 'Repeating another page means: at least this many percent of the shorter of the two texts are the same.';
