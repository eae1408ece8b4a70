// Debian's Chromium, as every browser test starts it.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const axe = readFileSync(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8');

export function launch() {
  return chromium.launch({
    executablePath: '/usr/bin/chromium',
    ignoreDefaultArgs: ['--disable-back-forward-cache'],
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

/**
 * Violations of WCAG 2.2 AA that axe finds, as one readable text; empty when there are none.
 * @param {import('playwright-core').Page} page
 * @returns {Promise<string>}
 */
export async function axeFaults(page) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() =>
    /** @type {any} */ (globalThis).axe.run(document, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
      rules: { 'target-size': { enabled: true } },
    }),
  );
  return violations
    .map((/** @type {any} */ one) => `${one.id}: ${one.help}\n  ${one.nodes.map((/** @type {any} */ node) => node.html).join('\n  ')}`)
    .join('\n');
}

/**
 * Everything that reaches the page as an error: exceptions, console errors, refused directives.
 * @param {import('playwright-core').Page} page
 * @returns {string[]}
 */
export function faultsOf(page) {
  /** @type {string[]} */
  const faults = [];
  page.on('pageerror', (error) => faults.push(`${error}`));
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(message.text());
  });
  return faults;
}
