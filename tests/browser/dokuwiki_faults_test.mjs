// SPDX-License-Identifier: Apache-2.0
// The DokuWiki plugin where things go wrong: a server that fails in every way, pages that try to be markup, a very large
// page, a thousand pages gone at once, another wiki on the same server, a delivery that died. Reading and saving go on.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, test } from 'node:test';

import { testBed } from './bed.mjs';
import { startDokuWiki } from './dokuwiki.mjs';
import { pages, rights, users } from './dokuwiki_pages.mjs';
import { until } from './processes.mjs';

const hostile = '<img src=x onerror=alert(1)> "it\'s" &amp; \u05E9\u05DC\u05D5\u05DD\u202E\u200B {{x}} %s $1 </script>';
const twice = `Every request for a restore is written down by the service desk with <b>name</b>, date and reason "as given" & signed.
Nobody restores anything alone; a second operator looks on, and both sign the sheet before the file goes back to its owner.
`;

const { server, gate, wiki, as, stored, quiet } = await testBed({
    gate: true,
    wiki: (address) => startDokuWiki({
        users, rights, plugin: { server: address, wiki: 'policies' },
        pages: { ...pages, hostile: `====== ${hostile} ======\n\n${twice}`, 'service:copy': `====== Copy ======\n\n${twice}` },
    }),
});
await wiki.cli('clausemark', 'backfill');
const page = await as('ed');

const { waiting, rested, tasks } = wiki;
/** Page views go by, and time, until the server holds such a page. */
const holds = (id, words) => until(async () => {
    await rested();
    await tasks('start');
    return words.test(JSON.stringify(await stored(id)));
}, null, `${id} on the server`);

beforeEach(async () => {
    gate.pass();
    await rested();
});

for (const mode of ['down', 'hang', 401, 429, 500, 'half', 'garbage']) {
    test(`with a server that answers "${mode}" pages are read and saved, and the server is told later`, async () => {
        await page.goto(wiki.address('service:fault', { do: 'edit' }));
        gate.mode = mode;
        gate.log.length = 0;
        const text = `====== Fault ======\n\nWritten while the server answered ${mode}.\n`;
        await page.fill('#wiki__text', text);
        const [saved] = await Promise.all([page.waitForResponse((answer) => answer.request().method() === 'POST' && /doku\.php/.test(answer.url())),
            page.click('#edbtn__save')]);
        assert.equal(saved.status(), 302);
        await page.waitForSelector('.clausemark-summary');
        assert.match(await page.locator('.page').innerText(), new RegExp(`answered ${mode}`));
        await page.click('.clausemark-summary summary');
        assert.match(await page.locator('.clausemark-summary').innerText(), /cannot be asked at the moment/);
        await page.click('.clausemark-summary summary');
        assert.equal(await waiting(), 1);
        // It failed a moment ago: it is left alone.
        await quiet();
        const asked = gate.log.length;
        await page.goto(wiki.address('service:fault'));
        await page.waitForSelector('.clausemark-summary');
        await tasks('service:fault');
        await quiet();
        assert.equal(gate.log.length, asked);
        assert.deepEqual(page.complaints, []);

        gate.pass();
        await holds('service:fault', new RegExp(`answered ${mode}`));
        await until(async () => (await waiting()) === 0, null, 'an empty queue');
    });
}

test('a server that is busy is left alone for as long as it says', async () => {
    gate.mode = 429;
    gate.retryAfter = '120';
    await page.goto(wiki.address('security:backup'));
    await page.waitForSelector('.clausemark-summary');
    const until = (await stat(join(wiki.data, 'cache/clausemark/rest'))).mtimeMs;
    assert.ok(until > Date.now() + 60000, 'longer than after a failure');
    gate.retryAfter = '';
});

test('saving asks the server nothing', async () => {
    await page.goto(wiki.address('service:quiet', { do: 'edit' }));
    await page.fill('#wiki__text', '====== Quiet ======\n\nNothing.\n');
    const form = Object.fromEntries(await page.$$eval('#dw__editform [name]', (all) => all.map((field) => [field.name, field.value])));
    await quiet();
    gate.log.length = 0;
    const answer = await page.request.post(wiki.address('service:quiet'), { form: { ...form, 'do[save]': '1' }, maxRedirects: 0 });
    assert.equal(answer.status(), 302);
    assert.deepEqual(gate.log, []);
});

test('an answer about an older revision says so', async () => {
    gate.change = (path, body) => (path.startsWith('/v1/annotations') ? body.replace(/"revision":"\d+"/, '"revision":"1"') : body);
    await page.goto(wiki.address('security:backup'));
    await page.waitForSelector('.clausemark-summary');
    await page.click('.clausemark-summary summary');
    assert.match(await page.locator('.clausemark-summary').innerText(), /changed since it was analysed/);
    await page.click('.clausemark-summary summary');
});

test('titles and quotes that try to be markup stay text, wherever they are shown', async () => {
    const shownAsText = async (where) => {
        assert.deepEqual(page.complaints, [], where);
        assert.equal(await page.locator('img[src="x"]').count(), 0, where);
    };
    await page.goto(wiki.address('service:copy'));
    await page.locator('.clausemark-chip-duplicate').first().click();
    assert.match(await page.locator('.clausemark-card').innerText(), /<img src=x onerror=alert\(1\)>/);
    await shownAsText('card');
    await page.goto(wiki.address('hostile'));
    await page.locator('.clausemark-chip').first().click();
    await shownAsText('page');
    for (const report of ['duplicates', 'mine', 'evidence&clause=' + encodeURIComponent(hostile), 'coverage&standard=' + encodeURIComponent(hostile), 'mine&owner=' + encodeURIComponent(hostile)]) {
        await page.goto(`${wiki.url}/doku.php?id=start&do=clausemark&report=${report}`);
        await shownAsText(report);
    }
    await page.goto(`${wiki.url}/doku.php?id=start&do=clausemark&report=duplicates`);
    await page.locator('tr', { hasText: 'onerror' }).locator('a[href*="cluster="]').click();
    assert.match(await page.locator('.clausemark-sides').innerText(), /with <b>name<\/b>/);
    await shownAsText('side by side');
});

test('what another wiki on the same server holds is not shown here', async () => {
    for (const key of ['service:copy', 'elsewhere']) {
        await server.api(`/v1/document?${new URLSearchParams({ wiki: 'other', key })}`, {
            method: 'PUT', headers: { 'Content-Type': 'application/json' },
            body: JSON.stringify({ text: `====== Foreign ======\n\n${twice}\nClocks of all systems must be synchronised to one agreed time source.\n`, format: 'dokuwiki', title: 'Foreign' }),
        });
    }
    await page.goto(wiki.address('hostile'));
    await page.waitForSelector('.clausemark-chip');
    assert.doesNotMatch(await page.content(), /Foreign/);
    await page.goto(`${wiki.url}/doku.php?id=start&do=clausemark&report=duplicates`);
    assert.doesNotMatch(await page.content(), /Foreign/);
    assert.equal((await stored('service:copy')).document.title, 'Copy');
    await wiki.cli('clausemark', 'reconcile');
    const other = await server.api('/v1/documents?wiki=other');
    assert.equal(other.documents.length, 2, 'reconciling one wiki leaves the other alone');
});

test('a page of two megabytes is read and kept on the server, and says why it has no marks', async () => {
    const line = 'Every system in scope must have backup copies of data, software and system images, taken at least daily. ';
    const large = '====== Large ======\n\n' + Array.from({ length: 2000 }, (_, i) => `Part ${i}: ${line.repeat(10)}\n\n`).join('');
    assert.ok(large.length > 2e6);
    await wiki.put('large', large);
    await wiki.cli('clausemark', 'reconcile');
    assert.equal((await stored('large')).document.key, 'large');
    await page.goto(wiki.address('large'), { timeout: 60000 });
    await page.waitForSelector('.clausemark-summary', { timeout: 60000 });
    assert.match(await page.locator('.page').innerText(), /Part 1999/);
    await page.click('.clausemark-summary summary');
    assert.match(await page.locator('.clausemark-summary').innerText(), /too large to be marked/);
    await page.click('.clausemark-summary summary');
    // Nobody else is the worse for it.
    await page.goto(wiki.address('security:backup'));
    await page.waitForSelector('.clausemark-chip');
    assert.deepEqual(page.complaints, []);
    await rm(wiki.file('large'));
});

test('a thousand pages gone at once are gone from the server', async () => {
    for (let i = 0; i < 1000; i++) await wiki.put(`many:page_${i}`, `====== Page ${i} ======\n\nThe owner of system ${i} reviews access rights every ${1 + (i % 12)} months.\n`);
    const told = await wiki.cli('clausemark', 'reconcile');
    assert.match(told, /1000 of 1000 pages|wiki and server agree/);
    assert.equal((await stored('many:page_999')).document.title, 'Page 999');
    await rm(join(wiki.data, 'pages/many'), { recursive: true });
    await wiki.cli('clausemark', 'reconcile');
    assert.equal((await stored('many:page_999')).status, 404);
    assert.equal(await waiting(), 0);
});

test('what a delivery that died had taken is delivered by the next', async () => {
    const taken = join(wiki.data, 'meta/_clausemark/taken');
    await mkdir(taken, { recursive: true });
    await wiki.put('service:died', '====== Died ======\n\nNever arrived.\n');
    await writeFile(join(taken, createHash('sha256').update('service:died').digest('hex')), 'service:died');
    await holds('service:died', /Never arrived/);
});

test('a token that stands in a file goes to the server and nowhere else', async () => {
    const file = join(wiki.folder, 'token');
    await writeFile(file, 'a-token-of-the-server\n', { mode: 0o600 });
    await wiki.configure({ token: file });
    await quiet();
    gate.log.length = 0;
    await page.goto(wiki.address('security:backup'));
    await page.waitForSelector('.clausemark-chip');
    assert.ok(gate.log.length > 0 && gate.log.every((asked) => asked.token === 'Bearer a-token-of-the-server'));
    const answer = await page.evaluate(async () => (await fetch(DOKU_BASE + 'lib/exe/ajax.php?call=plugin_clausemark&do=view&id=security:backup')).text());
    assert.doesNotMatch(await page.content() + answer, /a-token-of-the-server/);
    await wiki.configure({ token: '' });
});

test('where it is wanted, an edit that takes away the only evidence is warned of once', async () => {
    await wiki.configure({ warn: 1 });
    const save = async () => {
        await page.fill('#wiki__text', '====== Access control ======\n\nNothing.\n');
        await page.click('#edbtn__save');
    };
    await page.goto(wiki.address('security:access', { do: 'edit' }));
    await save();
    await page.waitForSelector('.notify');
    const said = await page.locator('#dokuwiki__content').innerText();
    assert.match(said, /takes away the only evidence of ISO\/IEC 27001:2022, control A\.5\.18/);
    assert.match(said, /Save again to save all the same/);
    await save();
    await page.waitForSelector('#dokuwiki__content .page:not(:has(#wiki__text))');
    assert.doesNotMatch(await page.locator('.page').innerText(), /reviewed every six months/);

    // A copy is warned of from the threshold on, and not below it.
    const copy = `====== Our copy ======\n\nThe river runs past the old mill, and nobody there minds what day it is.\n\n${twice}\nThe meadow behind the mill belongs to nobody.\n`;
    await wiki.configure({ warn_similarity: 100 });
    const almost = copy.replace('looks on', 'watches').replace('file', 'folder').replace('date', 'day');
    await page.goto(wiki.address('service:almost', { do: 'edit' }));
    await page.fill('#wiki__text', almost);
    await page.click('#edbtn__save');
    await page.waitForSelector('#dokuwiki__content .page:not(:has(#wiki__text))');
    await wiki.configure({ warn_similarity: 80 });
    await page.goto(wiki.address('service:ours', { do: 'edit' }));
    await page.fill('#wiki__text', copy);
    await page.click('#edbtn__save');
    await page.waitForSelector('.notify');
    assert.match(await page.locator('#dokuwiki__content').innerText(), /(9\d|100) % of this text stands on the page “.*” already\. Link to it instead\?/);
    assert.equal(await page.inputValue('#wiki__text'), copy, 'nothing that was written is lost');
    await page.click('#edbtn__save');
    await page.waitForSelector('#dokuwiki__content .page:not(:has(#wiki__text))');
    assert.match(await page.locator('.page').innerText(), /Our copy/);

    // A server that does not answer warns of nothing.
    gate.mode = 'hang';
    await rested();
    await page.goto(wiki.address('security:backup', { do: 'edit' }));
    await page.fill('#wiki__text', '====== Backup policy ======\n\nNothing.\n');
    await page.click('#edbtn__save');
    await page.waitForSelector('#dokuwiki__content .page:not(:has(#wiki__text))');
    assert.match(await page.locator('.page').innerText(), /Nothing/);
    await wiki.configure({ warn: 0 });
});
