// SPDX-License-Identifier: Apache-2.0
// The wiki that the DokuWiki tests walk through: a small policy wiki with what readers meet (tags, a copied procedure
// whose copies drifted, two values for one thing), and a namespace that only the board may read.

export const users = {
    ada: { password: 'a-long-passphrase', full: 'Ada Admin', groups: 'admin,user' },
    ed: { password: 'a-long-passphrase', full: 'Ed Writer', groups: 'user' },
    mo: { password: 'a-long-passphrase', full: 'Mo Manager', groups: 'manager,user' },
    bo: { password: 'a-long-passphrase', full: 'Bo Board', groups: 'board,user' },
};

/** Everybody reads, users write; of `board:` nobody knows but the board. */
export const rights = ['* @ALL 1', '* @user 8', 'board:* @ALL 0', 'board:* @user 0', 'board:* @board 8'];

export const restore = (days, who) => `When a restore is asked for, the ${who} opens a ticket and names the system, the files and the time they are needed from.
The backup operator finds the newest copy that is older than the damage, restores it to a place apart, and lets the owner look at it before anything is overwritten.
Copies are kept for ${days} days, and a restore that failed is reported to the information security manager on the same day.
`;

export const pages = {
    start: '====== Policies ======\n\n  * [[security:backup]]\n  * [[security:access]]\n',
    'security:backup': `====== Backup policy ======

---- dataentry policy ----
owner          : Ed Writer
status         : approved
next review_dt : 2026-01-31
----

This policy holds for every system that keeps the organisation's **data**.

===== Rules =====

  * Every system in scope must have backup copies of //data//, software and system images, taken at least daily.
  * A restore must be **tested** every quarter((Since 2024.)).

===== Restoring =====

${restore(30, 'service desk')}`,
    'service:restore': `====== Restore procedure ======

---- dataentry procedure ----
owner  : Mo Manager
status : approved
----

===== How to restore =====

${restore(14, 'system owner')}`,
    'board:restore': `====== Zanzibar restore ======

---- dataentry procedure ----
owner  : Ed Writer
status : approved
----

===== Steps =====

${restore(7, 'chair')}`,
    'security:access': `====== Access control ======

Access rights must be reviewed every six months by the owner of each system.

Passwords must have at least 12 characters.

===== Leavers =====

Access of leavers is removed on their last day.
`,
    shown: `====== What we answer ======

We answer {{clausemark>A.8.13}}, {{clausemark>8.1}} and {{clausemark>A.99}}.

{{clausemark>policies A.8.13}}

{{clausemark>policies iso27001:2022/A.8.17}}

{{clausemark>coverage iso27001:2022 missing}}
`,
    'board:clocks': '====== Xylophone clocks ======\n\nClocks of all systems must be synchronised to one agreed time source.\n',
    'service:passwords': '====== Passwords ======\n\nPasswords must have at least 8 characters.\n',
    'board:passwords': '====== Quetzal passwords ======\n\nPasswords must have at least 20 characters.\n',
};
