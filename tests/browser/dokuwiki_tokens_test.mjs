// SPDX-License-Identifier: Apache-2.0
// Two DokuWikis at one server that wants tokens: each with a token of its own, one that may not write everything, one that
// may only read, none at all; and neither shows, counts or decides about anything of the other.
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, beforeEach, test } from 'node:test';

import { launch } from './browser.mjs';
import { startClausemark } from './clausemark.mjs';
import { startDokuWiki } from './dokuwiki.mjs';
import { pages, restore, rights, users } from './dokuwiki_pages.mjs';
import { openPage } from './page.mjs';

let server;
let browser;
let wiki;
let other;
let page;

const clocks = 'Clocks of all systems must be synchronised to one agreed time source.';

before(async () => {
    [server, browser] = await Promise.all([
        startClausemark([], {
            admin: ['--role', 'admin'],
            policies: ['--role', 'writer', '--all-spaces'], it: ['--role', 'writer', '--all-spaces'],
            service: ['--role', 'writer', '--space', 'service'], auditor: ['--role', 'reader', '--all-spaces'],
        }),
        launch(),
    ]);
    wiki = await startDokuWiki({ users, rights, pages, plugin: { server: server.url, wiki: 'policies', token: server.tokens.policies } });
    other = await startDokuWiki({
        users, plugin: { server: server.url, wiki: 'it', token: server.tokens.it },
        pages: { 'security:backup': `====== Foreign backup ======\n\n${restore(99, 'pilot')}\n${clocks}\n`, 'service:passwords': '====== Foreign passwords ======\n\nPasswords must have at least 99 characters.\n' },
    });
    for (const one of [wiki, other]) await one.cli('clausemark', 'backfill');
    page = await openPage(browser);
    await wiki.logIn(page, 'ed');
});
beforeEach(() => wiki.rested());
after(async () => {
    await browser?.close();
    await other?.stop();
    await wiki?.stop();
    await server?.stop();
});

const held = async (name) => (await server.api(`/v1/documents?wiki=${name}`)).documents.map((document) => document.key);

test('with its token a wiki reads, tells and decides', async () => {
    await page.goto(wiki.address('security:access'));
    await page.locator('.clausemark-chip', { hasText: 'A.5.18' }).first().click();
    await page.fill('.clausemark-review input', 'agreed');
    await page.click('.clausemark-card button:text("Accept")');
    await page.waitForSelector('.clausemark-chip.clausemark-confirmed');
    await wiki.save(page, 'service:told', `====== Told ======\n\n${clocks}\n`);
    await wiki.delivered();
    assert.ok((await held('policies')).includes('service:told'));
    const history = await server.api('/v1/history/document?wiki=policies&key=service:told');
    assert.equal(history.changes[0].who, 'policies', 'the server knows whose token it was');
});

test('two wikis on one server do not see each other, though their pages are called the same and say the same', async () => {
    for (const id of ['security:backup', 'service:passwords', 'service:told']) {
        await page.goto(wiki.address(id));
        await page.waitForSelector('.clausemark-chip');
        const answer = await page.request.get(`${wiki.url}/lib/exe/ajax.php?call=plugin_clausemark&do=view&id=${id}`);
        assert.doesNotMatch(await page.content() + await answer.text(), /Foreign|99 days|99 characters/, id);
    }
    for (const report of ['mine', 'coverage&standard=iso27001:2022', 'evidence&clause=iso27001:2022/A.8.17', 'duplicates', 'conflicts']) {
        await page.goto(`${wiki.url}/doku.php?id=start&do=clausemark&report=${report}`);
        assert.doesNotMatch(await page.content(), /Foreign|99 days|99 characters/, report);
    }
    await page.goto(`${wiki.url}/doku.php?id=start&do=clausemark&report=coverage&standard=iso27001:2022`);
    assert.match(await page.locator('tr', { hasText: 'A.8.17' }).innerText(), /on 1 page/, 'of two on the server');
    assert.equal(await page.locator('.clausemark-confirmed').count(), 0);
    assert.match(await wiki.cli('clausemark', 'reconcile'), /agree on/);
    assert.deepEqual(await held('it'), ['security:backup', 'service:passwords']);
});

test('a decision in one wiki is none in the other', async () => {
    const { items } = await server.api('/v1/annotations?wiki=it&key=security:backup');
    assert.ok(items.length > 0 && items.every((item) => item.clausemark.decision === 'suggested'));
});

for (const [what, token] of [['no token', ''], ['a token that does not hold', 'clausemark_nothing']]) {
    test(`with ${what} pages are read, and the administrator is told why nothing is marked`, async () => {
        await wiki.configure({ token });
        await page.goto(wiki.address('security:backup'));
        await page.click('.clausemark-summary summary');
        assert.match(await page.locator('.clausemark-summary').innerText(), /cannot be asked at the moment/);
        await page.click('.clausemark-summary summary');
        await assert.rejects(wiki.cli('clausemark', 'status'), /cannot be asked: unauthorised \(/);
        await wiki.configure({ token: server.tokens.policies });
    });
}

test('with a token that may only read, marks are shown, and the status says that nothing can be told', async () => {
    const file = join(wiki.folder, 'reader');
    await writeFile(file, server.tokens.auditor + '\n', { mode: 0o600 });
    await wiki.configure({ token: file });
    await wiki.save(page, 'service:told', '====== Told ======\n\nNothing any more.\n');
    await wiki.delivered();
    await page.goto(wiki.address('security:backup'));
    await page.waitForSelector('.clausemark-chip');
    await assert.rejects(wiki.cli('clausemark', 'status'), /may not write/);
    await assert.rejects(wiki.cli('clausemark', 'backfill'), /the server refuses/);
    assert.match(JSON.stringify(await server.api('/v1/document?wiki=policies&key=service:told&source=true')), /Clocks of all systems/);
    // With the right token, everything is told again.
    await wiki.configure({ token: server.tokens.policies });
    assert.match(await wiki.cli('clausemark', 'backfill'), /agree on/);
    assert.match(JSON.stringify(await server.api('/v1/document?wiki=policies&key=service:told&source=true')), /Nothing any more/);
});

test('with a token for one space its pages are told, and those of others hold nobody up', async () => {
    await wiki.configure({ token: server.tokens.service, wiki: 'of-service' });
    await assert.rejects(wiki.cli('clausemark', 'backfill'), /the server refuses[\s\S]*security:access/);
    assert.deepEqual((await held('of-service')).filter((key) => !key.startsWith('service:')), []);
    assert.ok((await held('of-service')).includes('service:restore'));
    await wiki.save(page, 'security:closed', `====== Closed ======\n\n${clocks}\n`);
    await wiki.save(page, 'service:open', `====== Open ======\n\n${clocks}\n`);
    await wiki.delivered();
    assert.ok((await held('of-service')).includes('service:open'));
    assert.ok(!(await held('of-service')).includes('security:closed'));
    await page.goto(wiki.address('service:open'));
    await page.waitForSelector('.clausemark-chip');
    await page.goto(wiki.address('security:closed'));
    await page.click('.clausemark-summary summary');
    assert.match(await page.locator('.clausemark-summary').innerText(), /has not been analysed yet/);
    await wiki.configure({ token: server.tokens.policies, wiki: 'policies' });
});
