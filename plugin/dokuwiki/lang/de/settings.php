<?php
// SPDX-License-Identifier: GPL-2.0-or-later

$lang['server'] = 'Adresse des Clausemark-Servers, wie dieser Webserver ihn erreicht, etwa <code>http://127.0.0.1:8013</code>. Browser fragen ihn nie selbst. Leer: Das Plugin tut nichts.';
$lang['token'] = 'Token für den Server, falls er eines verlangt; oder der volle Pfad einer Datei, in der es steht, damit es nicht in den Einstellungen steht.';
$lang['wiki'] = 'Name dieses Wikis auf dem Server. Zwei Wikis an einem Server brauchen zwei Namen. Leer: der Titel des Wikis. Nach einer Änderung <code>backfill</code> ausführen.';
$lang['namespaces'] = 'Nur Seiten in diesen Namensräumen werden dem Server gegeben, durch Leerzeichen getrennt. Leer: alle.';
$lang['exclude'] = 'Seiten in diesen Namensräumen und diese Seiten werden dem Server nicht gegeben.';
$lang['reviewers'] = 'Wer Zuordnungen bestätigen und ablehnen darf: Benutzer und @Gruppen, durch Kommas getrennt. Leer: wer die Seite bearbeiten darf.';
$lang['reconcile_hours'] = 'Stunden, nach denen Wiki und Server hinter einem Seitenaufruf verglichen und Unterschiede behoben werden. 0: nur durch den Befehl <code>reconcile</code>.';
$lang['warn'] = 'Vor dem Speichern einmal warnen, wenn eine Änderung den einzigen Nachweis eines Abschnitts entfernt oder eine andere Seite wiederholt.';
$lang['warn_similarity'] = 'Eine andere Seite wiederholen heißt: mindestens so viel Prozent des kürzeren der beiden Texte sind gleich.';
