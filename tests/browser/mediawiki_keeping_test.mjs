// SPDX-License-Identifier: Apache-2.0
// The MediaWiki extension and its server in step: edits, moves, deletions, imports and rollbacks arrive; a server that is
// down, hangs or answers nonsense neither delays nor breaks reading and saving, and what was missed is mended.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';

import { testBed } from './bed.mjs';
import { startMediaWiki } from './mediawiki.mjs';
import { start, until } from './processes.mjs';

const clocks = 'Clocks of all systems must be synchronised to one agreed time source.\n';
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

test('a thousand pages deleted at once are gone after the jobs, which run in portions', async () => {
    const titles = Array.from({ length: 1000 }, (_, i) => `Mass ${i}`);
    await wiki.import(Object.fromEntries(titles.map((title, i) => [title, `Page ${i} of many.\n\n` + clocks])));
    await wiki.script('extensions/Clausemark/maintenance/backfill.php');
    await wiki.script('maintenance/manageJobs.php', ['--type', 'clausemarkDeliver', '--action', 'delete']); // what they bring is there
    const held = async () => {
        let count = 0;
        for (let cursor = ''; cursor !== undefined;) {
            const answer = await server.api(`/v1/documents?wiki=policies&limit=1000&cursor=${cursor}`);
            count += answer.documents.filter((document) => document.title.startsWith('Mass')).length;
            cursor = answer.next;
        }
        return count;
    };
    assert.equal(await held(), 1000);
    await wiki.script('maintenance/deleteBatch.php', [], titles.join('\n'));
    const waiting = async () => (await wiki.script('maintenance/showJobs.php', ['--type', 'clausemarkDeliver', '--list'])).split('\n').filter(Boolean).length;
    assert.equal(await waiting(), 1000, 'a job a page');
    await wiki.runJobs('--maxjobs', '400', '--type', 'clausemarkDeliver');
    assert.equal(await waiting(), 600);
    await wiki.runJobs();
    assert.equal(await held(), 0);
    assert.match(await wiki.script('extensions/Clausemark/maintenance/reconcile.php', ['--dry-run']), /^0 to deliver, 0 to remove/);
});

test('a job that is killed half-way leaves the wiki as it is, and is made up for', async () => {
    const id = await edit('Killed', clocks);
    gate.mode = 'hang';
    const job = start('php', [`${wiki.root}/maintenance/runJobs.php`, '--nothrottle'], { cwd: wiki.root });
    await until(() => gate.log.some((asked) => asked.path.includes('/v1/') && asked.method !== 'GET'), job, 'the job at the server');
    await job.stop();
    gate.pass();
    assert.equal((await stored(id)).status, 404);
    assert.match(await wiki.script('extensions/Clausemark/maintenance/reconcile.php'), /in step/);
    assert.match((await stored(id)).source, /Clocks/);
});

test('a template that changes is a page of its own where its namespace is analysed, and pages that use it keep their marks', async () => {
    await wiki.configure('$wgClausemarkNamespaces = [ NS_MAIN, NS_TEMPLATE ];');
    const template = await edit('Template:Times', 'Words of the template.');
    const id = await edit('Uses it', `{{Times}}\n\n${clocks}`);
    await wiki.runJobs();
    await delay(1100); // a rendering of the second in which the template changes is as good as new to MediaWiki
    await edit('Template:Times', backups);
    await wiki.runJobs();
    assert.match((await stored(template)).source, /backup copies/);
    assert.equal((await view(id)).state, 'current');
    await page.goto(wiki.address('Uses it'));
    await page.waitForSelector('.clausemark-chip');
    assert.match(await page.locator('.mw-parser-output').innerText(), /backup copies/);
    assert.deepEqual(await page.locator('.clausemark-chip .clausemark-label').allInnerTexts(), ['control A.8.17']);
    await wiki.configure('$wgClausemarkNamespaces = null;');
    assert.match(await wiki.script('extensions/Clausemark/maintenance/reconcile.php'), /, 1 to remove\nin step/, 'what is analysed no longer');
});

test('a page without text, and one whose title needs every kind of escaping, are read, checked and kept', async () => {
    const hostile = 'A+B = 100 %, \'q\' & "x"? \\ $1 *~(!) ;:@ \u05E9\u05DC\u05D5\u05DD \u0643\u062A\u0627\u0628';
    for (const [title, text] of [['Empty', ''], [hostile, clocks]]) {
        const id = await edit(title, text || '<!-- -->');
        await wiki.runJobs();
        assert.equal((await stored(id)).document.title, title);
        assert.equal((await view(id)).state, 'current');
        await page.goto(wiki.address(title));
        await page.waitForSelector('.clausemark-summary');
        await page.goto(wiki.address(title, { action: 'edit' }));
        await page.click('.clausemark-check summary');
        await page.locator('.clausemark-check >> text=Checked as it stands').waitFor();
    }
    const other = await edit('Plain', clocks);
    await wiki.runJobs();
    const seen = await page.evaluate(async (key) => (await fetch('/rest.php/clausemark/v0/clause?clause=iso27001:2022/A.8.17&page=' + key)).json(), other);
    const [found] = seen.elsewhere.filter((one) => one.title === hostile);
    await page.goto(wiki.url + found.url);
    assert.match(await page.locator('.mw-parser-output').innerText(), /Clocks of all systems/, 'its address leads there');
    assert.match(await wiki.script('extensions/Clausemark/maintenance/reconcile.php', ['--dry-run']), /^0 to deliver, 0 to remove/);
    assert.deepEqual(page.complaints, []);
});
