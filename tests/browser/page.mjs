// SPDX-License-Identifier: Apache-2.0
// A page of the browser in a session of its own, what its scripts complain of, and whether everybody can use it
// (axe-core). The browser itself is browser.mjs.
import { createRequire } from 'node:module';

const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/** A page in a session of its own. `complaints` gathers errors of scripts; addresses beyond loopback are refused. */
export async function openPage(browser, options = {}) {
    const context = await browser.newContext({ viewport: { width: 1200, height: 900 }, ...options });
    context.setDefaultTimeout(120000); // a busy machine is no failure
    await context.route((url) => url.hostname !== '127.0.0.1', (route) => route.abort());
    const page = await context.newPage();
    page.complaints = [];
    page.on('pageerror', (error) => page.complaints.push(String(error)));
    page.on('dialog', (dialog) => { page.complaints.push('dialog: ' + dialog.message()); dialog.dismiss(); });
    return page;
}

/** What axe-core finds wrong inside the elements that `selector` names: "rule: element". */
export async function violations(page, selector) {
    await page.addScriptTag({ path: axe });
    return page.evaluate(async (inside) => {
        const found = await axe.run({ include: [inside] }, { resultTypes: ['violations'] });
        return found.violations.flatMap((v) => v.nodes.map((n) => `${v.id}: ${n.html.slice(0, 200)} ${n.failureSummary ?? ''}`));
    }, selector);
}
