// SPDX-License-Identifier: Apache-2.0
// Makes docs/images/dokuwiki-*.png anew: `node dokuwiki_pictures.mjs [FOLDER]`. The wiki has the pages of the tests and
// those of the sample that are written for DokuWiki.
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';

import { openBed } from './bed.mjs';
import { project } from './clausemark.mjs';
import { startDokuWiki } from './dokuwiki.mjs';
import { pages, restore, rights, users } from './dokuwiki_pages.mjs';
import { openPage } from './page.mjs';
import { until } from './processes.mjs';

const folder = process.argv[2] ?? join(project, 'docs/images');
const sample = join(project, 'corpus/sample');

async function samplePages() {
    const found = {};
    for (const space of await readdir(sample, { withFileTypes: true })) {
        if (!space.isDirectory()) continue;
        for (const name of await readdir(join(sample, space.name)))
            if (name.endsWith('.txt')) found[`${space.name}:${name.slice(0, -4)}`] = await readFile(join(sample, space.name, name), 'utf8');
    }
    return found;
}

const samples = await samplePages();
// Whoever looks owns some pages, and has one to put clauses on.
const me = 'Information Security Manager';
users.ed.full = me;
const own = {
    'security:backup': pages['security:backup'].replace('Ed Writer', me),
    'security:overview': `====== How we keep data ======

Backups: {{clausemark>A.8.13}}. Clocks: {{clausemark>A.8.17}}.

{{clausemark>policies A.8.13}}

{{clausemark>policies A.5.18}}

===== Still open in the service management system =====

{{clausemark>coverage iso20000-1:2018 missing}}
`,
};
const { wiki, browser, stop } = await openBed({
    wiki: (address) => startDokuWiki({
        users, rights, plugin: { server: address, wiki: 'Policies' }, settings: { title: 'Policies', breadcrumbs: 0 },
        pages: { ...samples, ...pages, ...own },
    }),
});
try {
    await wiki.cli('clausemark', 'backfill');
    const page = await openPage(browser, { viewport: { width: 1180, height: 1060 }, reducedMotion: 'reduce' });
    const picture = async (name) => {
        await page.waitForLoadState('networkidle');
        await page.screenshot({ path: join(folder, `dokuwiki-${name}.png`) });
    };
    await wiki.logIn(page, 'ed');

    await page.goto(wiki.address('security:access'));
    await page.locator('.clausemark-chip', { hasText: 'A.5.18' }).first().click();
    await page.fill('.clausemark-review input', 'agreed with the owners of all systems');
    await page.click('.clausemark-card button:text("Accept")');
    await page.waitForSelector('.clausemark-chip.clausemark-confirmed');

    await page.goto(wiki.address('security:backup'));
    await page.locator('li', { hasText: 'Every system' }).locator('.clausemark-chip').first().click();
    await page.waitForLoadState('networkidle');
    await page.mouse.move(5, 5);
    await picture('page');
    await page.keyboard.press('Escape');
    await page.locator('.clausemark-chip-duplicate').first().click();
    await page.mouse.move(5, 5);
    await picture('copy');

    await page.goto(wiki.address('security:access', { do: 'edit' }));
    await page.click('.clausemark-check summary');
    await page.waitForSelector('.clausemark-answers');
    const text = await page.inputValue('#wiki__text');
    await page.fill('#wiki__text', text.replace(/Access rights must be[\s\S]*?\n\n/, '').replace(/\n=* Leavers[\s\S]*/, '') + '\nClocks of all systems must be synchronised to one agreed time source.\n');
    await page.waitForSelector('.clausemark-gained');
    await page.locator('.clausemark-check').scrollIntoViewIfNeeded();
    await picture('editor');

    await page.goto(`${wiki.url}/doku.php?id=start&do=clausemark&report=coverage&standard=iso27001:2022`);
    await page.locator('th', { hasText: 'A.5.1' }).first().scrollIntoViewIfNeeded();
    await page.evaluate(() => window.scrollTo(0, 0));
    await picture('coverage');
    await page.goto(`${wiki.url}/doku.php?id=start&do=clausemark&report=mine`);
    await picture('mine');
    await page.goto(`${wiki.url}/doku.php?id=start&do=clausemark&report=duplicates`);
    await page.locator('tr', { hasText: 'Restore procedure' }).locator('a[href*="cluster="]').click();
    await picture('side-by-side');
    await until(async () => {
        await page.goto(wiki.address('security:overview'));
        return /Pages that answer/.test(await page.locator('.page').innerText());
    }, null, 'the answers');
    await page.waitForSelector('.clausemark-summary');
    await picture('syntax');

    await wiki.save(page, 'security:access', '====== Access control ======\n\nPasswords must have at least 12 characters.\n\nClocks of all systems must be synchronised to one agreed time source.\n');
    await wiki.save(page, 'service:recovery', `====== Recovery ======\n\n${restore(30, 'service desk')}`);
    await wiki.save(page, 'service:clocks', '====== Clocks ======\n\nClocks of all systems must be synchronised to one agreed time source.\n');
    await wiki.save(page, 'service:lunch', '====== Lunch ======\n\nThe canteen is open from noon.\n');
    await wiki.delivered();
    await page.goto(wiki.address('start', { do: 'recent' }));
    await picture('changes');
} finally {
    await stop();
}
