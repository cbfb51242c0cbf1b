// SPDX-License-Identifier: Apache-2.0
// What the measurements of both wikis have in common: what is written, how a list of times is told, and the longest
// task of the browser's main thread while a long page gets its marks. Prints figures, judges nothing.

export const sentences = [
    'Access rights must be reviewed every quarter by the owner of each system.', 'Clocks must be synchronised to one agreed time source.',
    'Every system must have backup copies of data, taken at least daily.', 'Security incidents must be reported to the service desk at once.',
    'The river runs past the old mill and the meadow behind it, and nobody there minds what day it is or which way the wind blows.',
];

/** A page of the many that are handed over. */
export const onePage = (i) => Array.from({ length: 12 }, (_, k) => sentences[(i + k) % 5].replace('system', `system ${i * k}`)).join('\n\n');

/** Some 5,500 words in 250 paragraphs, four of five with a tag. */
export const longPage = Array.from({ length: 250 }, (_, i) =>
    `Rule ${i}: ` + sentences[i % 5].replace('.', ` in area ${i}, as the owner of area ${i} says each year and again.`)).join('\n\n');

const middle = (list) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)];

export const say = (what, list) =>
    console.log(`${what}: median ${middle(list).toFixed(1)} ms, slowest ${Math.max(...list).toFixed(1)} ms, of ${list.length}`);

/** Opens the long page `times` times and prints the tasks over 50 ms of each, and when its first mark was there. */
export async function sayLongTasks(page, address, times = 3) {
    await page.addInitScript(() => {
        window.longTasks = [];
        new PerformanceObserver((list) => window.longTasks.push(...list.getEntries().map((e) => [Math.round(e.startTime), Math.round(e.duration)])))
            .observe({ type: 'longtask', buffered: true });
        document.addEventListener('DOMContentLoaded', () => new MutationObserver(() => {
            if (document.querySelector('.clausemark-chip') && !window.firstChip) window.firstChip = performance.now();
        }).observe(document.body, { childList: true, subtree: true }));
    });
    for (let i = 0; i < times; i++) {
        await page.goto(address);
        await page.waitForFunction(() => document.querySelectorAll('.clausemark-chip').length > 150);
        await page.waitForTimeout(1500);
        console.log('long page: ' + await page.evaluate(() => {
            const words = document.querySelector('.mw-parser-output, .page').innerText.split(/\s+/).length;
            const behind = window.longTasks.filter(([start]) => start > window.firstChip - 500).map(([, time]) => time);
            return `${words} words, ${document.querySelectorAll('.clausemark-chip').length} chips, first after ${Math.round(window.firstChip)} ms; ` +
                `tasks over 50 ms while marks are drawn: ${behind.length ? behind.join(', ') + ' ms' : 'none'} (since the page began: ${window.longTasks.length})`;
        }));
    }
}
