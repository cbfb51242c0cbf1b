<?php
// SPDX-License-Identifier: GPL-2.0-or-later

use dokuwiki\Extension\RemotePlugin;
use dokuwiki\Remote\AccessDeniedException;
use dokuwiki\Remote\RemoteException;

/**
 * The wiki's remote API: what the marks of a page say, for programs, as far as whoever is asking may know it.
 */
class remote_plugin_clausemark extends RemotePlugin
{
    /**
     * The clauses that a page answers, with their words; what is written twice and what differs (web/README.md, "The page view")
     *
     * @param string $id of a page
     * @return array the page view
     */
    public function page($id)
    {
        $id = cleanID($id);
        /** @var helper_plugin_clausemark_pages $pages */
        $pages = plugin_load('helper', 'clausemark_pages');
        // A page that may not be read and one that is not there answer the same.
        if (!$pages->covers($id) || auth_quickaclcheck($id) < AUTH_READ || !page_exists($id))
            throw new AccessDeniedException('There is no such page for you.', 111);
        $view = plugin_load('helper', 'clausemark_view')->ofPage($id);
        if ($view['state'] === 'unavailable') throw new RemoteException('Clausemark cannot be asked at the moment.', 1);
        return $view;
    }
}
