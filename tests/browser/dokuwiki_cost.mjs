// SPDX-License-Identifier: Apache-2.0
// What the DokuWiki plugin costs, for docs/install-dokuwiki.md: `node dokuwiki_cost.mjs`. Saving without it, with it, and
// with it while the server hangs, by turns in one run; handing over a thousand pages; the marks of a page as the browser
// asks for them; the longest task of the browser on a long page with many marks. Prints figures, judges nothing.
import { launch } from './browser.mjs';
import { startClausemark, startGate } from './clausemark.mjs';
import { startDokuWiki } from './dokuwiki.mjs';
import { openPage } from './page.mjs';

const sentences = [
    'Access rights must be reviewed every quarter by the owner of each system.', 'Clocks must be synchronised to one agreed time source.',
    'Every system must have backup copies of data, taken at least daily.', 'Security incidents must be reported to the service desk at once.',
    'The river runs past the old mill and the meadow behind it, and nobody there minds what day it is or which way the wind blows.',
];
const middle = (list) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)];
const said = (what, list) => console.log(`${what}: median ${middle(list).toFixed(1)} ms, slowest ${Math.max(...list).toFixed(1)} ms, of ${list.length}`);

const [server, browser] = await Promise.all([startClausemark(), launch()]);
const gate = await startGate(server.url);
const wiki = await startDokuWiki({ plugin: { server: gate.url, wiki: 'cost' }, pages: { start: '====== Start ======\n' } });
try {
    const save = async (i, how) => {
        gate.mode = how === 'hanging' ? 'hang' : 'pass';
        await wiki.enable(how !== 'without');
        const id = `cost:page_${how}_${i}`; // one page: one save a second is all that DokuWiki does
        const form = await (await fetch(wiki.address(id, { do: 'edit' }))).text();
        const fields = Object.fromEntries([...form.matchAll(/<input type="hidden"[^>]*>/g)].map(([input]) =>
            [/name="([^"]*)"/.exec(input)?.[1], /value="([^"]*)"/.exec(input)?.[1] ?? '']).filter(([name]) => name));
        const body = new URLSearchParams({ ...fields, id, wikitext: sentences.join('\n\n') + `\n\n${how} ${i}`, summary: '', 'do[save]': '1' });
        const begin = performance.now();
        const answer = await fetch(wiki.address(id), { method: 'POST', body, redirect: 'manual' });
        const time = performance.now() - begin;
        if (answer.status !== 302) throw new Error(`not saved: ${answer.status}`);
        return time;
    };
    const times = { without: [], with: [], hanging: [] };
    for (let i = 0; i < 36; i++)
        for (let k = 0; k < 3; k++) {
            const how = Object.keys(times)[(i + k) % 3]; // each way is first, second and last as often
            const time = await save(i, how);
            if (i > 5) times[how].push(time);
        }
    gate.pass();
    await wiki.enable(true);
    for (const [how, list] of Object.entries(times)) said(`save, ${how}`, list);

    await wiki.configure({ server: server.url });
    for (let i = 0; i < 1000; i++)
        await wiki.put(`many:page_${i}`, `====== Page ${i} ======\n\n` + Array.from({ length: 12 }, (_, k) => sentences[(i + k) % 5].replace('system', `system ${i * k}`)).join('\n\n'));
    const begin = performance.now();
    const told = (await wiki.cli('clausemark', 'backfill')).trim().split('\n');
    console.log(`backfill: ${((performance.now() - begin) / 1000).toFixed(1)} s; ${told.slice(-2).join('; ')}`);
    const again = performance.now();
    await wiki.cli('clausemark', 'reconcile');
    console.log(`reconcile, nothing to do: ${((performance.now() - again) / 1000).toFixed(1)} s`);

    await wiki.put('long', '====== Long ======\n\n' + Array.from({ length: 250 }, (_, i) =>
        `Rule ${i}: ` + sentences[i % 5].replace('.', ` in area ${i}, as the owner of area ${i} says each year and again.`)).join('\n\n'));
    await wiki.cli('clausemark', 'reconcile');
    const asked = [];
    for (let i = 0; i < 20; i++) {
        const start = performance.now();
        await (await fetch(`${wiki.url}/lib/exe/ajax.php?call=plugin_clausemark&do=view&id=many:page_${i}`)).text();
        asked.push(performance.now() - start);
    }
    said('marks of a page, asked behind it', asked);
    const page = await openPage(browser);
    await page.addInitScript(() => {
        window.longTasks = [];
        new PerformanceObserver((list) => window.longTasks.push(...list.getEntries().map((entry) => [entry.startTime, entry.duration]))).observe({ type: 'longtask', buffered: true });
    });
    await page.goto(wiki.address('long'));
    await page.waitForSelector('.clausemark-summary');
    const before = await page.evaluate(() => performance.now());
    await page.waitForFunction(() => document.querySelectorAll('.clausemark-chip').length > 150);
    await page.waitForTimeout(500);
    console.log(`long page: ${await page.locator('.clausemark-chip').count()} chips, longest task behind the summary: ${
        Math.max(0, ...(await page.evaluate((from) => window.longTasks.filter(([start]) => start > from - 500).map(([, time]) => time), before))).toFixed(0)} ms (0: none above 50)`);
} finally {
    await browser.close();
    await wiki.stop();
    await gate.stop();
    await server.stop();
}
