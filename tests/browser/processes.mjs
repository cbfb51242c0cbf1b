// SPDX-License-Identifier: Apache-2.0
// Programs that a test starts, and their end: each in a process group of its own, on a free port of loopback, ended
// by its number and by nothing else. What they print is kept, for the message when one does not come up.
import { spawn } from 'node:child_process';
import { createServer } from 'node:net';

/** A port that nothing listened on a moment ago. */
export function freePort() {
    return new Promise((resolve, reject) => {
        const server = createServer();
        server.on('error', reject);
        server.listen(0, '127.0.0.1', () => {
            const { port } = server.address();
            server.close(() => resolve(port));
        });
    });
}

/** The programs that run, by their numbers: what a test that failed early left behind ends with it. */
const running = new Set();
process.on('exit', () => running.forEach((pid) => { try { process.kill(-pid, 'SIGKILL'); } catch { /* ended */ } }));

/** Starts a program; `stop()` ends it and all it started, and waits for that. */
export function start(command, args, options = {}) {
    const child = spawn(command, args, { ...options, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
    const program = { pid: child.pid, output: '', ended: false };
    if (child.pid) running.add(child.pid);
    const ended = new Promise((resolve) => {
        child.on('error', (error) => { program.output += String(error); program.ended = true; resolve(); });
        child.on('exit', () => { program.ended = true; running.delete(child.pid); resolve(); });
    });
    for (const stream of [child.stdout, child.stderr])
        stream.on('data', (bytes) => { program.output = (program.output + bytes).slice(-20000); });
    program.stop = async () => {
        if (!program.ended) {
            try { process.kill(-child.pid, 'SIGTERM'); } catch { /* it ended by itself */ }
            const forced = setTimeout(() => { try { process.kill(-child.pid, 'SIGKILL'); } catch { /* ended */ } }, 5000);
            await ended;
            clearTimeout(forced);
        }
    };
    return program;
}

/** Runs a program to its end; gives what it printed, or throws with it. */
export function run(command, args, options = {}) {
    return new Promise((resolve, reject) => {
        const child = spawn(command, args, { ...options, stdio: ['pipe', 'pipe', 'pipe'] });
        let output = '';
        let errors = '';
        child.stdout.on('data', (bytes) => { output += bytes; });
        child.stderr.on('data', (bytes) => { errors += bytes; });
        child.on('error', reject);
        child.on('close', (status) => {
            if (status === 0) resolve(output);
            else reject(new Error(`${command} ${args.join(' ')} ended with ${status}\n${output}${errors}`));
        });
        child.stdin.end(options.input ?? '');
    });
}

/** Asks until `ready` gives something true; throws with what the program printed when it has ended, or after `seconds`. */
export async function until(ready, program, what, seconds = 180) {
    const end = Date.now() + seconds * 1000;
    for (;;) {
        const answer = await Promise.resolve(ready()).catch(() => false);
        if (answer) return answer;
        if (program?.ended || Date.now() > end) throw new Error(`${what} did not come up\n${program?.output ?? ''}`);
        await new Promise((resolve) => setTimeout(resolve, 50));
    }
}
