// SPDX-License-Identifier: Apache-2.0
// The MediaWiki extension and its server in step: edits, moves, deletions, imports and rollbacks arrive; a server that is
// down, hangs or answers nonsense neither delays nor breaks reading and saving, and what was missed is mended.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { testBed } from './bed.mjs';
import { startMediaWiki } from './mediawiki.mjs';

const clocks = 'Clocks of all systems must be synchronised to one agreed time source.\n';
const rights = 'Access rights must be reviewed every six months by the owner of each system.\n';
const backups = 'Every system must have backup copies of data, taken at least daily.\n';
const { server, gate, wiki, as, stored } = await testBed({
    gate: true, wiki: (address) => startMediaWiki({ server: address, settings: '$wgGroupPermissions["sysop"]["import"] = true;' }),
});
const page = await as('Admin');
await page.goto(wiki.address('Special:Version'));

const idOf = async (title) => (await wiki.api(page, { action: 'query', titles: title }, false)).query.pages[0].pageid;
const edit = async (title, text) => {
    const answer = await wiki.api(page, { action: 'edit', title, text });
    assert.equal(answer.edit?.result, 'Success', JSON.stringify(answer));
    return answer.edit.pageid;
};
const view = (id) => page.evaluate(async (key) => (await fetch('/rest.php/clausemark/v0/page/' + key)).json(), id);

test('a saved page arrives, a moved one keeps its key, a deleted one goes, a restored one comes back', async () => {
    const id = await edit('Time', clocks);
    await wiki.runJobs();
    assert.equal((await stored(id)).document.title, 'Time');
    await wiki.api(page, { action: 'move', from: 'Time', to: 'Clock rules' });
    await wiki.runJobs();
    assert.equal((await stored(id)).document.title, 'Clock rules');
    await wiki.api(page, { action: 'delete', title: 'Clock rules' });
    await wiki.runJobs();
    assert.equal((await stored(id)).status, 404);
    await wiki.api(page, { action: 'undelete', title: 'Clock rules' });
    await wiki.runJobs();
    assert.equal((await stored(await idOf('Clock rules'))).source, clocks.trim());
});

test('a rollback and an import arrive; a page that becomes a redirect is no document', async () => {
    const id = await edit('Rolled', clocks);
    await wiki.edit('Rolled', backups, 'Maintenance script');
    await wiki.runJobs();
    assert.match((await stored(id)).source, /backup/);
    const token = (await wiki.api(page, { action: 'query', meta: 'tokens', type: 'rollback' }, false)).query.tokens.rollbacktoken;
    const rolled = await page.context().request.post(wiki.url + '/api.php',
        { form: { action: 'rollback', title: 'Rolled', user: 'Maintenance script', token, format: 'json' } });
    assert.ok((await rolled.json()).rollback);
    await wiki.runJobs();
    assert.match((await stored(id)).source, /Clocks/);
    await wiki.import({ Imported: backups });
    await wiki.runJobs();
    assert.equal((await stored(await idOf('Imported'))).document.title, 'Imported');
    await edit('Rolled', '#REDIRECT [[Imported]]');
    await wiki.runJobs();
    assert.equal((await stored(id)).status, 404);
});

test('marks of an older revision say so, and stand where the words are still the same', async () => {
    const id = await edit('Older', clocks + '\n' + backups);
    await wiki.runJobs();
    await edit('Older', 'New words.\n\n' + clocks);
    assert.equal((await view(id)).state, 'older');
    await page.goto(wiki.address('Older'));
    await page.waitForSelector('.clausemark-chip');
    await page.locator('.clausemark-summary summary').first().click();
    const summary = await page.locator('.clausemark-summary').innerText();
    assert.match(summary, /has changed since it was analysed/);
    assert.match(summary, /These words are not on the page/);
    assert.equal(await page.locator('.clausemark-chip', { hasText: 'A.8.17' }).count(), 1);
    await wiki.runJobs();
    assert.equal((await view(id)).state, 'current');
});

test('whatever the server does, pages are read and saved, and say nothing of it', async () => {
    const id = await edit('Faults', clocks);
    await wiki.runJobs();
    await wiki.configure('$wgClausemarkReadTimeout = 0.5; $wgClausemarkJobTimeout = 0.5;');
    for (const mode of ['down', 'hang', 'half', 'garbage', 401, 429, 500]) {
        gate.mode = mode;
        await edit('Faults', clocks + '\n' + mode);
        assert.equal((await view(id)).state, 'unavailable', String(mode));
        await page.goto(wiki.address('Faults'));
        assert.match(await page.locator('.mw-parser-output').innerText(), new RegExp(mode));
        await page.goto(wiki.address('Special:Clausemark'));
        assert.match(await page.locator('.mw-body-content').innerText(), /cannot be asked/, String(mode));
        await page.goto(wiki.address('Faults', { action: 'edit' }));
        await page.click('.clausemark-check summary');
        await page.locator('.clausemark-check >> text=cannot be asked').waitFor();
    }
    gate.pass();
    await wiki.configure('$wgClausemarkReadTimeout = 5; $wgClausemarkJobTimeout = 20;');
    assert.deepEqual(page.complaints, []);
});

test('a job that the server did not take is made up for by reconcile, and the page of a 2 MB text as well', async () => {
    const id = await edit('Missed', clocks);
    gate.mode = 500;
    await wiki.runJobs();
    gate.pass();
    const filler = 'The river runs past the old mill and the meadow behind it. ';
    const big = await edit('Big', (filler.repeat(8) + '\n\n').repeat(4000) + clocks);
    const gone = await edit('Gone', clocks);
    await wiki.runJobs();
    await wiki.script('maintenance/sql.php', ['--query', `DELETE FROM page WHERE page_id = ${gone}`]);
    const dry = await wiki.script('extensions/Clausemark/maintenance/reconcile.php', ['--dry-run']);
    assert.match(dry, /\d+ to deliver, 1 to remove/);
    assert.match(await wiki.script('extensions/Clausemark/maintenance/reconcile.php'), /in step/);
    assert.match(await wiki.script('extensions/Clausemark/maintenance/reconcile.php', ['--dry-run']), /^0 to deliver, 0 to remove/);
    assert.match((await stored(id)).source, /Clocks/);
    assert.equal((await stored(gone)).status, 404);
    assert.equal((await stored(big)).document.title, 'Big');
    assert.equal((await view(big)).state, 'current');
});

test('a page with more marks than the wiki can take says so, and is read as always', async () => {
    const id = await edit('Marked all over', clocks);
    await wiki.runJobs();
    gate.change = (path, body) => (path.startsWith('/v1/annotations') ? body + ' '.repeat(9 << 20) : body);
    assert.equal((await view(id)).state, 'large');
    await page.goto(wiki.address('Marked all over'));
    await page.waitForSelector('.clausemark-summary');
    await page.evaluate(() => { document.querySelector('.clausemark-summary details').open = true; });
    assert.match(await page.locator('.clausemark-summary').innerText(), /too large to be marked/);
    gate.pass();
    assert.equal((await view(id)).state, 'current');
});

test('backfill hands over every page, and a second time changes nothing', async () => {
    const first = await wiki.script('extensions/Clausemark/maintenance/backfill.php');
    assert.match(first, /\d+ of \d+ pages/);
    assert.match(first, / 0 refused, 0 failed/);
    const before = (await server.api('/v1/changes?limit=1000')).next;
    await wiki.script('extensions/Clausemark/maintenance/backfill.php');
    assert.equal((await server.api('/v1/changes?limit=1000')).next, before);
});

test('fifty pages deleted at once are gone after the jobs', async () => {
    const titles = Array.from({ length: 50 }, (_, i) => `Mass ${i}`);
    await wiki.import(Object.fromEntries(titles.map((title) => [title, clocks])));
    await wiki.runJobs();
    const held = async () => (await server.api('/v1/documents?wiki=policies&limit=1000')).documents.filter((d) => d.title.startsWith('Mass')).length;
    assert.equal(await held(), 50);
    await wiki.script('maintenance/deleteBatch.php', [], titles.join('\n'));
    await wiki.runJobs();
    assert.equal(await held(), 0);
});

test('where it is switched on, losing the only evidence is questioned once, in both editors, and programs are not asked', async () => {
    await edit('Only', 'Rights.\n\n' + rights);
    await wiki.runJobs();
    await wiki.configure('$wgClausemarkWarnOnSave = true;');
    await page.goto(wiki.address('Only', { action: 'edit' }));
    await page.fill('#wpTextbox1', 'Nothing left.');
    await page.click('#wpSave');
    await page.locator('text=removes the only evidence of').waitFor();
    assert.match(await page.inputValue('#wpTextbox1'), /^Nothing left/);
    await page.click('#wpSave');
    await page.waitForSelector('.mw-parser-output:has-text("Nothing left.")');
    await wiki.runJobs();
    await edit('Only', rights);
    await wiki.runJobs();
    await edit('Only', 'A program empties it.'); // succeeds at once
    await wiki.configure('$wgClausemarkReadTimeout = 0.5;');
    gate.mode = 'hang';
    await page.goto(wiki.address('Only', { action: 'edit' }));
    await page.fill('#wpTextbox1', 'Without the server nobody is asked.');
    await page.click('#wpSave');
    await page.waitForSelector('.mw-parser-output:has-text("nobody is asked")');
    gate.pass();
});

test('two wikis share a server, and neither sees the other\'s pages', async () => {
    await server.api('/v1/document?wiki=other&key=1', { method: 'PUT', headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ text: clocks, title: 'Of the other wiki', format: 'mediawiki' }) });
    const id = await edit('Ours', clocks);
    await wiki.runJobs();
    await page.goto(wiki.address('Special:Clausemark/duplicates'));
    assert.doesNotMatch(await page.content(), /Of the other wiki/);
    assert.doesNotMatch(JSON.stringify(await view(id)), /Of the other wiki/);
    assert.match(await wiki.script('extensions/Clausemark/maintenance/reconcile.php', ['--dry-run']), / 0 to remove/);
});
