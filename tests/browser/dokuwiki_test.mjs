// SPDX-License-Identifier: Apache-2.0
// The DokuWiki plugin in a real wiki, with the real server, as a reader and a writer meet it: marks and cards, accepting
// and rejecting, the check of a draft, delivery and reconciliation, and who sees what.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { unlink } from 'node:fs/promises';

import { testBed } from './bed.mjs';
import { startDokuWiki } from './dokuwiki.mjs';
import { pages, rights, users } from './dokuwiki_pages.mjs';
import { violations } from './page.mjs';
import { until } from './processes.mjs';

const { server, wiki, as, read, stored } = await testBed({
    wiki: (address) => startDokuWiki({ users, rights, pages, settings: { manager: '@manager' }, plugin: { server: address, wiki: 'policies' } }),
});
await wiki.cli('clausemark', 'backfill');

test('a passage that answers a clause has a chip, and its card says which, by which words', async () => {
    const page = await as('');
    await read(page, 'security:backup');
    const item = page.locator('.page li', { hasText: 'Every system in scope' });
    const chip = item.locator('.clausemark-chip', { hasText: 'control A.8.13' });
    await chip.click();
    const card = page.locator('.clausemark-card');
    assert.match(await card.innerText(), /ISO\/IEC 27001:2022 · control A\.8\.13/);
    assert.match(await card.innerText(), /Information backup/);
    assert.match(await card.innerText(), /backup copies of data/);
    assert.match(await card.innerText(), /Parts found on this page: 2 of 3/);
    assert.equal(await card.locator('button', { hasText: 'Accept' }).count(), 0, 'nobody without an account decides');
    assert.deepEqual(await violations(page, '.page .clausemark-ui'), []);
    assert.deepEqual(await violations(page, '.clausemark-card'), []);
    await page.keyboard.press('Escape');
    assert.equal(await page.locator('.clausemark-card').count(), 0);
    assert.deepEqual(page.complaints, []);
});

test('copies and differing values name the page they are on, but none that the reader may not read', async () => {
    for (const [user, seen] of [['', false], ['ed', false], ['bo', true]]) {
        const page = await as(user);
        for (const id of ['security:backup', 'service:passwords']) {
            await read(page, id);
            await page.locator('.clausemark-summary summary').first().click();
            const answer = await page.evaluate(async (key) => (await fetch(DOKU_BASE + 'lib/exe/ajax.php?call=plugin_clausemark&do=view&id=' + key)).text(), id);
            const text = answer + await page.content();
            assert.match(text, id === 'security:backup' ? /Restore procedure/ : /Access control/);
            assert.equal(/Zanzibar|Quetzal|board:|20 characters/.test(text), seen, `${user || 'nobody'} on ${id}`);
            await page.locator('.clausemark-summary summary').first().click();
        }
    }
});

test('a page that may not be read, and one that is not there, answer the same', async () => {
    const page = await as('ed');
    const ask = (id) => page.evaluate(async (key) => {
        const answer = await fetch(DOKU_BASE + 'lib/exe/ajax.php?call=plugin_clausemark&do=view&id=' + key);
        return answer.status + await answer.text();
    }, id);
    assert.equal(await ask('board:restore'), await ask('board:nothing-here'));
    assert.match(await ask('board:restore'), /^404/);
});

test('whoever may edit a page accepts a tag with a reason; it looks different for everybody then', async () => {
    const writer = await as('ed');
    await read(writer, 'security:access');
    const chip = writer.locator('.clausemark-chip.clausemark-suggested', { hasText: 'A.5.18' }).first();
    await chip.click();
    await writer.click('.clausemark-card button:text("Accept")');
    assert.match(await writer.locator('.clausemark-card').innerText(), /Please give a reason/);
    await writer.fill('.clausemark-review input', 'read with the owner <b>today</b>');
    await writer.click('.clausemark-card button:text("Accept")');
    await writer.waitForSelector('.clausemark-chip.clausemark-confirmed');

    const reader = await as('');
    await read(reader, 'security:access');
    await reader.locator('.clausemark-chip.clausemark-confirmed').first().click();
    const card = await reader.locator('.clausemark-card').innerText();
    assert.match(card, /Confirmed by Ed Writer \(ed\)/);
    assert.match(card, /read with the owner <b>today<\/b>/);
});

test('a decision needs the security token and the right', async () => {
    const decide = (page, fields) => page.evaluate(async (given) => {
        const told = JSON.parse(document.querySelector('meta[name="plugin-clausemark"]').content);
        const body = new URLSearchParams({ call: 'plugin_clausemark', do: 'decide', id: told.id, sectok: told.token, verdict: 'rejected', reason: 'r', tag: 'urn:x', ...given });
        return (await fetch(DOKU_BASE + 'lib/exe/ajax.php', { method: 'POST', body })).status;
    }, fields);
    const nobody = await as('');
    await read(nobody, 'security:access');
    assert.equal(await decide(nobody, {}), 403);
    const writer = await as('ed');
    await read(writer, 'security:access');
    assert.equal(await decide(writer, { sectok: 'wrong' }), 403);
    assert.equal(await decide(writer, { id: 'board:passwords' }), 404);
    assert.equal(await decide(writer, {}), 409, 'there is no such tag');
});

test('the editor says what a draft gains and loses', async () => {
    const page = await as('ed');
    await page.goto(wiki.address('security:access', { do: 'edit' }));
    await page.click('.clausemark-check summary');
    await page.waitForSelector('.clausemark-check .clausemark-answers');
    const text = await page.inputValue('#wiki__text');
    await page.fill('#wiki__text', text.replace('Access rights must be reviewed every six months by the owner of each system.\n', '')
        + '\nClocks of all systems must be synchronised to one agreed time source.\n');
    await page.waitForSelector('.clausemark-check .clausemark-gained');
    assert.match(await page.locator('.clausemark-gained').innerText(), /A\.8\.17/);
    assert.deepEqual(await violations(page, '.clausemark-check'), []);
    assert.deepEqual(page.complaints, []);
});

test('a section is checked as a part of its page', async () => {
    const page = await as('ed');
    await read(page, 'security:backup');
    await page.locator('.secedit button').last().click();
    await page.click('.clausemark-check summary');
    await page.waitForSelector('.clausemark-check .clausemark-answers');
    assert.doesNotMatch(await page.inputValue('#wiki__text'), /backup copies/);
    assert.match(await page.locator('.clausemark-check').innerText(), /A\.8\.13/);
    assert.equal(await page.locator('.clausemark-lost').count(), 0);
});

test('{{clausemark>...}} shows what pages that everybody may read answer, whoever looks', async () => {
    // Nothing is asked while a page is rendered: answers come behind the first view.
    await (await as('bo')).goto(wiki.address('shown'));
    const page = await as('bo');
    await until(async () => {
        await page.goto(wiki.address('shown'));
        return /all required parts found/.test(await page.locator('.page').innerText());
    }, null, 'the answers');
    for (const user of ['', 'bo', 'ada']) {
        const reader = await as(user);
        await reader.goto(wiki.address('shown'));
        const text = await reader.locator('.page').innerText();
        assert.match(text, /control A\.8\.13 Information backup: all required parts found/);
        assert.match(text, /20000-1:2018, clause 8\.1 .*; ISO\/IEC 27001:2022, clause 8\.1 /);
        assert.match(text, /A\.99 \(no such clause in the standards in force\)/);
        assert.match(text, /Pages that answer ISO\/IEC 27001:2022, control A\.8\.13 \(Information backup\):\s+Backup policy \(commits\)/);
        assert.match(text, /No page answers ISO\/IEC 27001:2022, control A\.8\.17/, 'only the board says how clocks are set');
        assert.match(text, /control A\.8\.17\s+Clock synchronization\s+nothing found/);
        assert.doesNotMatch(text, /Xylophone|Zanzibar|board/);
    }
});

test('a page that stops being everybody\'s leaves what is shown', async () => {
    const page = await as('');
    await wiki.setRights([...rights, 'security:backup @ALL 0']);
    await page.goto(wiki.address('shown'));
    assert.doesNotMatch(await page.locator('.page').innerText(), /Backup policy/);
    assert.match(await page.locator('.page').innerText(), /No page answers ISO\/IEC 27001:2022, control A\.8\.13/);
    await wiki.setRights(rights);
});

test('reports count and name only what whoever asks may read', async () => {
    const report = async (user, query, base = 'do=clausemark&report=') => {
        const page = await as(user);
        await page.goto(`${wiki.url}/doku.php?id=start&${base}${query}`);
        return page.locator('.plugin_clausemark').innerText();
    };
    assert.match(await report('', 'coverage'), /Log in to see the reports/);
    const hidden = /Zanzibar|Quetzal|Xylophone|board:|20 characters|7 days/;
    for (const query of ['mine', 'mine&owner=Ed+Writer', 'coverage&standard=iso27001:2022', 'duplicates', 'conflicts', 'evidence&clause=iso27001:2022/A.8.17', 'tags&of=board:clocks']) {
        assert.doesNotMatch(await report('ed', query), hidden, query);
        assert.doesNotMatch(await report('mo', query, 'do=admin&page=clausemark&report='), hidden, 'a manager: ' + query);
    }
    assert.match(await report('ed', 'coverage&standard=iso27001:2022'), /control A\.8\.17\s+Clock synchronization\s+nothing found/);
    assert.match(await report('bo', 'coverage&standard=iso27001:2022'), /control A\.8\.17\s+Clock synchronization\s+(all required|some) parts found\s+on 1 page/);
    assert.match(await report('bo', 'duplicates'), /Zanzibar restore/);
    assert.match(await report('bo', 'conflicts'), /20 characters: Quetzal passwords/);
    assert.match(await report('mo', '', 'do=admin&page=clausemark'), /The server answers/);
    const mine = await report('ed', 'mine');
    assert.match(mine, /Backup policy\s+approved\s+2026-01-31 overdue/);
    assert.match(mine, /30 days here, 14 days there|14 days here, 30 days there/);
    for (const query of ['mine', 'coverage&standard=iso27001:2022', 'duplicates', 'conflicts']) {
        await report('ed', query);
        assert.deepEqual(await violations(await as('ed'), '.plugin_clausemark'), [], query);
    }
});

test('two copies stand side by side for whoever may read both', async () => {
    const page = await as('ed');
    await page.goto(`${wiki.url}/doku.php?id=start&do=clausemark&report=duplicates`);
    await page.click('.clausemark-report a[href*="cluster="]');
    const text = await page.locator('.clausemark-sides').innerText();
    // Which page stands left depends on which came first.
    const backup = ['service desk', '30'];
    const restore = ['system owner', '14'];
    const [left, right] = /Backup policy[\s\S]*Restore procedure/.test(text) ? [backup, restore] : [restore, backup];
    assert.match(text, /Backup policy/);
    assert.match(text, /Restore procedure/);
    assert.deepEqual(await page.locator('.clausemark-sides mark').allInnerTexts(), [left[0], right[0], left[1], right[1]]);
    assert.deepEqual(await violations(page, '.plugin_clausemark'), []);
    const board = await as('bo');
    await board.goto(`${wiki.url}/doku.php?id=start&do=clausemark&report=duplicates`);
    const secret = await board.locator('tr', { hasText: 'Zanzibar' }).first().locator('a[href*="cluster="]').getAttribute('href');
    await board.goto(wiki.url + secret);
    assert.match(await board.locator('.clausemark-sides').innerText(), /Zanzibar/);
    await page.goto(wiki.url + secret);
    assert.match(await page.locator('.plugin_clausemark').innerText(), /no such copies/);
});

test('an owner marks copies as intended and decides on tags, many at once', async () => {
    const page = await as('ed');
    await page.goto(`${wiki.url}/doku.php?id=start&do=clausemark&report=duplicates`);
    await page.check('input[name="keys[]"]');
    await page.fill('input[name=reason]', 'each team has its own times');
    await page.click('button[value=intended]');
    assert.match(await page.locator('#dokuwiki__content').innerText(), /Kept: 1/);
    assert.match(await page.locator('.plugin_clausemark').innerText(), /No copies among/);
    await page.goto(`${wiki.url}/doku.php?id=start&do=clausemark&report=tags&of=security:backup`);
    for (const box of await page.locator('input[name="keys[]"]').all()) await box.check();
    const count = await page.locator('input[name="keys[]"]').count();
    await page.fill('input[name=reason]', 'read');
    await page.click('button[value=confirmed]');
    assert.match(await page.locator('#dokuwiki__content').innerText(), new RegExp(`Kept: ${count}`));
    assert.match(await page.locator('.plugin_clausemark').innerText(), /nothing to decide/);
});

test('a save reaches the server behind the next page view; so do a deletion and a page made anew elsewhere', async () => {
    const page = await as('ed');
    const save = (id, text) => wiki.save(page, id, text);
    await save('service:clocks', '====== Clocks ======\n\nClocks of all systems must be synchronised to one agreed time source.\n');
    await until(async () => (await stored('service:clocks')).document, null, 'the new page');
    // DokuWiki moves a page by making a new one and deleting the old. A page that is gone runs no task: the next does.
    await save('service:time', '====== Time ======\n\nClocks of all systems must be synchronised to one agreed time source.\n');
    await save('service:clocks', '');
    await read(page, 'service:time');
    await until(async () => (await stored('service:clocks')).status === 404, null, 'the deletion');
    assert.equal((await stored('service:time')).document.title, 'Time');
});

test('pages changed, made and removed on disk are found by reconcile, and a changed one by its next view', async () => {
    await wiki.put('service:time', '====== Time ======\n\nNothing to see.\n', Date.now() / 1000 - 60);
    await wiki.put('service:new', '====== New ======\n\nIncidents must be reported within 24 hours.\n');
    await unlink(wiki.file('service:passwords'));
    await assert.rejects(wiki.cli('clausemark', 'reconcile', '--dry-run'), /1 at another revision[\s\S]*1 on the server only/);
    await wiki.cli('clausemark', 'reconcile');
    assert.match(JSON.stringify(await stored('service:time')), /Nothing to see/);
    assert.match((await stored('service:new')).document.title, /New/);
    assert.equal((await stored('service:passwords')).status, 404);
    // Set back to an older time, as a restored backup is: the server holds a later revision, and takes it all the same.
    await wiki.put('service:new', '====== Old ======\n\nFrom a backup.\n', Date.now() / 1000 - 86400);
    const page = await as('');
    await page.goto(wiki.address('service:new'));
    await until(async () => /From a backup/.test(JSON.stringify(await stored('service:new'))), null, 'the older page');
});
