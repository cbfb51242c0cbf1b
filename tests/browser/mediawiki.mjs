// SPDX-License-Identifier: Apache-2.0
// A private MediaWiki, made of Debian's package over SQLite: its own settings, users and pages, the extension installed
// from its archive as an administrator does, served by PHP on a free port of loopback.
import { appendFile, mkdir, mkdtemp, rm, symlink, readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { project } from './clausemark.mjs';
import { freePort, run, start, until } from './processes.mjs';

const installed = '/usr/share/mediawiki';
const passphrase = 'A-long-passphrase-1';
const extensions = 'VisualEditor,WikiEditor,ParserFunctions,Cite';

// Of pages whose title begins with "Board", and of the namespace "HR", nobody knows but the board: by the hook that
// extensions which lock namespaces use.
const restricted = `
$wgExtraNamespaces[3000] = 'HR';
$wgExtraNamespaces[3001] = 'HR_talk';
$wgContentNamespaces[] = 3000;
$wgHooks['getUserPermissionsErrors'][] = static function ( $title, $user, $action, &$result ) {
	$groups = MediaWiki\\MediaWikiServices::getInstance()->getUserGroupManager()->getUserGroups( $user );
	$locked = $title->getNamespace() === 3000 || strpos( $title->getText(), 'Board' ) === 0;
	if ( $action === 'read' && $locked && !in_array( 'board', $groups ) ) {
		$result = [ 'badaccess-group0' ];
		return false;
	}
};
$wgGroupPermissions['board']['read'] = true;
`;

const xml = (text) => text.replace(/[&<>]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' }[c]));

/**
 * `users`: name -> groups; `settings`: PHP at the end of LocalSettings.php, before the extension is loaded; `name`: the
 * wiki's on the server.
 */
export async function startMediaWiki({ users = {}, settings = '', server, name = 'policies', extension = true }) {
    const folder = await mkdtemp(join(tmpdir(), 'clausemark-mediawiki-'));
    const root = join(folder, 'wiki');
    const port = await freePort();
    const wiki = { name, folder, root, url: `http://127.0.0.1:${port}`, passphrase };
    await run('cp', ['-a', installed, root]);
    for (const part of ['LocalSettings.php', 'config', 'extensions', 'images']) await rm(join(root, part), { recursive: true, force: true });
    for (const part of ['extensions', 'images', '../database']) await mkdir(join(root, part));
    for (const part of await readdir(join(root, 'extensions-core')))
        await symlink(join('../extensions-core', part), join(root, 'extensions', part));

    /** One of the wiki's maintenance scripts. */
    wiki.script = (file, args = [], input = '') => run('php', [join(root, file), ...args], { input, cwd: root });
    await wiki.script('maintenance/install.php', ['--dbtype', 'sqlite', '--dbpath', join(folder, 'database'), '--dbname', 'wiki',
        '--server', wiki.url, '--scriptpath', '', '--pass', passphrase, '--extensions', extensions,
        '--skins', 'Vector,MinervaNeue,MonoBook,Timeless', 'Policy wiki', 'Admin']);
    /** More settings, from the next request on. */
    wiki.configure = (lines) => appendFile(join(root, 'LocalSettings.php'), lines + '\n');
    await wiki.configure(`${restricted}
$wgJobRunRate = 0;
$wgDefaultSkin = 'vector-2022';
$wgVisualEditorShowBetaWelcome = false;
$wgVisualEditorUseSingleEditTab = false;
$wgLogos = false;
$wgDefaultUserOptions['visualeditor-hidebetawelcome'] = 1;
$wgDefaultUserOptions['usebetatoolbar'] = 0;
$wgUseInstantCommons = false;
${settings}`);
    if (extension) {
        await run(join(project, 'script/plugins'), ['--unpacked', '--output', join(folder, 'plugins'), 'mediawiki']);
        await run('cp', ['-a', join(folder, 'plugins/mediawiki/Clausemark'), join(root, 'extensions/Clausemark')]);
        await wiki.configure(`wfLoadExtension( 'Clausemark' );
$wgClausemarkServer = '${server}';
$wgClausemarkWiki = '${name}';
$wgClausemarkFresh = 0;
$wgClausemarkPause = 0;`);
    }
    for (const [user, groups] of Object.entries(users))
        await wiki.script('maintenance/createAndPromote.php', [user, passphrase, ...(groups.length ? ['--custom-groups', groups.join(',')] : [])]);

    /** Saves a page from the command line. */
    wiki.edit = (title, text, user = 'Admin') => wiki.script('maintenance/edit.php', ['-u', user, title], text);
    /** Saves many pages at once: title -> text. */
    wiki.import = (pages) => wiki.script('maintenance/importDump.php', ['--quiet'],
        '<mediawiki xmlns="http://www.mediawiki.org/xml/export-0.11/" version="0.11" xml:lang="en">' + Object.entries(pages).map(
            ([title, text]) => `<page><title>${xml(title)}</title><ns>0</ns><revision><timestamp>2026-01-01T00:00:00Z</timestamp>
<contributor><username>Admin</username></contributor><model>wikitext</model><format>text/x-wiki</format>
<text xml:space="preserve">${xml(text)}</text></revision></page>`).join('') + '</mediawiki>');
    // Without its back-off: after one failed job in fifty the runner leaves that type alone for a second.
    wiki.runJobs = (...more) => wiki.script('maintenance/runJobs.php', ['--nothrottle', ...more]);
    wiki.address = (title, query = {}) => `${wiki.url}/index.php?${new URLSearchParams({ title, ...query })}`;
    /** Asks the action API in the session of a browser's page: with a token where the action needs one. */
    wiki.api = async (page, fields, post = true) => {
        const request = page.context().request;
        const form = { format: 'json', formatversion: '2', ...fields };
        if (post) {
            const type = fields.action === 'clientlogin' ? 'login' : 'csrf';
            const tokens = await (await request.get(`${wiki.url}/api.php?action=query&meta=tokens&type=${type}&format=json`)).json();
            form[type === 'login' ? 'logintoken' : 'token'] = tokens.query.tokens[type + 'token'];
        }
        const answer = post ? await request.post(wiki.url + '/api.php', { form })
            : await request.get(`${wiki.url}/api.php?${new URLSearchParams(form)}`);
        return answer.json();
    };
    wiki.logIn = async (page, user) => {
        const answer = await wiki.api(page, { action: 'clientlogin', username: user, password: passphrase, loginreturnurl: wiki.url });
        if (answer.clientlogin?.status !== 'PASS') throw new Error(JSON.stringify(answer));
    };

    const served = start('php', ['-d', 'opcache.enable_cli=1', '-d', 'opcache.revalidate_freq=0', '-d', 'display_errors=0', '-d', 'log_errors=1',
        '-d', 'error_log=' + join(folder, 'php.log'), '-S', `127.0.0.1:${port}`, '-t', root],
    { cwd: root, env: { ...process.env, PHP_CLI_SERVER_WORKERS: '4' } });
    await until(async () => (await fetch(wiki.url + '/api.php')).ok, served, 'MediaWiki');
    wiki.stop = async () => {
        await served.stop();
        await rm(folder, { recursive: true, force: true });
    };
    return wiki;
}
