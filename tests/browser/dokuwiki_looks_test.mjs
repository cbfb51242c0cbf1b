// SPDX-License-Identifier: Apache-2.0
// The DokuWiki plugin for every reader: by keyboard, on paper, on a phone, from right to left, in a dark template; and
// where it keeps out: old revisions, switched-off marks.
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';

import { testBed } from './bed.mjs';
import { startDokuWiki } from './dokuwiki.mjs';
import { pages, rights, users } from './dokuwiki_pages.mjs';
import { openPage, violations } from './page.mjs';

const { wiki, browser, as, readMarked: read } = await testBed({
    wiki: (address) => startDokuWiki({ users, rights, pages, plugin: { server: address, wiki: 'policies' } }),
});
await wiki.cli('clausemark', 'backfill');

test('by keyboard: to a chip, into its card, out of it, and back', async () => {
    const page = await openPage(browser, { reducedMotion: 'reduce' });
    await read(page, 'security:backup');
    const chip = page.locator('.clausemark-chip').first();
    await page.locator('.clausemark-summary summary').first().focus();
    for (let i = 0; i < 40 && !(await chip.evaluate((c) => c === document.activeElement)); i++) await page.keyboard.press('Tab');
    assert.equal(await chip.getAttribute('aria-expanded'), 'true', 'focus shows the card');
    await page.keyboard.press('Enter');
    assert.ok(await page.locator('.clausemark-card').evaluate((card) => card === document.activeElement));
    await page.keyboard.press('Tab');
    assert.ok(await page.locator('.clausemark-card').evaluate((card) => card.contains(document.activeElement)));
    await page.keyboard.press('Escape');
    assert.equal(await page.locator('.clausemark-card').count(), 0);
    assert.ok(await chip.evaluate((c) => c === document.activeElement));
    assert.deepEqual(page.complaints, []);
});

test('marks go with one click, stay away, and leave the page as it was', async () => {
    const page = await openPage(browser);
    await page.goto(wiki.address('security:backup'));
    await page.waitForSelector('.clausemark-chip');
    await page.locator('.clausemark-summary summary').first().click();
    await page.uncheck('#clausemark-on');
    assert.equal(await page.locator('.clausemark-chip').count(), 0);
    await page.reload();
    await page.waitForSelector('.clausemark-summary');
    assert.equal(await page.locator('.clausemark-chip').count(), 0);
    const [marked, plain] = await page.evaluate(async () => {
        const text = (root) => [...root.querySelectorAll('h1, h2, p, li')].filter((e) => !e.closest('.clausemark-ui, #dw__toc')).map((e) => e.textContent.trim());
        const plain = new DOMParser().parseFromString(await (await fetch(location.href)).text(), 'text/html');
        return [text(document.querySelector('.page')), text(plain.querySelector('.page'))];
    });
    assert.deepEqual(marked, plain);
});

test('paper shows the page as it was', async () => {
    const page = await openPage(browser);
    await read(page, 'security:backup');
    await page.emulateMedia({ media: 'print' });
    for (const ui of await page.locator('.clausemark-ui').all()) assert.equal(await ui.isVisible(), false);
});

test('on a phone nothing is wider than the window, and a card is inside it', async () => {
    const page = await openPage(browser, { viewport: { width: 360, height: 740 }, reducedMotion: 'reduce' });
    await read(page, 'security:backup');
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth + 1));
    await page.locator('.clausemark-chip').first().click();
    const box = await page.locator('.clausemark-card').boundingBox();
    assert.ok(box.x >= 0 && box.x + box.width <= 360, JSON.stringify(box));
    assert.deepEqual(await violations(page, '.clausemark-card'), []);
});

test('from right to left', async () => {
    await wiki.configure({}, { lang: 'he' });
    const page = await openPage(browser, { reducedMotion: 'reduce' });
    await read(page, 'security:backup');
    assert.equal(await page.evaluate(() => document.documentElement.dir), 'rtl');
    const block = await page.locator('.page p.clausemark-block').first().boundingBox();
    const bar = await page.locator('.page p.clausemark-block .clausemark-bar').first().boundingBox();
    assert.ok(bar.x > block.x + block.width / 2, 'the bar stands where lines begin');
    await page.locator('.clausemark-chip').first().click();
    assert.equal(await page.locator('.clausemark-card').getAttribute('dir'), 'rtl');
    const card = await page.locator('.clausemark-card').boundingBox();
    assert.ok(card.x >= 0 && card.x + card.width <= 1200);
    assert.deepEqual(await violations(page, '.clausemark-ui'), []);
    await wiki.configure({}, { lang: 'en' });
});

test('in a dark template marks are as readable', async () => {
    await writeFile(join(wiki.conf, 'tpl/dokuwiki/style.ini'), `[replacements]
__text__ = "#ddd"
__background__ = "#222"
__background_alt__ = "#333"
__background_neu__ = "#444"
__border__ = "#555"
__link__ = "#9cf"
__existing__ = "#9f9"
__background_site__ = "#111"
`);
    const page = await openPage(browser, { reducedMotion: 'reduce' });
    await read(page, 'security:backup');
    assert.equal(await page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue('--clausemark-paper').trim()), '#222');
    await page.locator('.clausemark-summary summary').first().click();
    assert.deepEqual(await violations(page, '.clausemark-ui'), []);
    await page.locator('.clausemark-chip').first().click();
    assert.deepEqual(await violations(page, '.clausemark-card'), []);
});

test('an old revision has no marks: they are of the page as it is', async () => {
    const page = await as('ed');
    await page.goto(wiki.address('security:access', { do: 'edit' }));
    await page.fill('#wiki__text', '====== Access control ======\n\nPasswords must have at least 14 characters.\n');
    await page.click('#edbtn__save');
    await page.goto(wiki.address('security:access', { do: 'revisions' }));
    const old = await page.locator('#page__revisions a.wikilink1').last().getAttribute('href');
    await page.goto(wiki.url + old);
    assert.match(await page.locator('.page').innerText(), /at least 12 characters/);
    assert.equal(await page.locator('meta[name="plugin-clausemark"]').count(), 0);
    assert.equal(await page.locator('.clausemark-ui').count(), 0);
});
