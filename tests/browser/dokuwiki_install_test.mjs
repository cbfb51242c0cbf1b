// SPDX-License-Identifier: Apache-2.0
// docs/install-dokuwiki.md, step by step, on a wiki that has never heard of the plugin: the archive goes in by the
// Extension Manager, the settings by the settings page, the pages by the command.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';

import { testBed } from './bed.mjs';
import { project } from './clausemark.mjs';
import { startDokuWiki } from './dokuwiki.mjs';
import { pages, rights, users } from './dokuwiki_pages.mjs';
import { run } from './processes.mjs';

const { server, wiki, as } = await testBed({
    wiki: () => startDokuWiki({ users, rights, pages, plugin: null, settings: { plugindownload: 0 } }),
});

test('archives are the same, byte for byte, whenever they are made', async () => {
    const made = async (name) => {
        await run(join(project, 'script/plugins'), ['--output', join(wiki.folder, name), 'dokuwiki']);
        return createHash('sha256').update(await readFile(join(wiki.folder, name, 'clausemark-dokuwiki.zip'))).digest('hex');
    };
    assert.equal(await made('first'), await made('second'));
});

test('an administrator installs the archive, sets it up, and pages have marks', async () => {
    const page = await as('ada');

    await page.goto(wiki.address('start', { do: 'admin', page: 'extension', tab: 'install' }));
    await page.setInputFiles('input[name=installfile]', join(wiki.folder, 'first/clausemark-dokuwiki.zip'));
    await page.click('form[enctype="multipart/form-data"] button[type=submit]', { timeout: 60000 });
    await page.waitForSelector('.success, .error', { timeout: 60000 });
    assert.match(await page.locator('#dokuwiki__content').innerText(), /Plugin clausemark .*installed successfully/i);

    await page.goto(wiki.address('start', { do: 'admin', page: 'config' }));
    await page.fill('[name="config[plugin____clausemark____server]"]', server.url);
    await page.fill('[name="config[plugin____clausemark____wiki]"]', 'fresh');
    await page.fill('[name="config[baseurl]"]', wiki.url);
    await page.fill('[name="config[basedir]"]', '/');
    await page.click('#dw__configform button[type=submit], #config__manager button[type=submit]');
    assert.match(await page.locator('#dokuwiki__content').innerText(), /Settings updated successfully/);

    assert.match(await wiki.cli('clausemark', 'status'), /the server answers; this wiki is "fresh"/);
    assert.match(await wiki.cli('clausemark', 'backfill'), /wiki and server agree on 9 pages/);
    await page.goto(wiki.address('security:backup'));
    await page.locator('.clausemark-chip', { hasText: 'A.8.13' }).first().click();
    assert.match(await page.locator('.clausemark-card').innerText(), /Information backup/);
    const held = await server.api('/v1/document?wiki=fresh&key=security:backup');
    assert.equal(held.document.permalink, `${wiki.url}/doku.php?id=security:backup`);
    await page.goto(wiki.address('start', { do: 'admin' }));
    assert.match(await page.locator('#dokuwiki__content').innerText(), /Clausemark: clauses, copies, differing values/);
    assert.deepEqual(page.complaints, []);
});

test('every language has the words of English', async () => {
    const lang = join(wiki.root, 'lib/plugins/clausemark/lang');
    const keys = (language, file) => run('php', ['-r', `$lang = []; include $argv[1]; $js = $lang['js'] ?? []; unset($lang['js']); ksort($lang); ksort($js);
        echo implode(' ', array_keys($lang)), ' | ', implode(' ', array_keys($js));`, join(lang, language, file)]);
    for (const language of await readdir(lang))
        for (const file of ['settings.php', 'lang.php']) assert.equal(await keys(language, file), await keys('en', file), `${language}/${file}`);
});
