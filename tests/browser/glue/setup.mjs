// Shared by the browser tests of the glue: Chromium, pages, and what to look at.
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { axeFaults, faultsOf, launch } from './parts/chromium.js';
import { startDouble } from './double.mjs';

export { axeFaults };
const shots = fileURLToPath(new URL('../../../build/screenshots/', import.meta.url));

/**
 * A browser and a server; `open` gives a page in a tab of its own profile.
 * @param {Partial<import('./double.mjs').Play>} [play]
 */
export async function bench(play) {
  const [browser, server] = await Promise.all([launch(), startDouble(play)]);

  /**
   * @param {string} path
   * @param {{width?: number, context?: import('playwright-core').BrowserContext, before?: (page: any) => Promise<void>,
   *   priced?: boolean, options?: object}} [how]  `priced`: wait for the first price (default)
   */
  async function open(path, how = {}) {
    const { width = 360, before, priced = true, options = {} } = how;
    const context = how.context ?? (await browser.newContext({ viewport: { width, height: width > 600 ? 800 : 640 }, locale: 'es-ES', ...options }));
    const page = await context.newPage();
    const faults = faultsOf(page);
    await before?.(page);
    await page.goto(server.url + path);
    if (priced) await firstPrice(page);
    return { page, context, faults, total: () => totalOf(page) };
  }

  async function close() {
    await browser.close();
    await server.close();
  }

  return { browser, server, open, close };
}

/** @param {import('playwright-core').Page} page */
export async function firstPrice(page) {
  await page.waitForFunction(() => /** @type {any} */ (globalThis).t?.answer && document.querySelector('#total')?.textContent);
}

/** @param {import('playwright-core').Page} page @returns {Promise<number>}  minor units */
export async function totalOf(page) {
  return page.evaluate(() => {
    const { result } = /** @type {any} */ (globalThis).t;
    return result.totals.find((/** @type {any} */ entry) => entry.type === 'total').amount;
  });
}

/** @param {import('playwright-core').Page} page @param {string} name */
export async function picture(page, name) {
  mkdirSync(shots, { recursive: true });
  await page.screenshot({ path: `${shots}${name}.png`, fullPage: true });
}

/** @param {import('playwright-core').Page} page @param {string} name @returns {Promise<any[]>}  details heard */
export function heard(page, name) {
  return page.evaluate((wanted) => /** @type {any} */ (globalThis).heard.filter(([one]) => one === wanted).map(([, detail]) => detail), name);
}

/** The cart of page.js: coat 89,00 at 20 % off, two pairs of socks at 7,00, delivery 4,95. */
export const TOTAL = 7120 + 1400 + 495;
