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

const backups = 'Every system must have backup copies of data, taken at least daily.';
/** What renderers write otherwise than authors, and one sentence five times over. */
const markup = `====== Markup ======

FIXME Clocks of //all// **systems** must be [[start|synchronised]] to one "agreed" time\u00A0source -- at once... (c) 640x480 -> <del>never</del> &

  * Access rights must be ''reviewed'' every six \\\\ months((As the owner likes.)) by the owner of each <nowiki>**system**</nowiki>.

^ What ^ Rule ^
| Audits | Internal __audits__ must be carried out every year by persons who are independent of the area audited. |

${Array(5).fill(backups).join('\n\n')}

Here the page ends.
`;

const { wiki, browser, as, readMarked: read } = await testBed({
    wiki: (address) => startDokuWiki({
        users, rights, plugin: { server: address, wiki: 'policies' },
        pages: { ...pages, 'service:audits': '====== Audits ======\n\nInternal audits must be carried out every year by persons who are independent of the area audited.\n', 'service:markup': markup },
    }),
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

test('paper has clause numbers where somebody wants them', async () => {
    const page = await openPage(browser);
    await read(page, 'security:backup');
    await page.locator('.clausemark-summary summary').first().click();
    await page.check('#clausemark-in-print');
    await page.emulateMedia({ media: 'print' });
    const chip = page.locator('.clausemark-chip', { hasText: 'A.8.13' }).first();
    assert.equal(await chip.isVisible(), true);
    assert.deepEqual(await chip.locator('.clausemark-label').evaluate((label) => [getComputedStyle(label, '::before').content, getComputedStyle(label, '::after').content]), ['"["', '"]"']);
    assert.equal(await page.locator('.clausemark-summary').isVisible(), false);
});

test('a standard, and a kind of finding, can be filtered away, and stay away on other pages', async () => {
    const page = await openPage(browser);
    await read(page, 'security:backup');
    const shown = (what) => page.locator(`.clausemark-chip${what}:visible`).count();
    assert.ok(await shown('-duplicate') > 0 && await shown(':not(.clausemark-chip-duplicate)') > 0);
    await page.locator('.clausemark-summary summary').first().click();
    await page.uncheck('#clausemark-kind-duplicate');
    assert.equal(await shown('-duplicate'), 0);
    assert.ok(await shown('-tag') > 0);
    await page.locator('label', { hasText: 'ISO/IEC 27001:2022' }).locator('input').uncheck();
    assert.equal(await page.locator('.clausemark-chip:visible', { hasText: 'A.8.13' }).count(), 0);
    await page.goto(wiki.address('service:restore'));
    await page.waitForSelector('.clausemark-chip-duplicate', { state: 'attached' });
    assert.equal(await shown('-duplicate'), 0);
    assert.deepEqual(await violations(page, '.clausemark-summary'), []);
});

test('a card names the corresponding clauses of the other standard', async () => {
    const page = await openPage(browser);
    await read(page, 'service:audits');
    await page.locator('.clausemark-chip', { hasText: /20000-1:2018, clause 9\.2\.1/ }).first().click();
    const part = page.locator('.clausemark-card details', { hasText: 'In other standards' });
    await part.locator('summary').click();
    assert.match(await part.innerText(), /the same as ISO\/IEC 27001:2022, clause 9\.2\.1: \w+[\s\S]*shares ground with ISO\/IEC 27001:2022, control A\.5\.35: \w+/);
    assert.deepEqual(await violations(page, '.clausemark-card'), []);
});

test('words are found over every kind of markup; a sentence that stands alike several times is listed, not guessed', async () => {
    const page = await openPage(browser);
    await read(page, 'service:markup');
    for (const [place, clause] of [['p', 'A.8.17'], ['li', 'A.5.18'], ['td', '9.2.1']])
        assert.ok(await page.locator(`.page ${place} .clausemark-chip`, { hasText: clause }).count() > 0, clause);
    const all = page.locator('.page p', { hasText: backups });
    assert.equal(await all.count(), 5);
    const marked = await all.evaluateAll((list) => list.map((p) => p.querySelectorAll('.clausemark-chip').length > 0));
    assert.deepEqual(marked, [true, false, false, false, true], 'the first and the last have surroundings of their own');
    await page.locator('.clausemark-summary summary').first().click();
    assert.equal((await page.locator('.clausemark-summary').innerText()).match(/These words stand in more than one place/g).length, 3);
});

test('by keyboard alone a writer accepts a tag, and decides in bulk', async () => {
    const page = await openPage(browser, { reducedMotion: 'reduce' });
    await wiki.logIn(page, 'ed');
    await read(page, 'security:access');
    await page.locator('.clausemark-summary summary').first().focus();
    const to = async (what) => {
        for (let i = 0; i < 120; i++) {
            if (await page.evaluate((selector) => document.activeElement.matches(selector), what)) return;
            await page.keyboard.press('Tab');
        }
        assert.fail(`no way to ${what}`);
    };
    await to('.clausemark-chip-tag');
    await page.keyboard.press('Enter');
    await to('.clausemark-review input');
    await page.keyboard.type('read by keyboard');
    await to('.clausemark-review button');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.clausemark-chip.clausemark-confirmed');

    await page.goto(`${wiki.url}/doku.php?id=start&do=clausemark&report=tags&of=security:backup`);
    await to('input[name="keys[]"]');
    await page.keyboard.press('Space');
    await to('input[name=reason]');
    await page.keyboard.type('by keyboard');
    await to('button[value=confirmed]');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.success');
    assert.match(await page.locator('#dokuwiki__content').innerText(), /Kept: 1/);
    assert.deepEqual(page.complaints, []);
});

test('reports are as usable in the administration, from right to left, in the dark and on a phone', async () => {
    const page = await openPage(browser);
    await wiki.logIn(page, 'ada');
    await page.goto(`${wiki.url}/doku.php?id=start&do=admin&page=clausemark`);
    assert.deepEqual(await violations(page, '.plugin_clausemark'), []);
    await wiki.configure({}, { lang: 'he' });
    for (const report of ['mine&owner=Ed+Writer', 'tags&of=service:restore']) {
        await page.goto(`${wiki.url}/doku.php?id=start&do=clausemark&report=${report}`);
        assert.deepEqual(await violations(page, '.plugin_clausemark'), [], report);
    }
    await page.goto(wiki.address('service:passwords', { do: 'edit' }));
    await page.click('.clausemark-check summary');
    await page.waitForSelector('.clausemark-answers');
    assert.deepEqual(await violations(page, '.clausemark-check'), []);
    await wiki.configure({}, { lang: 'en' });
    const phone = await as('ed');
    await phone.setViewportSize({ width: 360, height: 740 });
    for (const query of ['mine&owner=Ed+Writer', 'coverage', 'duplicates']) {
        await phone.goto(`${wiki.url}/doku.php?id=start&do=clausemark&report=${query}`);
        assert.ok(await phone.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth + 1), query);
    }
    await phone.setViewportSize({ width: 1200, height: 900 });
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
    const writer = await as('ed');
    await writer.goto(`${wiki.url}/doku.php?id=start&do=clausemark&report=mine&owner=Ed+Writer`);
    assert.deepEqual(await violations(writer, '.plugin_clausemark'), []);
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
