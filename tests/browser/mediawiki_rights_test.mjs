// SPDX-License-Identifier: Apache-2.0
// Who may see what in the MediaWiki extension: nothing that shows, names or counts a page reaches a reader who may not
// read it, by whatever way; nothing can be decided without the right; and without the right to view there is nothing.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { testBed } from './bed.mjs';
import { startMediaWiki } from './mediawiki.mjs';
import { pages, users } from './mediawiki_pages.mjs';

const secret = /Zanzibar|Quetzal|Xylophone|20 characters|personnel office/;
const { server, wiki, as, leave, readMarked: read } = await testBed({ wiki: (address) => startMediaWiki({ users, server: address }) });
await wiki.import(pages);
await wiki.runJobs();

const idOf = async (title, user = '') =>
    (await wiki.api(await as(user), { action: 'query', titles: title }, false)).query.pages[0].pageid;
/** The extension's own endpoints, in the session of a page. */
const rest = (page, path, body) => page.evaluate(async ([to, given]) => {
    const answer = await fetch('/rest.php/clausemark/v0/' + to, given ?
        { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(given) } : {});
    return { status: answer.status, text: await answer.text() };
}, [path, body]);
const tokenOf = async (page) => (await wiki.api(page, { action: 'query', meta: 'tokens' }, false)).query.tokens.csrftoken;
const open = ['Backup policy', 'Access control', 'Passwords'];

/** Everything that every way of asking gives this user, as one text. */
async function everything(user) {
    const page = await as(user);
    let text = '';
    const add = async (title, query) => {
        await page.goto(wiki.address(title, query));
        text += await page.content();
    };
    for (const title of open) {
        await read(page, title);
        text += await page.content() + (await rest(page, 'page/' + await idOf(title))).text;
        await add(title, { action: 'info' });
        await add(title, { action: 'history' });
    }
    for (const standard of ['iso27001:2022', 'iso20000-1:2018'])
        for (const tab of ['', '/duplicates', '/conflicts', '/mine']) await add('Special:Clausemark' + tab, { standard });
    await add('Special:Clausemark/mine', { owner: 'Chair' });
    for (const clause of ['iso27001:2022/A.5.18', 'iso27001:2022/A.6.8', 'iso27001:2022/A.8.13'])
        text += (await rest(page, 'clause?clause=' + clause)).text;
    text += JSON.stringify(await wiki.api(page, { action: 'query', prop: 'clausemark', titles: open.join('|') }, false));
    for (const key of await hidden()) {
        text += (await rest(page, 'page/' + key)).text;
        // MediaWiki itself tells the title of a page by its id; of what is on the page it tells nothing.
        const { query } = await wiki.api(page, { action: 'query', prop: 'clausemark', pageids: key }, false);
        text += JSON.stringify(query.pages[0].clausemark ?? '');
    }
    // A draft that repeats, contradicts and replaces what stands on hidden pages.
    const token = await tokenOf(page);
    const draft = pages['Board Zanzibar'].replace('the chair opens', 'somebody opens') + '\nPasswords must have at least 6 characters.\n';
    for (const id of [0, await idOf('Access control')])
        text += (await rest(page, 'draft', { text: draft.replace('by the chair', 'by all'), title: 'New', page: id, token })).text;
    text += JSON.stringify(await wiki.api(page, { action: 'parse', contentmodel: 'wikitext', prop: 'text', disablelimitreport: '1',
        text: '<clausemark clause="iso27001:2022/A.5.18" show="pages" /> <clausemark clause="iso27001:2022/A.6.8" show="pages" />' }, false));
    return text;
}

let hiddenKeys = null;
/** Page ids of what only the board may read. */
async function hidden() {
    hiddenKeys ??= await Promise.all(['Board Zanzibar', 'Board Quetzal', 'HR:Xylophone'].map((title) => idOf(title, 'Bo')));
    return hiddenKeys;
}

test('nothing that names a page reaches a reader who may not read it, by any way', async () => {
    for (const user of ['', 'Ed']) {
        const text = await everything(user);
        assert.match(text, /Restore procedure/);
        const at = text.search(secret);
        assert.equal(at < 0 ? '' : text.slice(at - 200, at + 100), '', user || 'nobody');
    }
    const text = await everything('Bo');
    for (const word of ['Board Zanzibar', 'Board Quetzal', 'HR:Xylophone', '20 characters']) assert.ok(text.includes(word), word);
});

test('counts tell nothing of hidden pages: what they alone answer is not found, and found for the board', async () => {
    const documents = (await server.api('/v1/evidence?clause=iso27001:2022/A.6.8&limit=500')).evidence.map((row) => row.document.key);
    const keys = await hidden();
    assert.ok(documents.length && documents.every((key) => keys.includes(Number(key))), 'the board alone answers it');
    const row = async (user) => {
        const page = await as(user);
        await page.goto(wiki.address('Special:Clausemark', { standard: 'iso27001:2022' }));
        return page.locator('tr', { has: page.locator('[id="A.6.8"]') }).innerText();
    };
    assert.match(await row('Rita'), /nothing found/);
    assert.match(await row('Bo'), /(some|all required) parts found[^]*HR:Xylophone/);
});

test('a page that may not be read, and one that is not there, answer the same', async () => {
    const page = await as('Rita');
    await page.goto(wiki.address('Clocks'));
    const nothing = (await rest(page, 'page/99999')).text;
    for (const key of await hidden()) {
        const answer = await rest(page, 'page/' + key);
        assert.equal(answer.status, 404);
        assert.equal(answer.text, nothing);
    }
    const board = await as('Bo');
    await board.goto(wiki.address('Clocks'));
    assert.equal((await rest(board, 'page/' + (await hidden())[0])).status, 200);
});

test('copies on a hidden page are not there for others, under the address that the board sees', async () => {
    const board = await as('Bo');
    await board.goto(wiki.address('Special:Clausemark/duplicates'));
    const address = await board.locator('tr', { hasText: 'Board Zanzibar' }).first().locator('a').first().getAttribute('href');
    await board.goto(wiki.url + address);
    assert.match(await board.locator('.clausemark-sides').innerText(), /Board Zanzibar/);
    const reader = await as('Rita');
    await reader.goto(wiki.url + address);
    const text = await reader.locator('.mw-body-content').innerText();
    assert.match(text, /no longer so/);
    await reader.goto(wiki.url + address.replace(/id=\w+/, 'id=0000000000000000'));
    assert.equal(await reader.locator('.mw-body-content').innerText(), text);
});

test('a page moved out of sight is out of sight at once, before its job has run and after', async () => {
    const admin = await as('Admin');
    await wiki.edit('Movable', pages['Restore procedure'].replace('14 days', '21 days'));
    await wiki.runJobs();
    const seen = async () => {
        const page = await as('Rita');
        await page.goto(wiki.address('Special:Clausemark/duplicates'));
        const text = await page.content();
        await read(page, 'Backup policy');
        await page.goto(wiki.address('Special:RecentChanges', { hidebots: 0, limit: 100 }));
        const hints = await page.locator('.clausemark-change').allInnerTexts();
        return text + hints.join() + (await rest(page, 'page/' + await idOf('Backup policy'))).text;
    };
    assert.match(await seen(), /Movable/);
    await wiki.api(admin, { action: 'move', from: 'Movable', to: 'HR:Movable', noredirect: '1' });
    for (const jobs of [false, true]) {
        if (jobs) await wiki.runJobs();
        assert.doesNotMatch(await seen(), /Movable|21 days/, jobs ? 'after the job' : 'before the job');
    }
    const page = await as('Bo');
    await page.goto(wiki.address('Special:Clausemark/duplicates'));
    assert.match(await page.content(), /HR:Movable/);
    await wiki.api(admin, { action: 'delete', title: 'HR:Movable' });
});

test('the name of a deleted page is gone at once', async () => {
    await wiki.edit('Doomed', pages['Restore procedure'].replace('14 days', '17 days'));
    await wiki.runJobs();
    const page = await as('Bo');
    await page.goto(wiki.address('Special:Clausemark/duplicates'));
    assert.match(await page.content(), /Doomed/);
    await wiki.api(await as('Admin'), { action: 'delete', title: 'Doomed' });
    await page.goto(wiki.address('Special:Clausemark/duplicates'));
    assert.doesNotMatch(await page.content(), /Doomed/);
    await wiki.runJobs();
});

test('a decision needs the right, a token and a page that may be read', async () => {
    const decide = async (user, more) => {
        const page = await as(user);
        await page.goto(wiki.address('Access control'));
        return (await rest(page, 'decision', { page: await idOf('Access control'), tag: 'urn:clausemark:tag:0', verdict: 'rejected',
            reason: 'r', token: await tokenOf(page), ...more })).status;
    };
    assert.equal(await decide('Rita', {}), 403);
    assert.equal(await decide('', {}), 403);
    assert.equal(await decide('Ed', { token: 'wrong' }), 403);
    assert.equal(await decide('Ed', { verdict: 'maybe' }), 400);
    assert.equal(await decide('Ed', { page: (await hidden())[1] }), 404);
    assert.equal(await decide('Ed', {}), 409, 'there is no such tag');
});

test('what a bulk decision names and may not be read, or is not sent from the form, is not decided', async () => {
    const page = await as('Ed');
    await page.goto(wiki.address('Special:Clausemark/mine'));
    const key = (await hidden())[0];
    const tag = (await server.api(`/v1/annotations?wiki=policies&key=${key}`)).items[0].id;
    const send = async (token) => (await page.context().request.post(wiki.address('Special:Clausemark/mine'),
        { form: { 'tags[]': `${key}|${tag}`, verdict: 'rejected', reason: 'r', wpEditToken: token } })).text();
    assert.match(await send(await tokenOf(page)), /Kept: 0\. Not kept: 1\./);
    assert.doesNotMatch(await send('wrong'), /Kept:/);
    const decision = (await server.api(`/v1/annotations?wiki=policies&key=${key}`)).items[0].clausemark.decision;
    assert.equal(decision, 'suggested');
});

test('who may not view gets no marks, no panel, no list, no hint and no answer', async () => {
    await wiki.edit('Clocks', pages.Clocks + '\nNew words.\n');
    await wiki.edit('Clocks', 'Nothing.\n');
    await wiki.runJobs();
    await wiki.configure("$wgGroupPermissions['*']['clausemark-view'] = false;");
    const page = await as('');
    await page.goto(wiki.address('Backup policy'));
    assert.equal(await page.evaluate(() => mw.loader.getState('ext.clausemark.read')), 'registered');
    await page.goto(wiki.address('Backup policy', { action: 'edit' }));
    assert.equal(await page.locator('.clausemark-check').count(), 0);
    await page.goto(wiki.address('Special:Clausemark'));
    assert.match(await page.locator('.mw-body-content').innerText(), /permission/i);
    for (const [title, query] of [['Special:RecentChanges', {}], ['Clocks', { action: 'history' }]]) {
        await page.goto(wiki.address(title, query));
        assert.equal(await page.locator('.clausemark-change').count(), 0);
    }
    await page.goto(wiki.address('Backup policy', { action: 'info' }));
    assert.doesNotMatch(await page.content(), /Clauses on this page/);
    const id = await idOf('Backup policy');
    assert.equal((await rest(page, 'page/' + id)).status, 403);
    assert.equal((await rest(page, 'clause?clause=iso27001:2022/A.8.13')).status, 403);
    assert.equal((await rest(page, 'draft', { text: 'x', title: 'x', page: 0, token: await tokenOf(page) })).status, 403);
    assert.match(JSON.stringify(await wiki.api(page, { action: 'query', prop: 'clausemark', titles: 'Backup policy' }, false)), /permissiondenied/);
    await wiki.configure("$wgGroupPermissions['*']['clausemark-view'] = true;");
    await leave('');
    const again = await as('');
    await again.goto(wiki.address('Clocks', { action: 'history' }));
    assert.match(await again.locator('.clausemark-change').first().innerText(), /no longer answers ISO\/IEC 27001:2022 control A\.8\.17/);
});
