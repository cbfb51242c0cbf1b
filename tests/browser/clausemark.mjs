// SPDX-License-Identifier: Apache-2.0
// The real server over a store of its own, and a gate before it that can play every way a server fails: the wiki is
// told the gate's address, and a test turns the gate.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, request } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

import { run, start, until } from './processes.mjs';

export const project = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const program = process.env.CLAUSEMARK ?? join(project, 'build/release/server/clausemark');

/**
 * `options` of `clausemark serve`; `tokens`: name -> options of `clausemark token add`; with tokens, `admin` asks;
 * `settings`: what stands in clausemark.json. Gives `{url, tokens, run(...), api(path), stop()}`.
 */
export async function startClausemark(options = [], tokens = {}, settings = null) {
    const folder = await mkdtemp(join(tmpdir(), 'clausemark-store-'));
    if (settings) {
        await writeFile(join(folder, 'clausemark.json'), JSON.stringify(settings));
        options = [...options, '--config', join(folder, 'clausemark.json')];
    }
    const store = ['--store', join(folder, 'store.sqlite')];
    const made = { tokens: {} };
    /** Another command of the program over the same store. */
    made.run = (...args) => run(program, [...args, ...store]);
    for (const [name, given] of Object.entries(tokens))
        made.tokens[name] = /clausemark_\S+/.exec(await made.run('token', 'add', name, ...given))[0];
    const server = start(program, ['serve', '--port', '0', ...store, ...options]);
    made.url = await until(() => /on (http:\/\/\S+)/.exec(server.output)?.[1], server, program);
    /** The server's own answer, decoded. */
    made.api = async (path, init = {}) => {
        const headers = made.tokens.admin ? { Authorization: 'Bearer ' + made.tokens.admin } : {};
        const answer = await fetch(made.url + path, { ...init, headers: { ...headers, ...init.headers } });
        return answer.json();
    };
    made.stop = async () => {
        await server.stop();
        await rm(folder, { recursive: true, force: true });
    };
    return made;
}

/**
 * A gate before `target`. `mode` is 'pass', or how it fails: 'down' (the connection is closed), 'hang' (no answer),
 * 'half' (an answer that breaks off), 'garbage' (no JSON), or a status as a number. `change(path, body)` may alter an
 * answer that passes. `log` holds what was asked: `{method, path, token}`.
 */
export async function startGate(target) {
    const gate = { mode: 'pass', log: [], change: null, retryAfter: '' };
    const held = new Set();
    const server = createServer((asked, answer) => {
        gate.log.push({ method: asked.method, path: asked.url, token: asked.headers.authorization ?? '' });
        const body = [];
        asked.on('data', (bytes) => body.push(bytes));
        asked.on('end', () => {
            if (gate.mode === 'down') return asked.socket.destroy();
            if (gate.mode === 'hang') return held.add(asked.socket);
            if (gate.mode === 'garbage') return answer.end('<html>not what you asked for');
            if (typeof gate.mode === 'number') {
                const headers = { 'Content-Type': 'application/problem+json' };
                if (gate.retryAfter) headers['Retry-After'] = gate.retryAfter;
                answer.writeHead(gate.mode, headers);
                return answer.end(JSON.stringify({ type: 'about:blank', title: 'refused', status: gate.mode, detail: 'by the gate' }));
            }
            const { host, connection, ...headers } = asked.headers;
            if (gate.change) delete headers['accept-encoding'];
            // A connection for each: a refusal may leave the body of its request unread.
            const passed = request(target + asked.url, { method: asked.method, headers, agent: false }, (given) => {
                const parts = [];
                given.on('data', (bytes) => parts.push(bytes));
                given.on('end', () => {
                    let whole = Buffer.concat(parts);
                    if (gate.change) whole = Buffer.from(gate.change(asked.url, whole.toString()));
                    const { 'content-length': length, 'transfer-encoding': coding, ...kept } = given.headers;
                    answer.writeHead(given.statusCode, { ...kept, 'Content-Length': whole.length });
                    if (gate.mode !== 'half') return answer.end(whole);
                    answer.write(whole.subarray(0, whole.length / 2));
                    setTimeout(() => answer.destroy(), 20);
                });
            });
            passed.on('error', () => answer.destroy());
            passed.end(Buffer.concat(body));
        });
    });
    await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
    gate.url = `http://127.0.0.1:${server.address().port}`;
    gate.pass = () => {
        gate.mode = 'pass';
        gate.change = null;
        for (const socket of held) socket.destroy();
        held.clear();
    };
    gate.stop = () => new Promise((resolve) => {
        gate.pass();
        server.closeAllConnections();
        server.close(resolve);
    });
    return gate;
}
