// SPDX-License-Identifier: Apache-2.0
// Makes docs/images/mediawiki-*.png anew: `node mediawiki_pictures.mjs [FOLDER]`. The wiki has the pages of the tests and
// those of the sample that are written for MediaWiki.
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';

import { openBed } from './bed.mjs';
import { project } from './clausemark.mjs';
import { startMediaWiki } from './mediawiki.mjs';
import { pages, users } from './mediawiki_pages.mjs';
import { openPage } from './page.mjs';
import { until } from './processes.mjs';

const folder = process.argv[2] ?? join(project, 'docs/images');
const sample = join(project, 'corpus/sample');

async function samplePages() {
    const found = {
        'Template:Document control': `{| class="wikitable" style="float: right; margin-left: 1em"
! Owner
| {{{owner}}}
|-
! Approved
| {{{approved}}}, version {{{version}}}
|-
! Review due
| {{{review}}}
|}`,
    };
    for (const space of await readdir(sample, { withFileTypes: true })) {
        if (!space.isDirectory()) continue;
        for (const name of await readdir(join(sample, space.name))) {
            if (!name.endsWith('.wiki')) continue;
            const title = name[0].toUpperCase() + name.slice(1, -5).replace(/-/g, ' ');
            found[title] = (await readFile(join(sample, space.name, name), 'utf8')).replace(/\[\[([^|\]]*\/)?([^|\]/]*)(\|[^\]]*)?\]\]/g, (link, path, page, text) => (text ?? page).replace('|', ''));
        }
    }
    return found;
}

const from = (field) => ({ from: { mediawiki: ['document control.' + field] } });
const { wiki, browser, stop } = await openBed({
    // Where the pages name their owner and review is known; everything is in scope.
    settings: {
        standards: ['iso27001:2022', 'iso20000-1:2018'],
        documents: { owner: from('owner'), approver: from('approver'), version: from('version'), 'review-date': from('review') },
    },
    wiki: (address) => startMediaWiki({ users, server: address, settings: "$wgDefaultSkin = 'vector-2022';" }),
});
try {
    const seen = Object.entries(pages).filter(([title]) => !/^(Board|HR:|Tags)/.test(title));
    await wiki.import({ ...await samplePages(), ...Object.fromEntries(seen), Status: pages.Status.replace(/Unknown: .*\n\n/, '') });
    await wiki.runJobs();
    const page = await openPage(browser, { viewport: { width: 1240, height: 940 }, reducedMotion: 'reduce' });
    const picture = async (name) => {
        await page.mouse.move(3, 3);
        await page.waitForLoadState('networkidle');
        await page.screenshot({ path: join(folder, `mediawiki-${name}.png`) });
    };
    const chip = (words, clause) => page.locator('.mw-parser-output :is(p, li, td)', { hasText: words }).locator('.clausemark-chip', { hasText: clause }).first();
    await wiki.logIn(page, 'Ed');

    await page.goto(wiki.address('Backup policy'));
    await chip('A restore must be tested', 'A.8.13').click();
    await page.fill('.clausemark-review input', 'read with the owner');
    await page.click('.clausemark-card button:text("Accept")');
    await page.waitForSelector('.clausemark-chip.clausemark-confirmed');
    await chip('Every system', 'A.8.13').click();
    await page.waitForLoadState('networkidle');
    await page.evaluate(() => window.scrollTo(0, 0));
    await picture('page');
    await page.keyboard.press('Escape');
    await page.locator('.clausemark-chip-duplicate').first().click();
    await picture('copy');
    await page.keyboard.press('Escape');

    await page.goto(wiki.address('Incident management'));
    await page.waitForSelector('.clausemark-chip');
    await page.locator('.clausemark-summary summary').first().click();
    await picture('summary');
    await page.locator('.clausemark-summary summary').first().click();

    await page.goto(wiki.address('Access control', { action: 'edit' }));
    await page.click('.clausemark-check summary');
    await page.waitForSelector('.clausemark-answers');
    const text = await page.inputValue('#wpTextbox1');
    await page.evaluate(() => { document.querySelector('#wpTextbox1').style.height = '12em'; });
    await page.fill('#wpTextbox1', text.replace(/Access rights.*\n/, '').replace(/== Leavers ==\n.*\n/, '') + '\nEvery system must have backup copies of data, taken at least daily.\n');
    await page.waitForSelector('.clausemark-lost');
    await page.locator('.clausemark-check').scrollIntoViewIfNeeded();
    await picture('editor');
    page.removeAllListeners('dialog');
    page.on('dialog', (dialog) => dialog.accept());

    await page.goto(wiki.address('Special:Clausemark', { standard: 'iso20000-1:2018' }));
    await picture('coverage');
    await page.goto(wiki.address('Special:Clausemark/duplicates'));
    await page.locator('.clausemark-table a').first().click();
    await picture('side-by-side');
    await page.goto(wiki.address('Special:Clausemark/mine', { owner: 'Incident and Request Manager' }));
    await picture('mine');
    await until(async () => {
        await page.goto(wiki.address('Status', { action: 'purge' }));
        if (await page.locator('button:has-text("OK")').count()) await page.click('button:has-text("OK")');
        return /all required parts found/.test(await page.locator('.mw-parser-output').innerText());
    }, null, 'the answers');
    await picture('tag');

    // Edits that lose, gain and repeat something.
    await wiki.edit('Clocks', 'The time source is chosen by the network team.\n', 'Ed');
    await wiki.edit('Passwords', pages.Passwords + '\nAccess rights must be reviewed every year by the owner of each system.\n', 'Ed');
    await wiki.edit('Restoring a mailbox', pages['Restore procedure'], 'Ed');
    await wiki.runJobs();
    await page.goto(wiki.address('Special:RecentChanges', { days: 1, hidenewpages: 0 }));
    await page.waitForSelector('.clausemark-change');
    await page.locator('.mw-changeslist-legend .mw-collapsible-toggle').click();
    await picture('changes');

    await page.setViewportSize({ width: 390, height: 760 });
    await page.goto(wiki.address('Backup policy', { useskin: 'minerva' }));
    await chip('Every system', 'A.8.13').click();
    await page.waitForLoadState('networkidle');
    await picture('phone');
} finally {
    await stop();
}
