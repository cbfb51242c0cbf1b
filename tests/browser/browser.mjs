// SPDX-License-Identifier: Apache-2.0
// Debian's Chromium, headless and quiet, for every test here. Profiles are empty and thrown away.
import { chromium } from 'playwright-core';

export function launch() {
	return chromium.launch( {
		executablePath: process.env.CLAUSEMARK_CHROMIUM || '/usr/bin/chromium',
		args: [ '--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-dev-shm-usage',
			'--disable-background-networking', '--disable-component-update', '--disable-sync' ]
	} );
}
