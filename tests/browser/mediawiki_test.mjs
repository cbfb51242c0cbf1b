// SPDX-License-Identifier: Apache-2.0
// The MediaWiki extension in a real wiki, with the real server, as readers, reviewers and owners meet it: marks and cards,
// accepting and rejecting, the special page, the parser tag, page information and the wiki's own API.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { testBed } from './bed.mjs';
import { startMediaWiki } from './mediawiki.mjs';
import { pages, users } from './mediawiki_pages.mjs';
import { violations } from './page.mjs';
import { until } from './processes.mjs';

const hostile = Object.keys(pages).find((title) => title.startsWith('Tags'));
const from = (field) => ({ from: { mediawiki: ['document control.' + field] } });
const { server, wiki, as, readMarked: read } = await testBed({
    settings: { standards: ['iso27001:2022', 'iso20000-1:2018'], documents: { owner: from('owner'), 'review-date': from('review') } },
    wiki: (address) => startMediaWiki({ users, server: address }),
});
const control = (owner) => `{{Document control|owner=${owner}|review=2026-01-31}}\n\n`;
await wiki.import({
    ...pages, 'Template:Document control': 'Owner: {{{owner}}}, review: {{{review}}}',
    'Of Ed': control('ed') + 'Changes must be approved by the change manager.\n', 'Board of Ed': control('Ed') + pages.Clocks,
});
await wiki.runJobs();

test('a passage that answers a clause has a chip, and its card says which, by which words', async () => {
    const page = await as('');
    await read(page, 'Backup policy');
    const item = page.locator('.mw-parser-output li', { hasText: 'Every system in scope' });
    await item.locator('.clausemark-chip', { hasText: 'control A.8.13' }).click();
    const card = page.locator('.clausemark-card');
    const text = await card.innerText();
    assert.match(text, /ISO\/IEC 27001:2022 · control A\.8\.13/);
    assert.match(text, /Information backup/);
    assert.match(text, /Suggested by a rule/);
    assert.match(text, /backup copies of data/);
    assert.match(text, /Parts found on this page: 2 of 3/);
    assert.equal(await card.locator('button', { hasText: 'Accept' }).count(), 0, 'nobody without the right decides');
    assert.deepEqual(await violations(page, '.mw-parser-output .clausemark-ui'), []);
    assert.deepEqual(await violations(page, '.clausemark-card'), []);
    await page.keyboard.press('Escape');
    assert.equal(await card.count(), 0);
    assert.deepEqual(page.complaints, []);
});

test('a card names the other pages that answer its clause', async () => {
    const page = await as('');
    await read(page, 'Access control');
    await page.locator('.clausemark-chip', { hasText: 'A.5.18' }).first().click();
    await page.locator('.clausemark-card >> text=Also answered on').click();
    assert.deepEqual(await page.locator('.clausemark-card a').allInnerTexts(), [hostile]);
    await page.keyboard.press('Escape');
});

test('a row of a table, bold words and a footnote are marked where they stand', async () => {
    const page = await as('');
    await read(page, 'Backup policy');
    assert.equal(await page.locator('td .clausemark-chip').count() > 0, true);
    assert.equal(await page.locator('li:has-text("A restore must be tested") .clausemark-chip').count() > 0, true);
    assert.equal(await page.locator('.toc .clausemark-chip, sup .clausemark-chip').count(), 0);
});

test('the parser tag counts only pages that everybody may read, and waits for nobody', async () => {
    const page = await as('');
    const shown = async () => {
        await page.goto(wiki.address('Status', { action: 'purge' }));
        if (await page.locator('button:has-text("OK")').count()) await page.click('button:has-text("OK")');
        return page.locator('.mw-parser-output').innerText();
    };
    let text = '';
    await until(async () => (text = await shown()).includes('Access control'), null, 'what was heard');
    assert.match(text, /Time: control A\.8\.17 .*: .*(all required parts found|some parts found)/);
    assert.match(text, /control A\.8\.17\s+Clock synchronization\s+all required parts found/, 'a row of the table');
    assert.match(text, /No clause or standard in force is called “iso27001:2022\/A\.99\.9”/);
    assert.doesNotMatch(text, /Zanzibar|Quetzal/);
});

test('words and titles of pages are never markup', async () => {
    const page = await as('Ed');
    await read(page, hostile);
    for (const chip of await page.locator('.clausemark-chip').all()) {
        await chip.click();
        await page.waitForSelector('.clausemark-card');
        await page.keyboard.press('Escape');
    }
    await read(page, 'Passwords');
    await page.locator('.clausemark-chip-conflict').first().click();
    assert.match(await page.locator('.clausemark-card').innerText(), /Tags & "quotes" \(x\)/);
    await page.goto(wiki.address('Special:Clausemark/conflicts'));
    assert.equal(await page.locator('.mw-body-content img[src="x"], .mw-body-content script').count(), 0);
    assert.deepEqual(page.complaints, []);
});

test('a reviewer accepts a tag with a reason; it looks different for everybody then', async () => {
    const reviewer = await as('Ed');
    await read(reviewer, 'Clocks');
    await reviewer.locator('.clausemark-chip.clausemark-suggested', { hasText: 'A.8.17' }).first().click();
    await reviewer.click('.clausemark-card button:text("Accept")');
    assert.match(await reviewer.locator('.clausemark-card').innerText(), /Please give a reason/);
    assert.deepEqual(await violations(reviewer, '.clausemark-card'), []);
    await reviewer.fill('.clausemark-review input', 'read with the owner <b>today</b>');
    await reviewer.click('.clausemark-card button:text("Accept")');
    await reviewer.waitForSelector('.clausemark-chip.clausemark-confirmed');

    const reader = await as('');
    await read(reader, 'Clocks');
    await reader.locator('.clausemark-chip.clausemark-confirmed').first().click();
    const card = await reader.locator('.clausemark-card').innerText();
    assert.match(card, /Confirmed by Ed on \d{4}-\d\d-\d\d/);
    assert.match(card, /read with the owner <b>today<\/b>/);
});

test('a rejected tag leaves the page', async () => {
    const page = await as('Ed');
    await read(page, 'Backup policy');
    await page.locator('.clausemark-chip', { hasText: '8.6.1' }).first().click();
    await page.fill('.clausemark-review input', 'speaks of another thing');
    await page.click('.clausemark-card button:text("Reject")');
    await page.waitForFunction(() => {
        const chips = [...document.querySelectorAll('.clausemark-chip')].map((chip) => chip.textContent).join();
        return chips.includes('A.8.13') && !chips.includes('8.6.1');
    });
});

test('page information names the clauses, and the wiki\'s own API lists the tags', async () => {
    const page = await as('');
    await page.goto(wiki.address('Clocks', { action: 'info' }));
    assert.match(await page.locator('.mw-page-info').first().innerText(), /Clauses on this page[^]*control A\.8\.17: Clock synchronization/);
    const answer = await wiki.api(page, { action: 'query', prop: 'clausemark', titles: 'Clocks' }, false);
    const { tags } = answer.query.pages[0].clausemark;
    assert.deepEqual(tags.map((tag) => tag.clause), ['iso27001:2022/A.8.17']);
});

test('coverage with every page readable is the coverage that the server counts', async () => {
    const page = await as('Bo');
    const counted = await server.api('/v1/coverage?standard=iso27001:2022');
    await page.goto(wiki.address('Special:Clausemark', { standard: 'iso27001:2022' }));
    const shown = await page.$$eval('.clausemark-table tbody tr', (rows) => rows.map((row) =>
        [row.querySelector('th span').id, row.querySelector('.clausemark-stands').textContent]));
    const expected = counted.clauses.filter((clause) => clause.children.length === 0).map((clause) => [clause.number, clause.words]);
    assert.deepEqual(shown, expected);
});

test('my pages: those that name me as their owner, and those I watch, with what is due, answered in part and to decide', async () => {
    const page = await as('Ed');
    const token = (await wiki.api(page, { action: 'query', meta: 'tokens', type: 'watch' }, false)).query.tokens.watchtoken;
    await page.context().request.post(wiki.url + '/api.php', { form: { action: 'watch', titles: 'Access control', token, format: 'json' } });
    await page.goto(wiki.address('Special:Clausemark/mine'));
    const table = await page.locator('.clausemark-table').first().innerText();
    assert.match(table, /Of Ed\s+ed\s+2026-01-31\s+ISO\/IEC \S+ (control|clause) /);
    assert.match(table, /Access control[^]*control A\.5\.17/);
    assert.doesNotMatch(table, /Board/, 'my own page, but not mine to read');
    assert.equal(await page.locator('.clausemark-overdue').count(), 1);
    const reader = await as('Rita');
    await reader.goto(wiki.address('Special:Clausemark/mine', { owner: 'Ed' }));
    assert.match(await reader.locator('.clausemark-table').innerText(), /Of Ed/);
    assert.equal(await reader.locator('input[name="tags[]"]').count(), 0, 'who may not review decides nothing');
});

test('my pages: suggestions are decided in bulk', async () => {
    const page = await as('Ed');
    await page.goto(wiki.address('Special:Clausemark/mine'));
    const boxes = page.locator('input[name="tags[]"]');
    const all = await boxes.count();
    assert.ok(all > 1);
    await boxes.nth(0).check();
    await page.fill('input[name=reason]', 'gone through');
    await page.click('button[value=rejected]');
    assert.match(await page.locator('[role=status]').innerText(), /Kept: 1\. Not kept: 0\./);
    assert.equal(await page.locator('input[name="tags[]"]').count(), all - 1);
});
