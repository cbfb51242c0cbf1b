// SPDX-License-Identifier: Apache-2.0
// Writing with the MediaWiki extension: the check of a draft in the source editor and in VisualEditor, the question before
// a save that loses the only evidence of a clause or repeats another page, and what lists of changes say afterwards.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { testBed } from './bed.mjs';
import { startMediaWiki } from './mediawiki.mjs';
import { pages, users } from './mediawiki_pages.mjs';
import { violations } from './page.mjs';

const { gate, wiki, as, leave, quiet } = await testBed({ gate: true, wiki: (address) => startMediaWiki({ users, server: address }) });
await wiki.import(pages);
await wiki.runJobs();

const backups = 'Every system must have backup copies of data, taken at least daily.';
/** The procedure of "Restore procedure", as somebody writes it down once more. */
const copied = pages['Restore procedure'].replace('== How to restore ==', '== Again ==');
const open = async (page, title) => {
    await page.goto(wiki.address(title, { action: 'edit' }));
    return page.inputValue('#wpTextbox1');
};
const openPanel = async (page) => {
    await page.click('.clausemark-check summary');
    await page.waitForSelector('.clausemark-check .clausemark-answers, .clausemark-check .clausemark-answer > p');
};
const save = async (page, title, text) => {
    await open(page, title);
    await page.fill('#wpTextbox1', text);
    await page.click('#wpSave');
};
const saved = (page, words) => page.waitForSelector(`.mw-parser-output:has-text("${words}")`);

test('the source editor says what a draft gains, loses, and takes from the wiki for good', async () => {
    const page = await as('Rita');
    const text = await open(page, 'Clocks');
    await openPanel(page);
    await page.fill('#wpTextbox1', text.replace(/Clocks of all.*\n/, '') + `\n${backups}\n`);
    await page.waitForSelector('.clausemark-check .clausemark-gained');
    const gained = await page.locator('.clausemark-gained').innerText();
    assert.match(gained, /A\.8\.13/);
    assert.match(gained, /restoring from copies is tested regularly/, 'a part that is missing, with a hint');
    assert.match(await page.locator('.clausemark-lost').innerText(), /A\.8\.17[^]*the only evidence of it/);
    assert.deepEqual(await violations(page, '.clausemark-check'), []);
    assert.deepEqual(page.complaints, []);
    await leave('Rita');
});

test('a passage that stands on another page is named while it is typed, with a link to it, and no hidden page is', async () => {
    const page = await as('Rita');
    const text = await open(page, 'Clocks');
    await openPanel(page);
    await page.fill('#wpTextbox1', text + copied);
    await page.waitForSelector('.clausemark-duplicates');
    const found = page.locator('.clausemark-duplicates');
    assert.match(await found.innerText(), /% the same as (Restore procedure|Backup policy)[^]*Link to it instead/);
    assert.doesNotMatch(await page.locator('.clausemark-check').innerText(), /Zanzibar/);
    assert.match(await found.locator('a').first().getAttribute('href'), /(Restore_procedure|Backup_policy)/);
    await leave('Rita');
});

test('a section that is opened alone is checked as a part of its page', async () => {
    const page = await as('Rita');
    await page.goto(wiki.address('Backup policy', { action: 'edit', section: 2 }));
    await openPanel(page);
    assert.doesNotMatch(await page.inputValue('#wpTextbox1'), /backup copies/);
    assert.match(await page.locator('.clausemark-check').innerText(), /A\.8\.13/, 'of another section');
    assert.equal(await page.locator('.clausemark-lost, .clausemark-gained').count(), 0);
    await page.fill('#wpTextbox1', '== Restoring ==\n' + pages.Clocks);
    await page.waitForSelector('.clausemark-gained');
    assert.match(await page.locator('.clausemark-gained').innerText(), /A\.8\.17/);
    await leave('Rita');
});

test('VisualEditor says the same of what would be saved', async () => {
    const page = await as('Rita');
    await page.goto(wiki.address('Clocks', { veaction: 'edit' }));
    await page.waitForSelector('.ve-ce-documentNode[contenteditable=true]', { timeout: 60000 });
    await openPanel(page);
    await page.locator('.ve-ce-documentNode p').first().click();
    await page.keyboard.press('End');
    await page.keyboard.type(' ' + backups);
    await page.waitForSelector('.clausemark-check .clausemark-gained', { timeout: 30000 });
    assert.match(await page.locator('.clausemark-gained').innerText(), /A\.8\.13/);
    assert.deepEqual(await violations(page, '.clausemark-check'), []);
    assert.deepEqual(page.complaints, []);
    await leave('Rita');
});

test('where it is not switched on, no save is questioned', async () => {
    const page = await as('Rita');
    await save(page, 'Unasked', copied);
    await saved(page, 'Again');
    await wiki.runJobs();
});

test('losing the only evidence is questioned once, and says of what; saving again saves', async () => {
    await wiki.configure('$wgClausemarkWarnOnSave = true;');
    const page = await as('Rita');
    await save(page, 'Clocks', 'Nothing left.');
    const warning = page.locator('.mw-message-box, .errorbox', { hasText: 'removes the only evidence of' }).first();
    assert.match(await warning.innerText(), /ISO\/IEC 27001:2022 control A\.8\.17 Clock synchronization\. Save again/);
    assert.match(await page.inputValue('#wpTextbox1'), /^Nothing left/, 'the draft is kept');
    await page.click('#wpSave');
    await saved(page, 'Nothing left.');
});

test('a copy above the threshold is questioned once, naming no hidden page; below it nothing is', async () => {
    const page = await as('Rita');
    await save(page, 'Copier', copied);
    const warning = await page.locator('.mw-message-box, .errorbox', { hasText: 'adds a passage that stands on' }).first().innerText();
    assert.match(warning, /(Restore procedure|Backup policy|Unasked)/);
    assert.doesNotMatch(warning, /Zanzibar/);
    await page.fill('#wpTextbox1', copied + '\nOther words.\n');
    await page.click('#wpSave');
    await page.locator('text=adds a passage that stands on').first().waitFor(); // another text is another question
    await page.click('#wpSave');
    await saved(page, 'Other words.');
    await wiki.runJobs();
    await wiki.configure('$wgClausemarkWarnSimilarity = 1.01;');
    await save(page, 'Copier two', copied);
    await saved(page, 'Again');
    await wiki.configure('$wgClausemarkWarnSimilarity = 0.8;');
});

test('VisualEditor asks as well, and saves when asked again', async () => {
    const page = await as('Rita');
    await wiki.edit('Timed', pages.Clocks);
    await wiki.runJobs();
    await page.goto(wiki.address('Timed', { veaction: 'edit' }));
    await page.waitForSelector('.ve-ce-documentNode[contenteditable=true]', { timeout: 60000 });
    await page.locator('.ve-ce-documentNode p').first().click();
    await page.keyboard.press('Control+a');
    await page.keyboard.type('Nothing is timed.');
    await page.click('.ve-ui-toolbar-saveButton');
    const dialog = page.locator('.ve-ui-mwSaveDialog');
    await dialog.locator('.oo-ui-processDialog-actions-primary a').click();
    await page.locator('.oo-ui-processDialog-errors:visible', { hasText: 'removes the only evidence of' }).waitFor();
    await page.locator('.oo-ui-processDialog-errors:visible .oo-ui-processDialog-errors-actions a').last().click();
    await saved(page, 'Nothing is timed.');
    await leave('Rita');
});

test('programs are not asked, and without the server nobody is', async () => {
    const page = await as('Admin');
    await wiki.api(page, { action: 'edit', title: 'Only', text: pages.Clocks });
    await wiki.runJobs();
    assert.equal((await wiki.api(page, { action: 'edit', title: 'Only', text: 'A program empties it.' })).edit.result, 'Success');
    await wiki.api(page, { action: 'edit', title: 'Only', text: pages.Clocks });
    await wiki.configure('$wgClausemarkReadTimeout = 0.5;');
    gate.mode = 'hang';
    await save(page, 'Only', 'Without the server nobody is asked.');
    await saved(page, 'nobody is asked');
    gate.pass();
    await wiki.configure('$wgClausemarkReadTimeout = 5; $wgClausemarkWarnOnSave = false;');
});

test('recent changes, the watchlist and the history say what an edit lost, gained and repeats', async () => {
    const admin = await as('Ed');
    const edit = async (text) => {
        await wiki.api(admin, { action: 'edit', title: 'Hinted', text, watchlist: 'watch' });
        await wiki.runJobs();
    };
    await edit('Words that answer nothing.');
    await edit(pages.Clocks);
    await edit(backups + '\n\n' + copied);
    const hints = async (user, title, query) => {
        const page = await as(user);
        await page.goto(wiki.address(title, query));
        return (await page.locator('.clausemark-change').allInnerTexts()).join('\n');
    };
    const expected = (text, where) => {
        assert.match(text, /no longer answers ISO\/IEC 27001:2022 control A\.8\.17/, where);
        assert.match(text, /answers ISO\/IEC 27001:2022 control A\.8\.13/, where);
        assert.match(text, /repeats [^\n]*(Restore procedure|Backup policy)/, where);
        assert.doesNotMatch(text, /Zanzibar/, where);
    };
    for (const enhanced of ['0', '1'])
        for (const title of ['Special:RecentChanges', 'Special:Watchlist'])
            expected(await hints('Ed', title, { enhanced, days: 30, limit: 100, hidebots: 0, hidemyself: 0 }), `${title}, enhanced ${enhanced}`);
    expected(await hints('', 'Hinted', { action: 'history' }), 'history');
    assert.deepEqual(await violations(await as(''), '.clausemark-change'), []);
    const board = await hints('Bo', 'Hinted', { action: 'history' });
    assert.match(board, /repeats/);
    // The lists ask nobody: a server that hangs does not slow them, and what is known stays.
    await quiet();
    gate.mode = 'hang';
    const asked = gate.log.length;
    expected(await hints('Rita', 'Special:RecentChanges', { hidebots: 0, limit: 100 }), 'with the server hanging');
    assert.equal(gate.log.length, asked);
    gate.pass();
});

test('a hidden revision says nothing of what it held', async () => {
    const page = await as('Admin');
    await wiki.configure("$wgGroupPermissions['sysop']['deleterevision'] = true;");
    const before = await page.goto(wiki.address('Hinted', { action: 'history' })).then(() => page.locator('.clausemark-change').count());
    const { query } = await wiki.api(page, { action: 'query', prop: 'revisions', titles: 'Hinted', rvprop: 'ids', rvlimit: 5 }, false);
    await wiki.api(page, { action: 'revisiondelete', type: 'revision', ids: query.pages[0].revisions[1].revid, hide: 'content' });
    await page.reload();
    assert.equal(await page.locator('.clausemark-change').count(), before - 1);
});
