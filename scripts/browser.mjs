/** The browser that the end-to-end tests drive: Playwright's own where it is installed, else the system's Chromium or Chrome. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { canInstall, installPackages } from './debian.mjs';
import { say } from './progress.mjs';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome'];
const MAC_APPLICATIONS = ['/Applications/Chromium.app/Contents/MacOS/Chromium', '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'];

/** Without sandbox for containers and root; silent towards the network. */
export const BROWSER_ARGUMENTS = [
  '--no-sandbox', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run', '--disable-quic',
];

/** @returns {Promise<string | undefined>} path of the program */
export async function findBrowser() {
  const { chromium } = await import('@playwright/test');
  const own = chromium.executablePath();
  if (own && existsSync(own)) return own;
  const directories = [...(process.env.PATH ?? '').split(path.delimiter), '/usr/bin', '/snap/bin'].filter(Boolean);
  return [...directories.flatMap((directory) => NAMES.map((name) => path.join(directory, name))), ...MAC_APPLICATIONS].find((file) => existsSync(file));
}

/** Finds the browser, or installs it where that is possible. @returns {Promise<string>} path of the program */
export async function ensureBrowser() {
  const present = await findBrowser();
  if (present) return present;
  if (canInstall()) {
    say('Installing Chromium for the browser tests (once, about a minute)');
    const complaint = installPackages('chromium');
    const installed = await findBrowser();
    if (installed) return installed;
    throw new Error(`The browser tests need Chromium, and it could not be installed:\n${complaint}`);
  }
  throw new Error(
    'The browser tests need Chromium or Chrome, and there is none on this machine. Install one: `sudo apt-get install chromium`, ' +
      'or `npx playwright install chromium` where downloads are allowed.',
  );
}
