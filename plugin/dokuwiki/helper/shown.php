<?php
// SPDX-License-Identifier: GPL-2.0-or-later

class helper_plugin_clausemark_shown extends DokuWiki_Plugin
{
    public function refresh(): void
    {
    }
}
