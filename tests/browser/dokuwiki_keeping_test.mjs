// SPDX-License-Identifier: Apache-2.0
// Keeping wiki and server in step, whatever happens to a page: rolled back, brought back, moved, changed on disk, named in
// any way that the wiki writes names, while the server is away; and what its lists of changes say of each edit.
import assert from 'node:assert/strict';
import { utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, test } from 'node:test';

import { testBed } from './bed.mjs';
import { startDokuWiki } from './dokuwiki.mjs';
import { pages, restore, rights, users } from './dokuwiki_pages.mjs';
import { until } from './processes.mjs';

const reviews = 'Access rights must be reviewed every six months by the owner of each system.';
const clocks = 'Clocks of all systems must be synchronised to one agreed time source.';

const { server, gate, wiki, as, stored, read, quiet } = await testBed({
    gate: true,
    wiki: (address) => startDokuWiki({
        users, rights, plugin: { server: address, wiki: 'policies' },
        pages: {
            ...pages, 'service:edited': `====== Edited ======\n\n${reviews}\n`, 'service:gone': `====== Gone ======\n\n${clocks}\n`,
            'service:from': `====== Mover ======\n\n${clocks}\n`,
        },
    }),
});
await wiki.cli('clausemark', 'backfill');

beforeEach(async () => {
    gate.pass();
    await wiki.rested();
});

const lines = async (user, id, what) => {
    const page = await as(user);
    await page.goto(wiki.address(id, { do: what }));
    return (await page.locator('form.changes li').allInnerTexts()).map((line) => line.replace(/\s+/g, ' '));
};
const annotations = (key) => server.api(`/v1/annotations?${new URLSearchParams({ wiki: 'policies', key })}`);

test('lists of changes say what an edit lost, gained and repeats, as far as the reader may know it, and ask no server', async () => {
    const writer = await as('ed');
    await wiki.save(writer, 'service:edited', `====== Edited ======\n\n${clocks}\n\n===== Restores =====\n\n${restore(7, 'chair')}`);
    await wiki.delivered();
    for (const user of ['', 'ed', 'bo']) await as(user);
    await quiet();
    for (const user of ['', 'ed', 'bo']) await (await as(user)).goto('about:blank');
    gate.mode = 'down';
    gate.log.length = 0;
    for (const [user, board] of [['', false], ['ed', false], ['bo', true]]) {
        for (const [id, what] of [['start', 'recent'], ['service:edited', 'revisions']]) {
            const all = await lines(user, id, what);
            const [line] = all.filter((text) => /service:edited|current/.test(text));
            assert.match(line, /no longer answers .*control A\.5\.18.* · now answers .*control A\.8\.17/, `${user} ${what}`);
            assert.match(line, /\d\d % the same as Restore procedure/);
            assert.equal(/Zanzibar|board/.test(line), board, `${user} ${what}`);
            assert.equal(all.filter((text) => /answers/.test(text)).length, 1, 'one edit has a line');
        }
    }
    assert.deepEqual(gate.log, []);
});

test('a deletion says what is gone, and a page that is brought back answers again', async () => {
    const writer = await as('ed');
    await wiki.save(writer, 'service:gone', '');
    await wiki.delivered();
    assert.equal((await stored('service:gone')).status, 404);
    const [line] = (await lines('ed', 'start', 'recent')).filter((text) => /service:gone/.test(text));
    assert.match(line, /no longer answers .*control A\.8\.17/);
    await writer.goto(wiki.address('service:gone', { do: 'revisions' }));
    const [old] = (await writer.$$eval('#page__revisions a[href*="rev="]', (all) => all.map((a) => new URL(a.href).searchParams.get('rev')))).slice(-1);
    await wiki.save(writer, 'service:gone', null, { rev: old });
    await wiki.delivered();
    assert.match(JSON.stringify(await annotations('service:gone')), /A\.8\.17/);
});

test('a page that is rolled back is on the server as it was', async () => {
    const writer = await as('ed');
    await writer.goto(wiki.address('service:edited', { do: 'revisions' }));
    const [old] = (await writer.$$eval('#page__revisions a[href*="rev="]', (all) => all.map((a) => new URL(a.href).searchParams.get('rev')))).slice(-1);
    await writer.goto(wiki.address('service:edited', { rev: old }));
    await writer.goto(await writer.locator('a[href*="do=revert"]').first().evaluate((a) => a.href)); // a click asks first
    await until(async () => (await writer.locator('.page').innerText()).includes('reviewed every six months'), null, 'the old text');
    await wiki.delivered();
    assert.match(JSON.stringify(await annotations('service:edited')), /A\.5\.18/);
    assert.doesNotMatch(JSON.stringify(await annotations('service:edited')), /A\.8\.17/);
});

test('a page that the move plugin moves takes its history and its decisions along, also over two moves', async () => {
    const writer = await as('ed');
    await read(writer, 'service:from');
    await writer.locator('.clausemark-chip', { hasText: 'A.8.17' }).first().click();
    await writer.fill('.clausemark-review input', 'agreed');
    await writer.click('.clausemark-card button:text("Accept")');
    await writer.waitForSelector('.clausemark-chip.clausemark-confirmed');
    // What the move plugin does: the text at its new place, nothing at the old one, then its event.
    const move = (from, to) => wiki.php(`saveWikiText('${to}', rawWiki('${from}'), 'moved'); saveWikiText('${from}', '', 'moved');
        $data = ['src_id' => '${from}', 'dst_id' => '${to}', 'opts' => [], 'affected_pages' => []];
        dokuwiki\\Extension\\Event::createAndTrigger('PLUGIN_MOVE_PAGE_RENAME', $data, null);`);
    await move('service:from', 'service:between');
    await move('service:between', 'service:to');
    await wiki.delivered();
    for (const old of ['service:from', 'service:between']) assert.equal((await stored(old)).status, 404, old);
    const { items } = await annotations('service:to');
    assert.deepEqual(items.filter((item) => item.clausemark.about.number === 'A.8.17').map((item) => [item.clausemark.decision, item.clausemark.reason]), [['confirmed', 'agreed']]);
    const { changes } = await server.api(`/v1/history/document?${new URLSearchParams({ wiki: 'policies', key: 'service:to' })}`);
    assert.ok(changes.some((change) => change.was === 'service:from' || change.key === 'service:from'), JSON.stringify(changes));
});

test('a thousand pages deleted at once are gone from the server after the tasks behind page views, in bounded steps', async () => {
    await Promise.all(Array.from({ length: 1000 }, (_, i) => wiki.put(`mass:page_${i}`, `====== Page ${i} ======\n\n${clocks}\n`)));
    await wiki.cli('clausemark', 'backfill');
    const held = async () => {
        let count = 0;
        for (let cursor = ''; cursor !== undefined;) {
            const answer = await server.api(`/v1/documents?wiki=policies&limit=1000&cursor=${cursor}`);
            count += answer.documents.filter((document) => document.key.startsWith('mass:')).length;
            cursor = answer.next;
        }
        return count;
    };
    assert.equal(await held(), 1000);
    await wiki.php(`for ($i = 0; $i < 1000; $i++) saveWikiText("mass:page_$i", '', 'all gone');`);
    assert.ok(await wiki.waiting() >= 1000, 'each waits');
    await wiki.tasks('start');
    let left = 1000;
    await until(async () => (left = await held()) < 1000, null, 'a step');
    assert.ok(left > 900, `a view of a page takes a few of them along: ${left} left`);
    await wiki.delivered();
    assert.equal(await held(), 0);
    assert.match(await wiki.cli('clausemark', 'reconcile'), /agree/);
});

test('however many pages wait, a server that is down is asked once, and gets them all in bounded steps', async () => {
    gate.mode = 'down';
    await wiki.php(`for ($i = 0; $i < 120; $i++) saveWikiText("queue:page_$i", "====== Page $i ======\\n\\nWritten meanwhile.\\n", '');
        for ($i = 0; $i < 120; $i++) plugin_load('helper', 'clausemark_queue')->mark("queue:page_$i");`);
    assert.ok(await wiki.waiting() >= 120);
    await quiet();
    gate.log.length = 0;
    for (let i = 0; i < 10; i++) await wiki.tasks('start');
    await until(async () => gate.log.length > 0, null, 'a question');
    await wiki.tasks('start');
    await quiet();
    assert.equal(gate.log.length, 1);
    await assert.rejects(wiki.cli('clausemark', 'status'), /cannot be asked: unreachable.*pages wait: 12\d/);
    gate.pass();
    await wiki.rested();
    gate.log.length = 0;
    const told = await wiki.cli('clausemark', 'deliver');
    assert.match(told, /100 of 12\d pages[\s\S]*12\d pages delivered/);
    assert.match((await stored('queue:page_119')).document.title, /Page 119/);
    await wiki.php(`for ($i = 0; $i < 120; $i++) saveWikiText("queue:page_$i", '', '');`);
    await quiet();
    await wiki.rested();
    gate.log.length = 0;
    await wiki.tasks('start');
    await until(async () => (await wiki.waiting()) === 100, null, 'a step');
    assert.ok(gate.log.filter((asked) => asked.method === 'DELETE').length <= 20, 'one view of a page does a step');
    await wiki.delivered();
    assert.equal((await stored('queue:page_119')).status, 404);
});

test('wiki and server are compared behind a page view, every so many hours', async () => {
    const due = () => utimes(join(wiki.data, 'meta/_clausemark/reconciled'), 1, 1);
    await wiki.put('disk:made', `====== Made ======\n\n${clocks}\n`);
    await wiki.configure({ reconcile_hours: 0 });
    await due();
    await quiet();
    gate.log.length = 0;
    await wiki.tasks('start');
    await wiki.tasks('start');
    await quiet();
    assert.equal(gate.log.filter((asked) => asked.path.startsWith('/v1/documents')).length, 0);
    await wiki.configure({ reconcile_hours: 24 });
    await wiki.tasks('start');
    await until(async () => (await stored('disk:made')).document, null, 'the page');
    await quiet();
    gate.log.length = 0;
    await wiki.tasks('start');
    await wiki.tasks('start');
    await quiet();
    assert.equal(gate.log.filter((asked) => asked.path.startsWith('/v1/documents')).length, 0, 'not again');
});

for (const [what, settings] of Object.entries({
    'accents kept, slashes for colons': { deaccent: 0, userewrite: 2, useslash: 1 },
    'file names in UTF-8': { deaccent: 0, fnencode: 'utf-8' },
    'file names in safe characters': { deaccent: 0, fnencode: 'safe' },
    'accents taken off': { sepchar: '-' },
})) {
    test(`names of pages need every kind of escaping: ${what}`, async () => {
        const usual = { deaccent: 1, fnencode: 'url', userewrite: 0, useslash: 0, sepchar: '_' };
        await wiki.configure({}, { ...usual, ...settings });
        const page = await as('ed');
        const ids = [];
        for (const name of ['größe und maß:prüfung 100 % (ä)', 'מדיניות:גיבוי', `lang:${'seite_'.repeat(20)}x`, "o'neil:a&b=c+d 方針.v1-2"]) {
            await page.goto(`${wiki.url}/doku.php?${new URLSearchParams({ id: name, do: 'edit' })}`);
            ids.push(await page.evaluate(() => JSINFO.id));
            await page.fill('#wiki__text', `====== Named ${ids.length} ======\n\n${clocks}\n`);
            await page.click('#edbtn__save');
            await page.waitForSelector('#dokuwiki__content .page:not(:has(#wiki__text))');
        }
        await wiki.delivered();
        for (const [at, id] of ids.entries()) {
            assert.equal((await stored(id)).document?.key, id);
            await page.goto(`${wiki.url}/doku.php?${new URLSearchParams({ id })}`);
            await page.locator('.clausemark-chip', { hasText: 'A.8.17' }).first().click();
            const link = page.locator('.clausemark-card details', { hasText: 'Also answered on' }).locator('a', { hasText: /^Named/ }).first();
            await link.waitFor({ state: 'attached' });
            // The link to another of them leads there.
            const there = await page.request.get(wiki.url + await link.getAttribute('href'));
            assert.ok((await there.text()).includes(await link.textContent()), id);
            await page.goto(`${wiki.url}/doku.php?${new URLSearchParams({ id, do: 'clausemark', report: 'tags', of: id })}`);
            assert.match(await page.locator('.plugin_clausemark').innerText(), new RegExp(`Named ${at + 1}`));
            assert.deepEqual(page.complaints, []);
        }
        assert.match(await wiki.cli('clausemark', 'reconcile'), /wiki and server agree/);
        await wiki.php(`foreach (array_keys(plugin_load('helper', 'clausemark_pages')->all()) as $id) if (strpos(rawWiki($id), 'Named ') !== false) saveWikiText($id, '', '');`);
        await wiki.delivered();
        await wiki.configure({}, usual);
    });
}
