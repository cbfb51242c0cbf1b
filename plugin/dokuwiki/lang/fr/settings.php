<?php
// SPDX-License-Identifier: GPL-2.0-or-later

$lang['server'] = 'Adresse du serveur Clausemark, telle que ce serveur web l’atteint, par exemple <code>http://127.0.0.1:8013</code>. Les navigateurs ne l’interrogent jamais. Vide : le greffon ne fait rien.';
$lang['token'] = 'Jeton pour le serveur, s’il en demande un ; ou le chemin complet d’un fichier qui le contient, ce qui le garde hors des réglages.';
$lang['wiki'] = 'Nom de ce wiki sur le serveur. Deux wikis sur un même serveur ont besoin de deux noms. Vide : le titre du wiki. Après un changement, exécutez <code>backfill</code>.';
$lang['namespaces'] = 'Seules les pages de ces catégories sont données au serveur, séparées par des espaces. Vide : toutes.';
$lang['exclude'] = 'Les pages de ces catégories, et ces pages, ne sont pas données au serveur.';
$lang['reviewers'] = 'Qui peut accepter et rejeter les étiquettes : utilisateurs et @groupes, séparés par des virgules. Vide : quiconque peut modifier la page.';
$lang['reconcile_hours'] = 'Heures après lesquelles le wiki et le serveur sont comparés derrière une consultation, et les différences corrigées. 0 : seulement par la commande <code>reconcile</code>.';
$lang['warn'] = 'Avant d’enregistrer, avertir une fois si une modification retire la seule preuve d’un article ou répète une autre page.';
$lang['warn_similarity'] = 'Répéter une autre page veut dire : au moins tant de pour cent du plus court des deux textes sont identiques.';
