// SPDX-License-Identifier: Apache-2.0
// What the DokuWiki plugin costs, for docs/install-dokuwiki.md: `node dokuwiki_cost.mjs`. Saving without it, with it, and
// with it while the server hangs, by turns in one run; handing over a thousand pages; the marks of a page as the browser
// asks for them; the longest task of the browser on a long page with many marks. Prints figures, judges nothing.
import { openBed } from './bed.mjs';
import { startDokuWiki } from './dokuwiki.mjs';
import { longPage, onePage, say, sayLongTasks, sentences } from './measure.mjs';

const { server, gate, wiki, as, stop } = await openBed({
    gate: true, wiki: (address) => startDokuWiki({ plugin: { server: address, wiki: 'cost' }, pages: { start: '====== Start ======\n' } }),
});
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
    for (const [how, list] of Object.entries(times)) say(`save, ${how}`, list);

    await wiki.configure({ server: server.url });
    for (let i = 0; i < 1000; i++) await wiki.put(`many:page_${i}`, `====== Page ${i} ======\n\n${onePage(i)}`);
    const begin = performance.now();
    const told = (await wiki.cli('clausemark', 'backfill')).trim().split('\n');
    console.log(`backfill: ${((performance.now() - begin) / 1000).toFixed(1)} s; ${told.slice(-2).join('; ')}`);
    const again = performance.now();
    await wiki.cli('clausemark', 'reconcile');
    console.log(`reconcile, nothing to do: ${((performance.now() - again) / 1000).toFixed(1)} s`);

    await wiki.put('long', `====== Long ======\n\n${longPage}`);
    await wiki.cli('clausemark', 'reconcile');
    const asked = [];
    for (let i = 0; i < 20; i++) {
        const start = performance.now();
        await (await fetch(`${wiki.url}/lib/exe/ajax.php?call=plugin_clausemark&do=view&id=many:page_${i}`)).text();
        asked.push(performance.now() - start);
    }
    say('marks of a page, asked behind it', asked);
    await sayLongTasks(await as(''), wiki.address('long'));
} finally {
    await stop();
}
