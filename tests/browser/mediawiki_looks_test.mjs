// SPDX-License-Identifier: Apache-2.0
// The MediaWiki extension for every reader: Vector 2022 and, on a phone, Minerva in full; the package's other skins shortly;
// by keyboard, by pointer, on paper, from right to left, in the dark, and for screen readers.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { testBed } from './bed.mjs';
import { startMediaWiki } from './mediawiki.mjs';
import { pages, users } from './mediawiki_pages.mjs';
import { openPage, violations } from './page.mjs';

const { wiki, browser, as, readMarked } = await testBed({ wiki: (address) => startMediaWiki({ users, server: address }) });
await wiki.import({ ...pages, Cited: 'Reviews follow ISO/IEC 27001:2022 A.9.99.\n\nCapacity of systems must be monitored and planned every quarter.\n' });
await wiki.runJobs();

/** Whether the card that is open stands inside the window. */
const inside = async (page) => {
    const card = await page.locator('.clausemark-card').boundingBox();
    return card.x >= 0 && card.x + card.width <= page.viewportSize().width;
};
const settled = { reducedMotion: 'reduce' };
const desktop = { ...settled, viewport: { width: 1200, height: 900 } };
const phone = { ...settled, viewport: { width: 390, height: 800 } };

for (const [skin, options] of [['vector-2022', desktop], ['minerva', phone]]) {
    const read = (page, title, query = {}) => readMarked(page, title, { useskin: skin, ...query });
    const session = () => openPage(browser, options);

    test(`${skin}: each kind of finding has a mark, and a card with what is known of it`, async () => {
        const page = await session();
        const card = page.locator('.clausemark-card');
        const opened = async (title, kind, ...words) => {
            await read(page, title);
            await page.locator(kind).first().click();
            const text = await card.innerText();
            for (const word of words) assert.match(text, word, `${title} ${kind}`);
            assert.ok(await inside(page), `${title} ${kind}`);
            assert.deepEqual(await violations(page, '.clausemark-card'), [], `${title} ${kind}`);
            await page.keyboard.press('Escape');
            assert.equal(await card.count(), 0);
        };
        await opened('Backup policy', 'li .clausemark-chip:has-text("A.8.13")', /ISO\/IEC 27001:2022 · control A\.8\.13/, /Information backup/,
            /Suggested by a rule/, /backup copies of data/, /Parts found on this page: 2 of 3/, /The words commit/);
        await opened('Backup policy', '.clausemark-chip-duplicate', /Written twice/, /% the same as Restore procedure/, /What differs/, /30 days/, /Side by side/);
        await opened('Passwords', '.clausemark-chip-conflict', /Different values/, /8 characters · Passwords/, /12 characters · Access control/);
        await opened('Cited', '.clausemark-chip-check', /Check CM204, warning/, /has no A\.9\.99/);
        assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth + 1), 'nothing is wider than the window');
        assert.deepEqual(page.complaints, []);
        await page.context().close();
    });

    test(`${skin}: a card says which clauses of other standards correspond, in words`, async () => {
        const page = await session();
        await read(page, 'Cited');
        await page.locator('.clausemark-chip', { hasText: 'A.8.6' }).first().click();
        const part = page.locator('.clausemark-card details', { hasText: 'In other standards' });
        await part.locator('summary').click();
        await page.waitForLoadState('networkidle'); // what comes later leaves open what was opened
        const text = await part.innerText();
        assert.match(text, /part of ISO\/IEC 20000-1:2018, clause 8\.4\.3: Capacity management/);
        assert.match(text, /shares ground with ISO\/IEC 20000-1:2018, clause 8\.4\.2: /);
        await page.context().close();
    });

    test(`${skin}: the differences of two copies say which page "here" is, on both`, async () => {
        const page = await session();
        const said = [];
        for (const title of ['Backup policy', 'Restore procedure']) {
            await read(page, title);
            await page.locator('.clausemark-chip-duplicate').first().click();
            const text = await page.locator('.clausemark-card').innerText();
            const here = /\u201chere\u201d is ([^)]*)\)/.exec(text)[1];
            const days = { [here === 'this page' ? title : here]: /(\d+) days here/.exec(text)[1] };
            said.push(days);
        }
        assert.deepEqual(said[0], said[1], 'both cards say the same of the same page');
        assert.ok([{ 'Backup policy': '30' }, { 'Restore procedure': '14' }].some((right) => JSON.stringify(right) === JSON.stringify(said[0])), JSON.stringify(said));
        await page.context().close();
    });

    test(`${skin}: the summary filters by kind and by standard, switches all off, remembers, and prints clause numbers on request`, async () => {
        const page = await session();
        await read(page, 'Cited');
        await page.locator('.clausemark-summary summary').first().click();
        assert.deepEqual(await violations(page, '.clausemark-summary'), []);
        const visible = (words) => page.locator('.clausemark-chip:visible', { hasText: words }).count();
        assert.ok(await visible('A.'));
        await page.getByLabel('ISO/IEC 27001:2022').uncheck();
        assert.equal(await visible('A.'), 0);
        await page.getByLabel('Checks').uncheck();
        assert.equal(await page.locator('.clausemark-chip-check:visible').count(), 0);
        await page.getByLabel('ISO/IEC 27001:2022').check();
        await page.emulateMedia({ media: 'print' });
        assert.equal(await page.locator('.clausemark-ui:visible').count(), 0, 'paper shows the page as it was');
        await page.emulateMedia({ media: 'screen' });
        await page.getByLabel('Print clause numbers').check();
        await page.emulateMedia({ media: 'print' });
        assert.match(await page.locator('.mw-parser-output').innerText(), /control A\.8\.6/);
        assert.equal(await page.locator('.clausemark-summary:visible').count(), 0);
        await page.emulateMedia({ media: 'screen' });
        await page.getByLabel('Show marks').uncheck();
        assert.equal(await page.locator('.clausemark-chip').count(), 0);
        await page.goto(wiki.address('Clocks', { useskin: skin }));
        await page.waitForSelector('.clausemark-summary');
        assert.equal(await page.locator('.clausemark-chip').count(), 0);
        await page.getByLabel('Show marks').check();
        await page.waitForSelector('.clausemark-chip');
        await page.context().close();
    });

    test(`${skin}: by keyboard alone a reviewer goes to a chip, into its card, decides, and goes on`, async () => {
        const page = await session();
        await wiki.logIn(page, 'Ed');
        await read(page, skin === 'minerva' ? 'Access control' : 'Clocks');
        const chip = page.locator('.clausemark-chip').first();
        const onChip = () => chip.evaluate((element) => element === document.activeElement);
        await page.locator('.clausemark-summary summary').first().focus();
        for (let i = 0; i < 30 && !(await onChip()); i++) await page.keyboard.press('Tab');
        assert.ok(await onChip());
        assert.equal(await chip.getAttribute('aria-expanded'), 'true', 'focus shows the card');
        await page.keyboard.press('Enter');
        assert.equal(await page.evaluate(() => document.activeElement.id), 'clausemark-card');
        assert.match(await page.locator('.clausemark-card').getAttribute('aria-label'), /control A\.\d/);
        for (let i = 0; i < 20 && !(await page.evaluate(() => document.activeElement.tagName === 'INPUT')); i++) await page.keyboard.press('Tab');
        await page.keyboard.press('Escape');
        assert.ok(await onChip(), 'Escape goes back to the chip');
        assert.equal(await page.locator('.clausemark-card').count(), 0);
        await page.keyboard.press('Enter');
        for (let i = 0; i < 20 && !(await page.evaluate(() => document.activeElement.tagName === 'INPUT')); i++) await page.keyboard.press('Tab');
        await page.keyboard.type(`read by keyboard in ${skin}`);
        await page.keyboard.press('Tab');
        await page.keyboard.press('Enter');
        await page.waitForSelector('.clausemark-chip.clausemark-confirmed');
        assert.deepEqual(page.complaints, []);
        await page.context().close();
    });

    test(`${skin}: from right to left, bars stand where lines begin, and cards stay inside the window`, async () => {
        const page = await session();
        for (const language of ['he', 'ar']) {
            await read(page, 'Backup policy', { uselang: language });
            assert.equal(await page.evaluate(() => document.documentElement.dir), 'rtl');
            await page.locator('.clausemark-chip').first().click();
            assert.equal(await page.locator('.clausemark-card').getAttribute('dir'), 'rtl');
            assert.ok(await inside(page), language);
            assert.deepEqual(await violations(page, '.clausemark-card'), [], language);
            assert.deepEqual(await violations(page, '.mw-parser-output .clausemark-ui'), [], language);
            await page.keyboard.press('Escape');
        }
        await page.context().close();
    });

    test(`${skin}: in the dark everything of ours can be read`, async () => {
        const page = await session();
        await page.addInitScript(() => document.addEventListener('DOMContentLoaded', () => {
            document.documentElement.classList.add('skin-theme-clientpref-night');
            const style = document.head.appendChild(document.createElement('style'));
            style.textContent = '.mw-page-container, .mw-body, .content, .mw-parser-output, .wikitable, .wikitable tr > *, body, main { background: #101418 !important; color: #eaecf0 !important; }';
        }));
        await read(page, 'Backup policy');
        await page.locator('.clausemark-summary summary').first().click();
        assert.deepEqual(await violations(page, '.clausemark-summary'), []);
        assert.deepEqual(await violations(page, '.mw-parser-output .clausemark-ui'), []);
        await page.locator('.clausemark-chip').first().click();
        assert.deepEqual(await violations(page, '.clausemark-card'), []);
        await page.context().close();
    });
}

test('pointing at a chip opens its card, and going away closes it', async () => {
    const page = await openPage(browser, desktop);
    await readMarked(page, 'Clocks');
    await page.locator('.clausemark-chip').first().hover();
    await page.waitForSelector('.clausemark-card');
    await page.mouse.move(5, 5);
    await page.waitForSelector('.clausemark-card', { state: 'detached' });
    await page.context().close();
});

test('the other skins of the package show marks and cards, without an error', async () => {
    const page = await openPage(browser, desktop);
    for (const skin of ['vector', 'monobook', 'timeless']) {
        await readMarked(page, 'Backup policy', { useskin: skin });
        await page.locator('.clausemark-chip').first().click();
        assert.ok(await inside(page), skin);
        assert.deepEqual(await violations(page, '.clausemark-card'), [], skin);
        assert.deepEqual(page.complaints, [], skin);
    }
    await page.context().close();
});

test('everybody can use the special page: every tab, in both full skins, from right to left', async () => {
    const page = await as('Ed');
    for (const skin of ['vector-2022', 'minerva'])
        for (const tab of ['', '/duplicates', '/conflicts', '/mine']) {
            await page.goto(wiki.address('Special:Clausemark' + tab, { useskin: skin, uselang: tab === '/mine' ? 'he' : 'en' }));
            assert.deepEqual(await violations(page, '.clausemark-tabs ~ *, .clausemark-tabs'), [], skin + tab);
        }
    await page.goto(wiki.address('Special:Clausemark/duplicates'));
    await page.locator('.clausemark-table a').first().click();
    assert.deepEqual(await violations(page, '.clausemark-sides'), []);
    assert.match(await page.locator('.mw-body-content').innerText(), /What differs \(\u201chere\u201d is (Backup policy|Restore procedure)\)/);
    assert.deepEqual(page.complaints, []);
});
