// SPDX-License-Identifier: GPL-2.0-or-later
// Marks on a page that is read, and the check of a draft in the editor. What to do stands in a meta element that
// action/view.php wrote; answers come from action/ajax.php. The drawing is web/, shared with the other wiki.

/* BEGIN NOCOMPRESS */
/* DOKUWIKI:include web/text.js */
/* DOKUWIKI:include web/dom-text.js */
/* DOKUWIKI:include web/anchor.js */
/* DOKUWIKI:include web/marks.js */
/* DOKUWIKI:include web/card.js */
/* DOKUWIKI:include web/card-content.js */
/* DOKUWIKI:include web/card-review.js */
/* DOKUWIKI:include web/summary.js */
/* DOKUWIKI:include web/reader.js */
/* DOKUWIKI:include web/check-panel.js */
/* END NOCOMPRESS */

jQuery(function () {
    'use strict';

    // A template may be dark (style.less says so).
    const root = document.documentElement;
    root.classList.toggle('clausemark-dark', getComputedStyle(root).getPropertyValue('--clausemark-is-dark').trim() === '1');

    const meta = document.querySelector('meta[name="plugin-clausemark"]');
    if (!meta || !window.Clausemark) return;
    const told = JSON.parse(meta.content);

    /** The message of a key, with $1, $2 ... replaced. */
    const t = function (key, ...values) {
        const message = (LANG.plugins.clausemark || {})[key] || key;
        return message.replace(/\$(\d)/g, (whole, at) => (at <= values.length ? String(values[at - 1]) : whole));
    };

    /** Asks the wiki; an answer that is no success is a failure. */
    const ask = function (what, fields) {
        const body = new URLSearchParams(Object.assign({ call: 'plugin_clausemark', 'do': what, id: told.id, sectok: told.token }, fields));
        return fetch(DOKU_BASE + 'lib/exe/ajax.php', { method: 'POST', body, credentials: 'same-origin' }).then(function (answer) {
            if (!answer.ok) throw new Error(String(answer.status));
            return answer.json();
        });
    };

    const readPage = function () {
        const content = document.querySelector('.dokuwiki .page') || document.querySelector('#dokuwiki__content, main');
        if (!content) return;
        let shown = null;
        const draw = function (view) {
            if (shown) {
                shown.marks.remove();
                shown.summary.box.remove();
            }
            shown = Clausemark.read(content, view, {
                t,
                review: (tag, verdict, reason) => ask('decide', { tag: tag.id, verdict, reason }),
                more: (tag) => ask('clause', { clause: tag.clause }),
                reload: () => ask('view').then(draw),
            });
            content.insertBefore(shown.summary.box, content.firstChild);
            return shown.ready;
        };
        // Without an answer the page is as it would be without the plugin.
        ask('view').then(draw).catch(() => {});
    };

    const checkDraft = function () {
        const area = document.getElementById('wiki__text');
        if (!area || !area.form) return;
        const field = (name) => (area.form.elements.namedItem(name) || { value: '' }).value;
        const joined = (first, second) => first + (first && second && !first.endsWith('\n') ? '\n' : '') + second;
        const panel = new Clausemark.CheckPanel({
            t,
            // A section is checked with what stands before and behind it.
            text: () => joined(joined(field('prefix'), area.value), field('suffix')),
            ask: (text) => ask('check', { text }),
        });
        area.form.parentNode.insertBefore(panel.box, area.form.nextSibling);
        area.addEventListener('input', () => panel.changed());
    };

    if (told.kind === 'page') readPage();
    else checkDraft();
});
