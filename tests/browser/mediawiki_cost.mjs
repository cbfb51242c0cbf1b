// SPDX-License-Identifier: Apache-2.0
// What the MediaWiki extension costs, for docs/install-mediawiki.md: `node mediawiki_cost.mjs`. Saving without it, with it,
// and with it while the server hangs, in one run; handing over a thousand pages; the longest task of the browser
// on a long page with many marks. Prints figures, judges nothing.
import { launch } from './browser.mjs';
import { startClausemark, startGate } from './clausemark.mjs';
import { startMediaWiki } from './mediawiki.mjs';
import { openPage } from './page.mjs';

const sentences = [
    'Access rights must be reviewed every quarter by the owner of each system.', 'Clocks must be synchronised to one agreed time source.',
    'Every system must have backup copies of data, taken at least daily.', 'Security incidents must be reported to the service desk at once.',
    'The river runs past the old mill and the meadow behind it, and nobody there minds what day it is or which way the wind blows.',
];
const middle = (list) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)];

const [server, browser] = await Promise.all([startClausemark(), launch()]);
const gate = await startGate(server.url);
const wiki = await startMediaWiki({ server: gate.url, extension: true });
try {
    // Without the extension where a request says so: both ways of one wiki, by turns.
    const page = await openPage(browser);
    await wiki.logIn(page, 'Admin');
    const settings = `${wiki.root}/LocalSettings.php`;
    const { readFile, writeFile } = await import('node:fs/promises');
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
    for (const [how, list] of Object.entries(times))
        console.log(`save, ${how}: median ${middle(list).toFixed(1)} ms, slowest ${Math.max(...list).toFixed(1)} ms, of ${list.length}`);

    await wiki.import(Object.fromEntries(Array.from({ length: 1000 }, (_, i) =>
        [`Page ${i}`, Array.from({ length: 12 }, (__, k) => sentences[(i + k) % 5].replace('system', `system ${i * k}`)).join('\n\n')])));
    const begin = performance.now();
    console.log((await wiki.script('extensions/Clausemark/maintenance/backfill.php')).trim().split('\n').slice(-2).join('; '));
    console.log(`backfill: ${((performance.now() - begin) / 1000).toFixed(1)} s`);

    await wiki.import({ Long: Array.from({ length: 250 }, (_, i) => `Rule ${i}: ` + sentences[i % 5].replace('.', ` in area ${i}, as the owner of area ${i} says each year and again.`)).join('\n\n') });
    await wiki.runJobs();
    await page.addInitScript(() => {
        window.longTasks = [];
        new PerformanceObserver((list) => window.longTasks.push(...list.getEntries().map((e) => [Math.round(e.startTime), Math.round(e.duration)]))).observe({ type: 'longtask', buffered: true });
        document.addEventListener('DOMContentLoaded', () => new MutationObserver(() => {
            if (document.querySelector('.clausemark-chip') && !window.firstChip) window.firstChip = performance.now();
        }).observe(document.body, { childList: true, subtree: true }));
    });
    for (let i = 0; i < 3; i++) {
        await page.goto(wiki.address('Long'));
        await page.waitForSelector('.clausemark-chip');
        await page.waitForTimeout(1500);
        const seen = await page.evaluate(() => ({
            words: document.querySelector('.mw-parser-output').innerText.split(/\s+/).length, chips: document.querySelectorAll('.clausemark-chip').length,
            longTasks: window.longTasks, firstChip: Math.round(window.firstChip),
        }));
        console.log(`long page: ${JSON.stringify(seen)}`);
    }
} finally {
    await browser.close();
    await wiki.stop();
    await gate.stop();
    await server.stop();
}
