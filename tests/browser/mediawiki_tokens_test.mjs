// SPDX-License-Identifier: Apache-2.0
// Two MediaWikis that share one server with tokens: each writes into a space of its own with a token for that space
// alone, so that neither the server nor the wiki lets one see anything of the other; a token that may only read, or holds no
// more, leaves reading and saving as they are.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';

import { testBed } from './bed.mjs';
import { startMediaWiki } from './mediawiki.mjs';
import { pages, users } from './mediawiki_pages.mjs';
import { openPage } from './page.mjs';

const told = (token, space) => `$wgClausemarkToken = '${token}'; $wgClausemarkSpace = '${space}';`;
const { server, gate, wiki, browser, as, readMarked: read, stored } = await testBed({
    gate: true,
    tokens: {
        admin: ['--role', 'admin', '--all-spaces'], policies: ['--role', 'writer', '--space', 'Policies'],
        works: ['--role', 'writer', '--space', 'Works'], looker: ['--role', 'reader', '--space', 'Policies'],
    },
    wiki: async (address, tokens) => {
        const made = await startMediaWiki({ users, server: address });
        await made.configure(told(tokens.policies, 'Policies'));
        return made;
    },
});
// The other wiki holds the same procedure in other words, another value, and a clause that nobody else answers.
const other = await startMediaWiki({ server: gate.url, name: 'works', users: { Wim: ['clausemark-reviewer'] } });
after(() => other.stop());
await other.configure(told(server.tokens.works, 'Works'));
await wiki.import(pages);
await wiki.runJobs();
await other.import({
    'Works restore': pages['Restore procedure'].replace('14 days', '60 days'),
    'Works passwords': 'Passwords must have at least 30 characters.\n',
    'Works rooms': 'Clocks of all machines must be synchronised to the clock of the works.\n',
});
await other.runJobs();
await other.script('extensions/Clausemark/maintenance/backfill.php'); // its main page is older than the extension
const ofTheOther = /Works (restore|passwords|rooms)|30 characters|60 days/;

test('both wikis have delivered, each into its space, and every request carried its token', async () => {
    const all = (await server.api('/v1/documents?limit=1000')).documents;
    assert.deepEqual([...new Set(all.map((d) => d.wiki + ' in ' + d.space))].sort(), ['policies in Policies', 'works in Works']);
    assert.ok(all.some((d) => d.title === 'Works rooms') && all.some((d) => d.title === 'Backup policy'));
    const carried = new Set(gate.log.map((asked) => asked.token));
    assert.deepEqual([...carried].sort(), [server.tokens.policies, server.tokens.works].map((token) => 'Bearer ' + token).sort());
});

test('neither wiki shows, names or counts what the other holds', async () => {
    const page = await as('Bo');
    let text = '';
    for (const title of ['Backup policy', 'Passwords', 'Clocks']) {
        await read(page, title);
        text += await page.content();
    }
    for (const tab of ['', '/duplicates', '/conflicts', '/mine']) {
        await page.goto(wiki.address('Special:Clausemark' + tab, { standard: 'iso27001:2022' }));
        text += await page.content();
    }
    assert.match(text, /Restore procedure/);
    assert.doesNotMatch(text, ofTheOther);

    const wim = await openPage(browser);
    await other.logIn(wim, 'Wim');
    await wim.goto(other.address('Special:Clausemark', { standard: 'iso27001:2022' }));
    assert.match(await wim.locator('tr', { has: wim.locator('[id="A.8.17"]') }).innerText(), /Works rooms/);
    assert.match(await wim.locator('tr', { has: wim.locator('[id="A.8.13"]') }).innerText(), /nothing found/);
    for (const tab of ['/duplicates', '/conflicts']) {
        await wim.goto(other.address('Special:Clausemark' + tab));
        assert.match(await wim.locator('.mw-body-content').innerText(), /nothing to show/, tab);
    }
});

test('with its writer token a wiki keeps decisions, and with them each reader\'s name', async () => {
    const page = await as('Ed');
    await read(page, 'Clocks');
    await page.locator('.clausemark-chip', { hasText: 'A.8.17' }).first().click();
    await page.fill('.clausemark-review input', 'agreed');
    await page.click('.clausemark-card button:text("Accept")');
    await page.waitForSelector('.clausemark-chip.clausemark-confirmed');
    const { decisions } = await server.api('/v1/decisions');
    assert.equal(decisions.length, 1);
    assert.match(JSON.stringify(decisions[0]), /"who":"Ed"/);
});

test('reconciling one wiki leaves the other alone', async () => {
    for (const one of [wiki, other])
        assert.match(await one.script('extensions/Clausemark/maintenance/reconcile.php', ['--dry-run']), /^0 to deliver, 0 to remove/);
});

test('with a token that only reads, pages have marks, and decisions and deliveries are refused and made up for later', async () => {
    await wiki.configure(`$wgClausemarkToken = '${server.tokens.looker}';`);
    const page = await as('Ed');
    await read(page, 'Backup policy');
    await page.locator('.clausemark-chip', { hasText: 'A.8.13' }).first().click();
    await page.fill('.clausemark-review input', 'agreed');
    await page.click('.clausemark-card button:text("Accept")');
    await page.locator('.clausemark-card >> text=could not be kept').waitFor();
    const key = (await wiki.api(page, { action: 'edit', title: 'Late', text: pages.Clocks })).edit.pageid;
    await wiki.runJobs();
    assert.equal((await stored(key)).status, 404);
    await wiki.configure(`$wgClausemarkToken = '${server.tokens.policies}';`);
    assert.match(await wiki.script('extensions/Clausemark/maintenance/reconcile.php'), /1 to deliver, 0 to remove\nin step/);
    assert.equal((await stored(key)).document.title, 'Late');
});

test('a token that was revoked leaves pages as they are, and no browser ever saw one', async () => {
    const page = await as('Ed');
    await read(page, 'Backup policy');
    const view = await page.evaluate(async () => (await fetch('/rest.php/clausemark/v0/page/' + mw.config.get('wgArticleId'))).text());
    assert.doesNotMatch(await page.content() + view, /clausemark_[0-9A-Za-z]/);
    await server.run('token', 'revoke', 'policies');
    await page.waitForFunction(async () => (await (await fetch('/rest.php/clausemark/v0/page/' + mw.config.get('wgArticleId'))).json()).state === 'unavailable');
    await page.goto(wiki.address('Backup policy'));
    assert.match(await page.locator('.mw-parser-output').innerText(), /backup copies/);
    assert.equal((await wiki.api(page, { action: 'edit', title: 'Unheard', text: 'Saved all the same.' })).edit.result, 'Success');
    assert.deepEqual(page.complaints, []);
});
