<?php
// SPDX-License-Identifier: GPL-2.0-or-later

namespace dokuwiki\plugin\clausemark;

use dokuwiki\Menu\Item\AbstractItem;

/**
 * The way to the reports, among the tools of the site.
 */
class MenuItem extends AbstractItem
{
    /** @inheritdoc */
    public function __construct(string $label = '')
    {
        $this->type = 'clausemark';
        $this->label = $label;
        $this->svg = __DIR__ . '/admin.svg';
        parent::__construct();
    }

    /** @inheritdoc */
    public function getType()
    {
        return 'clausemark';
    }
}
