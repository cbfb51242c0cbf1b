// SPDX-License-Identifier: Apache-2.0
// Messages of the wiki plugins: each has every language and an explanation with the same values, and MediaWiki hands
// the browser all that the shared scripts may ask for.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';

const json = async (path) => JSON.parse(await readFile(new URL('../../plugin/' + path, import.meta.url), 'utf8'));
const values = (text) => [...new Set(text.match(/\$\d/g) ?? [])].sort();

for (const folder of ['web', 'mediawiki'])
    test(`${folder}: every message is there in every language, with the same values`, async () => {
        const english = await json(`${folder}/i18n/en.json`);
        for (const language of ['de', 'fr', 'qqq']) {
            const other = await json(`${folder}/i18n/${language}.json`);
            assert.deepEqual(Object.keys(other).sort(), Object.keys(english).sort(), language);
            if (language === 'qqq') continue;
            for (const [key, text] of Object.entries(english))
                if (key !== '@metadata') assert.deepEqual(values(other[key]), values(text), `${language} ${key}`);
        }
    });

test('MediaWiki hands the browser every shared message', async () => {
    const { '@metadata': _, ...shared } = await json('web/i18n/en.json');
    const { ResourceModules: modules } = await json('mediawiki/extension.json');
    for (const name of ['ext.clausemark.read', 'ext.clausemark.edit', 'ext.clausemark.visualEditor'])
        assert.deepEqual(Object.keys(shared).filter((key) => !modules[name].messages.includes(key)), [], name);
});
