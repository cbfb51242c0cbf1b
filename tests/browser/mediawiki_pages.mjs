// SPDX-License-Identifier: Apache-2.0
// The wiki that the MediaWiki tests walk through: a small policy wiki with what readers meet (tags, a copied procedure
// whose copies drifted, two values for one thing), pages and a namespace that only the board may read, and a page with
// hostile words.

export const users = { Ed: ['clausemark-reviewer'], Rita: [], Bo: ['board'] };

const restore = (days, who) => `When a restore is asked for, the ${who} opens a ticket and names the system, the files and the time they are needed from.

The backup operator finds the newest copy that is older than the damage, restores it to a place apart, and lets the owner look at it before anything is overwritten.

Copies are kept for ${days} days, and a restore that failed is reported to the information security manager on the same day.
`;

export const pages = {
    'Main Page': '* [[Backup policy]]\n* [[Access control]]\n',
    'Backup policy': `This policy holds for every system that keeps the organisation's '''data'''.

== Rules ==
* Every system in scope must have backup copies of [[data]], ''software'' and system&nbsp;images, taken at least daily.
* A restore must be '''tested''' every quarter.<ref>Since 2024.</ref>

{| class="wikitable"
! What !! How long
|-
| Backup copies of databases || must be kept for 30 days
|}

== Restoring ==
${restore(30, 'service desk')}
== Notes ==
<references />
`,
    'Restore procedure': `== How to restore ==
${restore(14, 'system owner')}`,
    'Board Zanzibar': `== Steps ==
${restore(7, 'chair')}
Access rights of the board must be reviewed every month by the chair.
`,
    'Access control': `Access rights must be reviewed every six months by the owner of each system.

Passwords must have at least 12 characters.

== Leavers ==
Access of leavers is removed on their last day.
`,
    'HR:Xylophone': `Security incidents must be reported to the personnel office at once.

Every system must have a named owner, says the personnel office.
`,
    'Passwords': 'Passwords must have at least 8 characters.\n',
    'Board Quetzal': 'Passwords must have at least 20 characters.\n',
    'Clocks': 'Clocks of all systems must be synchronised to one agreed time source.\n',
    'Tags & "quotes" (x) كتاب?': `Passwords must have at least 9 characters, says &lt;img src=x onerror=alert(1)&gt; the \u200Bmanager.

Access rights must be reviewed every year &mdash; by <nowiki>"the owner" & <script>alert(2)</script></nowiki> כל העובדים.
`,
    'Status': `Time: <clausemark clause="iso27001:2022/A.8.17" />

Review: <clausemark clause="iso27001:2022/A.5.18" show="pages" />

Unknown: <clausemark clause="iso27001:2022/A.99.9" />

<clausemark standard="iso27001:2022" />
`,
};
