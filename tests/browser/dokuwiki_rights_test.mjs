// SPDX-License-Identifier: Apache-2.0
// Who may see what: every way to learn of a page that one may not read, tried by a reader, a writer and a manager. Rights
// on namespaces and on single pages, hidden pages, pages moved into a closed namespace; marks, cards, checks, drafts,
// warnings, reports, counts, the administration, pages with {{clausemark>...}}, lists of changes, the remote API.
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';

import { testBed } from './bed.mjs';
import { startDokuWiki } from './dokuwiki.mjs';
import { pages, restore, rights, users } from './dokuwiki_pages.mjs';
import { until } from './processes.mjs';

const vault = `Keys to the vault are counted every evening by two people of the night shift, who write the number and their names into the book.
A key that is missing is told to the chair at once; nobody leaves the building before it was found or the lock was changed.
`;
const hidden = /Zanzibar|Quetzal|Xylophone|Vault|board:|20 characters|7 days/;

const { server, gate, wiki, as, read } = await testBed({
    gate: true,
    wiki: (address) => startDokuWiki({
        users, rights, settings: { manager: '@manager', remote: 1, remoteuser: '' }, plugin: { server: address, wiki: 'policies' },
        pages: {
            ...pages,
            'board:vault': `====== Vault ======\n\n===== Counting keys =====\n\n${vault}`,
            'service:links': `====== Links ======

  * [[board:vault#counting_key]] [[board:vault#counting_keys]] [[board:vaul]] [[service:restor]] [[#nowhere]]
`,
            'board:draft': '====== Drafted ======\n\n---- dataentry policy ----\nstatus : draft\n----\n\nCryptographic keys must be kept under dual control by the key custodians.\n',
            'service:draft': '====== Drafted too ======\n\n---- dataentry policy ----\nstatus : draft\n----\n\nClocks of all systems must be synchronised to one agreed time source.\n',
            'security:single': '====== Single page ======\n\nPasswords must have at least 31 characters.\n',
        },
    }),
});
await wiki.cli('clausemark', 'backfill');

beforeEach(async () => {
    gate.pass();
    await wiki.rested();
});

const view = async (user, id) => {
    const page = await as(user);
    const answer = await page.request.get(`${wiki.url}/lib/exe/ajax.php?${new URLSearchParams({ call: 'plugin_clausemark', do: 'view', id })}`);
    return JSON.parse(await answer.text());
};
const report = async (user, query) => {
    const page = await as(user);
    await page.goto(`${wiki.url}/doku.php?id=start&${query}`);
    return page.locator('#dokuwiki__content').innerHTML();
};
const reports = ['mine', 'mine&owner=Ed+Writer', 'coverage&standard=iso27001:2022', 'coverage&standard=iso27001:2022&missing=1', 'duplicates', 'conflicts',
    'evidence&clause=iso27001:2022/A.8.17', 'tags&of=board:clocks', 'tags&of=board:vault'].map((name) => 'do=clausemark&report=' + name);

test('checks say nothing of what stands on pages that may not be read, nor of how they are called', async () => {
    for (const user of ['', 'ed', 'mo']) {
        const { checks } = await view(user, 'service:links');
        const said = JSON.stringify(checks);
        assert.doesNotMatch(said, /board:vault|Counting|counting_key|did you mean|which is not there/, user);
    }
});

test('that no other page answers a clause is not told, since it would tell of pages out of sight', async () => {
    assert.doesNotMatch(JSON.stringify((await view('ed', 'service:draft')).checks), /no approved page answers/);
});

test('no report, for nobody who may not read the board\'s pages, names, quotes or counts them', async () => {
    for (const user of ['ed', 'mo'])
        for (const query of reports) assert.doesNotMatch(await report(user, query), hidden, `${user}: ${query}`);
    for (const query of ['', '&report=duplicates', '&report=conflicts', '&report=mine'])
        assert.doesNotMatch(await report('mo', 'do=admin&page=clausemark' + query), hidden, 'a manager: ' + query);
    assert.match(await report('bo', 'do=clausemark&report=duplicates'), /Zanzibar/);
});

test('numbers of all pages are for administrators alone', async () => {
    assert.match(await report('ada', 'do=admin&page=clausemark'), /has yet to be told of: \d/);
    assert.doesNotMatch(await report('mo', 'do=admin&page=clausemark'), /has yet to be told of|Find and mend/);
});

test('rights on a single page hold as those on a namespace do', async () => {
    assert.match(JSON.stringify(await view('ed', 'service:passwords')), /Single page/);
    await wiki.setRights([...rights, 'security:single @ALL 0', 'security:single @user 0']);
    assert.doesNotMatch(JSON.stringify(await view('ed', 'service:passwords')), /Single page|31 characters/);
    for (const query of reports) assert.doesNotMatch(await report('ed', query), /Single page|31 characters/, query);
    await wiki.setRights(rights);
});

test('pages that the wiki hides are named nowhere', async () => {
    await wiki.configure({}, { hidepages: '^:?service:restore$' });
    assert.doesNotMatch(JSON.stringify(await view('ed', 'security:backup')), /Restore procedure|14 days/);
    for (const query of reports) assert.doesNotMatch(await report('ed', query), /Restore procedure|14 days/, query);
    await wiki.configure({}, { hidepages: '' });
    assert.match(JSON.stringify(await view('ed', 'security:backup')), /Restore procedure/);
});

test('a page that moves into a closed namespace is gone at once, before the server knows', async () => {
    await wiki.save(await as('ed'), 'service:moving', `====== Moving ======\n\n${restore(21, 'mover')}`);
    await wiki.delivered();
    assert.match(JSON.stringify(await view('ed', 'security:backup')), /Moving/);
    gate.mode = 'pass';
    await wiki.php(`saveWikiText('board:moving', rawWiki('service:moving'), ''); saveWikiText('service:moving', '', '');
        $data = ['src_id' => 'service:moving', 'dst_id' => 'board:moving'];
        dokuwiki\\Extension\\Event::createAndTrigger('PLUGIN_MOVE_PAGE_RENAME', $data, null);`);
    for (const told of [false, true]) {
        if (told) await wiki.delivered();
        for (const user of ['', 'ed']) assert.doesNotMatch(JSON.stringify(await view(user, 'security:backup')), /Moving|21 days/, `told: ${told}`);
        for (const query of reports) assert.doesNotMatch(await report('ed', query), /Moving|21 days/, query);
    }
    assert.match(JSON.stringify(await view('bo', 'security:backup')), /Moving/);
});

test('a draft that guesses the words of a closed page learns nothing, and its warning says nothing', async () => {
    await wiki.configure({ warn: 1, warn_similarity: 50 });
    const page = await as('ed');
    await page.goto(wiki.address('service:guess', { do: 'edit' }));
    await page.fill('#wiki__text', `====== Guess ======\n\n${vault}\nClocks of all systems must be synchronised to one agreed time source.\n`);
    await page.click('.clausemark-check summary');
    await page.waitForSelector('.clausemark-gained');
    assert.doesNotMatch(await page.locator('.clausemark-check').innerText(), /same as|Vault|board/);
    await page.click('#edbtn__save');
    await page.waitForSelector('#dokuwiki__content .page:not(:has(#wiki__text))');
    await wiki.delivered();
    // The board's own page is told of to whoever may read it.
    const board = await as('bo');
    await board.goto(wiki.address('board:guess', { do: 'edit' }));
    await board.fill('#wiki__text', `====== Guess ======\n\n${vault}`);
    await board.click('#edbtn__save');
    await board.waitForSelector('.notify');
    assert.match(await board.locator('#dokuwiki__content').innerText(), /stands on the page “(Vault|Guess)” already/);
    await wiki.configure({ warn: 0 });
});

test('whether evidence is the only one is told of the pages that the writer may read', async () => {
    const page = await as('ed');
    await page.goto(wiki.address('service:guess', { do: 'edit' }));
    await page.fill('#wiki__text', 'Nothing.');
    await page.click('.clausemark-check summary');
    await page.waitForSelector('.clausemark-lost');
    // board:clocks answers A.8.17 too, which ed is not to know.
    assert.match(await page.locator('.clausemark-lost').innerText(), /A\.8\.17.*\(the only evidence of it\)/);
});

test('the remote API gives what its caller may read', async () => {
    const call = async (user, id) => {
        const page = await as(user);
        const answer = await page.request.post(`${wiki.url}/lib/exe/xmlrpc.php`, {
            headers: { 'Content-Type': 'text/xml' },
            data: `<?xml version="1.0"?><methodCall><methodName>plugin.clausemark.page</methodName><params><param><value><string>${id}</string></value></param></params></methodCall>`,
        });
        return `${answer.status()} ${await answer.text()}`;
    };
    for (const user of ['', 'ed', 'bo']) {
        const text = await call(user, 'security:backup');
        assert.match(text, /A\.8\.13/);
        assert.match(text, /Restore procedure/);
        assert.equal(hidden.test(text), user === 'bo', user);
    }
    assert.equal(await call('ed', 'board:vault'), await call('ed', 'board:nothing'));
    assert.match(await call('ed', 'board:vault'), /^403 /);
    assert.match(await call('bo', 'board:vault'), /duplicates/);
});

test('a page with {{clausemark>...}} shows, in its preview too, what everybody may read', async () => {
    const board = await as('bo');
    await until(async () => {
        await board.goto(wiki.address('shown'));
        return /all required parts found/.test(await board.locator('.page').innerText());
    }, null, 'the answers');
    await board.goto(wiki.address('board:shown', { do: 'edit' }));
    await board.fill('#wiki__text', '====== Shown ======\n\n{{clausemark>policies A.8.17}}\n\n{{clausemark>coverage iso27001:2022}}\n');
    await board.click('#edbtn__preview');
    await board.waitForSelector('.preview');
    assert.doesNotMatch(await board.locator('.preview').innerText(), /Xylophone|board:/);
});

test('rights changed in the wiki count at once, for what was kept as well', async () => {
    assert.match(JSON.stringify(await view('', 'security:backup')), /Restore procedure/);
    await wiki.setRights([...rights, 'service:* @ALL 0']);
    assert.doesNotMatch(JSON.stringify(await view('', 'security:backup')), /Restore procedure|14 days/);
    const nobody = await as('');
    await read(nobody, 'security:backup');
    await nobody.locator('.clausemark-chip', { hasText: 'A.8.13' }).first().click();
    await nobody.waitForLoadState('networkidle');
    assert.doesNotMatch(await nobody.content(), /Restore procedure|service:/);
    await wiki.setRights(rights);
    assert.equal((await server.api('/v1/document?wiki=policies&key=board:vault')).document.title, 'Vault');
});
