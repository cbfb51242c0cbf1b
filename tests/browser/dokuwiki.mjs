// SPDX-License-Identifier: Apache-2.0
// A private DokuWiki, made of Debian's package: its own configuration, users, rights and pages, the plugin installed
// from its archive as an administrator does, served by PHP on a free port of loopback.
import { cp, mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { project } from './clausemark.mjs';
import { freePort, run, start, until } from './processes.mjs';

const installed = '/usr/share/dokuwiki';

/** PHP's way of writing a value. */
const php = (value) => (Array.isArray(value) ? `[${value.map(php).join(',')}]`
    : typeof value === 'string' ? "'" + value.replace(/[\\']/g, '\\$&') + "'" : String(Number(value)));

/**
 * `users`: name -> {password, groups, full}; `rights`: lines of acl.auth.php; `pages`: id -> text; `settings`:
 * of the wiki; `plugin`: settings of the plugin; null: it is not installed.
 */
export async function startDokuWiki({ users = {}, rights = ['* @ALL 8'], pages = {}, settings = {}, plugin = {} }) {
    const folder = await mkdtemp(join(tmpdir(), 'clausemark-dokuwiki-'));
    const root = join(folder, 'wiki');
    const conf = join(folder, 'conf');
    const data = join(folder, 'data');
    await run('cp', ['-a', installed, root]);
    for (const part of ['plugins', 'tpl']) {
        await rm(join(root, 'lib', part));
        await run('cp', ['-a', `/var/lib/dokuwiki/lib/${part}`, join(root, 'lib', part)]);
    }
    await rm(join(root, '.htaccess'), { force: true });
    await mkdir(join(conf, 'tpl/dokuwiki'), { recursive: true });
    for (const name of await readdir('/etc/dokuwiki'))
        if (!/^(local|plugins\.local|users\.auth|acl\.auth)\.php$/.test(name))
            await cp(join('/etc/dokuwiki', name), join(conf, name), { recursive: true, dereference: true }).catch(() => {});
    for (const part of ['pages', 'attic', 'media', 'media_attic', 'meta', 'media_meta', 'cache', 'index', 'locks', 'tmp', 'log'])
        await mkdir(join(data, part), { recursive: true });
    await writeFile(join(root, 'inc/preload.php'), `<?php
define('DOKU_CONF', ${php(conf + '/')});
define('DOKU_MAIN_CONF', ${php(conf + '/')});
`);

    const wiki = { name: plugin?.wiki, folder, root, conf, data };
    /** Writes the settings of plugin and wiki anew. */
    wiki.configure = (more = {}, ofWiki = {}) => {
        if (plugin) Object.assign(plugin, more);
        Object.assign(settings, ofWiki);
        const lines = Object.entries({
            savedir: data, title: 'Policy wiki', license: '', useacl: 1, superuser: '@admin', authtype: 'authplain',
            passcrypt: 'smd5', indexdelay: 0, subscribers: 0, allowdebug: 0, updatecheck: 0, ...settings,
        }).map(([name, value]) => `$conf[${php(name)}] = ${php(value)};`);
        for (const [name, value] of Object.entries(plugin ?? {}))
            lines.push(`$conf['plugin']['clausemark'][${php(name)}] = ${php(value)};`);
        return writeFile(join(conf, 'local.php'), `<?php\n${lines.join('\n')}\n`);
    };
    await wiki.configure();
    const hashes = await run('php', ['-r', `foreach (json_decode($argv[1]) as $p) echo crypt($p, '$1$clausemk$'), "\\n";`,
        JSON.stringify(Object.values(users).map((user) => user.password))]);
    const lines = Object.entries(users).map(([name, user], i) =>
        [name, hashes.split('\n')[i], user.full ?? name, name + '@example.org', user.groups ?? 'user'].join(':'));
    await writeFile(join(conf, 'users.auth.php'), lines.join('\n') + '\n');
    wiki.setRights = (rows) => writeFile(join(conf, 'acl.auth.php'), rows.join('\n') + '\n');
    await wiki.setRights(rights);

    /** Writes a page behind the wiki's back, as of `seconds` since 1970. */
    wiki.file = (id) => join(data, 'pages', ...id.split(':').map(encodeURIComponent)) + '.txt';
    wiki.put = async (id, text, seconds = Date.now() / 1000 - 3600) => {
        await mkdir(dirname(wiki.file(id)), { recursive: true });
        await writeFile(wiki.file(id), text);
        await utimes(wiki.file(id), seconds, seconds);
    };
    for (const [id, text] of Object.entries(pages)) await wiki.put(id, text);

    if (plugin) await run(join(project, 'script/plugins'), ['--unpacked', '--output', join(folder, 'plugins'), 'dokuwiki']);
    if (plugin) await run('cp', ['-a', join(folder, 'plugins/dokuwiki/clausemark'), join(root, 'lib/plugins/clausemark')]);

    // What PHP is at, a file each: tasks behind a page view go on after their answer.
    const busy = join(folder, 'busy');
    await mkdir(busy);
    await writeFile(join(folder, 'busy.php'), `<?php
(function () {
    $file = ${php(busy + '/')} . uniqid( getmypid(), true );
    touch( $file );
    register_shutdown_function( fn () => register_shutdown_function( fn () => unlink( $file ) ) ); // the last of them
})();
`);
    const port = await freePort();
    wiki.url = `http://127.0.0.1:${port}`;
    const server = start('php', ['-d', 'opcache.enable_cli=1', '-d', 'opcache.revalidate_freq=0', '-d', 'error_log=' + join(folder, 'php.log'), '-d', 'log_errors=1',
        '-d', 'display_errors=0', '-d', 'auto_prepend_file=' + join(folder, 'busy.php'), '-S', `127.0.0.1:${port}`, '-t', root],
    { env: { ...process.env, PHP_CLI_SERVER_WORKERS: '4' } });
    await until(async () => (await fetch(wiki.url + '/doku.php')).ok, server, 'DokuWiki');

    /** Switches the plugin on or off, as the Extension Manager does. */
    wiki.enable = (on) => writeFile(join(conf, 'plugins.local.php'), `<?php\n$plugins['clausemark'] = ${on ? 1 : 0};\n`);
    /** One of the wiki's commands: `cli('clausemark', 'backfill')`. */
    wiki.cli = (...args) => run('php', [join(root, 'bin/plugin.php'), '--no-colors', ...args]);
    /** Runs PHP inside the wiki, as a plugin would. */
    wiki.php = (code) => run('php', ['-r', `define('DOKU_INC', ${php(root + '/')}); define('NOSESSION', 1); require DOKU_INC . 'inc/init.php'; ${code}`]);
    /** Starts the tasks that a browser starts behind a page view; it has its answer before they end. */
    wiki.tasks = (id) => fetch(`${wiki.url}/lib/exe/taskrunner.php?${new URLSearchParams({ id })}`).then((answer) => answer.arrayBuffer());
    /** Waits until PHP does nothing, the tasks behind page views among it. */
    wiki.idle = () => until(async () => (await readdir(busy)).length === 0, server, 'an idle wiki');
    /** How many pages the server has yet to be told of. */
    wiki.waiting = async () => (await Promise.all(['waiting', 'taken'].map((part) => readdir(join(data, 'meta/_clausemark', part)).catch(() => []))))
        .flat().length;
    /** As if the time after a failure of the server had passed. */
    wiki.rested = () => rm(join(data, 'cache/clausemark/rest'), { force: true });
    /** Page views go by, and time, until the server has been told of everything. */
    wiki.delivered = () => until(async () => {
        await wiki.rested();
        await wiki.tasks('start');
        return (await wiki.waiting()) === 0;
    }, null, 'an empty queue');
    /** Writes a page as people do, in the editor. */
    wiki.save = async (page, id, text, query = {}) => {
        await page.goto(wiki.address(id, { do: 'edit', ...query }));
        if (text !== null) await page.fill('#wiki__text', text);
        await page.click('#edbtn__save');
        await page.waitForSelector('#dokuwiki__content .page:not(:has(#wiki__text))');
    };
    wiki.address = (id, query = {}) => `${wiki.url}/doku.php?${new URLSearchParams({ id, ...query })}`;
    wiki.logIn = async (page, user) => {
        await page.goto(wiki.address('start', { do: 'login' }));
        await page.fill('#dw__login input[name=u]', user);
        await page.fill('#dw__login input[name=p]', users[user].password);
        await page.click('#dw__login button[type=submit]');
        await page.waitForSelector('.logout');
    };
    wiki.stop = async () => {
        await server.stop();
        await rm(folder, { recursive: true, force: true });
    };
    return wiki;
}
