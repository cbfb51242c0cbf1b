// SPDX-License-Identifier: Apache-2.0
// What the MediaWiki extension costs, for docs/install-mediawiki.md: `node mediawiki_cost.mjs`. Saving without it, with it,
// and with it while the server hangs, in one run; handing over a thousand pages; the longest task of the browser
// on a long page with many marks. Prints figures, judges nothing.
import { readFile, writeFile } from 'node:fs/promises';

import { openBed } from './bed.mjs';
import { longPage, onePage, say, sayLongTasks, sentences } from './measure.mjs';
import { startMediaWiki } from './mediawiki.mjs';

const { gate, wiki, as, stop } = await openBed({ gate: true, wiki: (address) => startMediaWiki({ server: address }) });
try {
    // Without the extension where a request says so: both ways of one wiki, by turns.
    const page = await as('Admin');
    const settings = `${wiki.root}/LocalSettings.php`;
    const whole = await readFile(settings, 'utf8');
    await writeFile(settings, whole.replace("wfLoadExtension( 'Clausemark' );", "if ( !isset( $_GET['without'] ) ) { wfLoadExtension( 'Clausemark' ); }"));
    const request = page.context().request;
    const { query } = await (await request.get(`${wiki.url}/api.php?action=query&meta=tokens&format=json`)).json();
    const save = async (i, how) => {
        gate.mode = how === 'hanging' ? 'hang' : 'pass';
        const begin = performance.now();
        const answer = await request.post(`${wiki.url}/api.php${how === 'without' ? '?without=1' : ''}`, {
            form: { action: 'edit', title: `Cost ${i % 5}`, text: sentences.join('\n\n') + `\n\n${how} ${i} ${performance.now()}`, token: query.tokens.csrftoken, format: 'json' },
        });
        const time = performance.now() - begin;
        if (!(await answer.json()).edit) throw new Error('not saved');
        return time;
    };
    const times = { without: [], with: [], hanging: [] };
    // In blocks: where the extension comes or goes, the wiki builds its messages anew, once.
    for (let block = 0; block < 3; block++)
        for (const ways of [['without'], ['with', 'hanging'], ['hanging', 'with']])
            for (let i = 0; i < 22; i++)
                for (const how of ways) {
                    const time = await save(i, how);
                    if (i > 1) times[how].push(time);
                }
    gate.pass();
    for (const [how, list] of Object.entries(times)) say(`save, ${how}`, list);

    await wiki.import(Object.fromEntries(Array.from({ length: 1000 }, (_, i) => [`Page ${i}`, onePage(i)])));
    const begin = performance.now();
    console.log((await wiki.script('extensions/Clausemark/maintenance/backfill.php')).trim().split('\n').slice(-2).join('; '));
    console.log(`backfill: ${((performance.now() - begin) / 1000).toFixed(1)} s`);

    await wiki.import({ Long: longPage });
    await wiki.runJobs();
    await sayLongTasks(page, wiki.address('Long'));
} finally {
    await stop();
}
