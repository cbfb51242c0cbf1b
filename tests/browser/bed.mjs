// SPDX-License-Identifier: Apache-2.0
// The bed that every test here stands in, whichever wiki it walks through: the real server, a gate before it for those
// who turn it, Chromium, the wiki, and a session for each of its users. What a wiki is made of is dokuwiki.mjs and
// mediawiki.mjs.
import { after } from 'node:test';

import { launch } from './browser.mjs';
import { startClausemark, startGate } from './clausemark.mjs';
import { openPage } from './page.mjs';

/**
 * Starts everything: `wiki` is a function of the address that the wiki is told and of the server's tokens; `server`,
 * `tokens` and `settings` are startClausemark's; `gate` says whether there is one. Whoever opens a bed calls `stop()`.
 */
export async function openBed({ wiki: startWiki, server = [], tokens = {}, settings = null, gate: gated = false }) {
    const started = [];
    const bed = {};
    const keep = (what, stop) => {
        started.push(stop ?? what.stop);
        return what;
    };
    bed.stop = async () => {
        for (const stop of started.splice(0).reverse()) await stop();
    };
    try {
        bed.server = keep(await startClausemark(server, tokens, settings));
        if (gated) bed.gate = keep(await startGate(bed.server.url));
        bed.wiki = keep(await startWiki((bed.gate ?? bed.server).url, bed.server.tokens));
        const browser = bed.browser = await launch();
        keep(browser, () => browser.close());
    } catch (error) {
        await bed.stop();
        throw error;
    }

    const open = {};
    /** A page of the browser in which this user is logged in ('' for nobody); one a user. */
    bed.as = async (user) => {
        if (!open[user]) {
            const page = await openPage(bed.browser);
            if (user) await bed.wiki.logIn(page, user);
            open[user] = page;
        }
        return open[user];
    };
    /** Closes a user's page, drafts and all. */
    bed.leave = async (user) => {
        await open[user].context().close();
        delete open[user];
    };
    /** Waits until no page that is open, and nothing behind it, asks the server: what the gate counts then is asked later. */
    bed.quiet = async () => {
        for (const page of Object.values(open)) await page.waitForLoadState('networkidle');
        for (let before = -1; before !== bed.gate.log.length;) {
            before = bed.gate.log.length;
            await bed.wiki.idle?.();
            await new Promise((resolve) => setTimeout(resolve, 300));
        }
    };
    /** Shows a page with its summary. */
    bed.read = async (page, name, query = {}) => {
        await page.goto(bed.wiki.address(name, query));
        await page.waitForSelector('.clausemark-summary');
    };
    /** Shows a page with its marks. */
    bed.readMarked = async (page, name, query = {}) => {
        await bed.read(page, name, query);
        await page.waitForSelector('.clausemark-chip');
    };
    /** What the server holds of a page of this wiki, with its source. */
    bed.stored = (key) => bed.server.api(`/v1/document?${new URLSearchParams({ wiki: bed.wiki.name, key, source: 'true' })}`);
    return bed;
}

/** The same for a test file: everything is ended after its last test. */
export async function testBed(of) {
    const bed = await openBed(of);
    after(() => bed.stop());
    return bed;
}
