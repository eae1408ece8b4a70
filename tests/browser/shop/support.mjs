// What the shop's tests share: a real demo (server, back end), a real Chromium, and pages that note whatever went wrong.
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { chromium } from 'playwright-core';
import { startDemo } from '../../setup/stack.mjs';
import { inRoot } from '../../setup/lib/paths.mjs';

export const kArgs = ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];
export const kPhone = { width: 360, height: 740 };
export const kDesktop = { width: 1280, height: 860 };
export const kShots = inRoot('build/screenshots');
const kAxe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** One demo and one browser for a test file; `after` ends both. @param {import('node:test').TestContext | any} test @param {any} [options] of startDemo */
export async function shop(test, options = {}) {
  const demo = await startDemo({ port: 0, ...options });
  const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: kArgs });
  const end = async () => {
    await browser.close();
    await demo.stop();
  };
  return { demo, browser, end, visit: (/** @type {any} */ how) => visit(demo, browser, how) };
}

/**
 * A new shopper: own storage, one page. `page.faults` collects errors, refused resources and CSP reports.
 * @param {any} demo @param {any} browser
 * @param {{viewport?: {width: number, height: number}, phone?: boolean, before?: () => void, dark?: boolean}} [how]
 */
async function visit(demo, browser, { viewport = kDesktop, phone = false, before, dark = false } = {}) {
  const context = await browser.newContext({ viewport, hasTouch: phone, isMobile: phone, locale: 'es-ES', reducedMotion: 'reduce', colorScheme: dark ? 'dark' : 'light' });
  await context.addInitScript(watch);
  if (before) await context.addInitScript(before);
  const page = await context.newPage();
  /** @type {string[]} */
  const faults = [];
  page.on('pageerror', (/** @type {Error} */ error) => faults.push(`error: ${error.message}`));
  page.on('console', (/** @type {any} */ message) => {
    if (message.type() === 'error') faults.push(`console: ${message.text()} ${message.location().url}`);
  });
  const open = async (/** @type {string} */ path) => {
    await page.goto(demo.url + path);
    await settled(page);
  };
  return { context, page, faults, open, close: () => context.close() };
}

/** Runs in every page before anything else: CSP reports and layout shifts, kept for the test to read. */
function watch() {
  const notes = /** @type {any} */ ({ csp: [], shift: 0, shifts: [] });
  Object.defineProperty(window, 'shopWatch', { value: notes });
  document.addEventListener('securitypolicyviolation', (event) => notes.csp.push(`${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}`));
  new PerformanceObserver((list) => {
    for (const entry of /** @type {any[]} */ (list.getEntries())) {
      if (entry.hadRecentInput) continue;
      notes.shift += entry.value;
      notes.shifts.push(entry.sources.map((/** @type {any} */ one) => `${one.node?.className || one.node?.nodeName} ${JSON.stringify(one.previousRect)} ${JSON.stringify(one.currentRect)}`).join('; '));
    }
  }).observe({ type: 'layout-shift', buffered: true });
}

/** Waits until Tendero has an answer for the cart in this page, or has given up; an empty cart waits for the engine. @param {any} page */
export async function settled(page) {
  await page.waitForSelector('body[data-ready]', { state: 'attached' });
  await page.waitForFunction(() => {
    const tendero = /** @type {any} */ (window).Tendero;
    if (!tendero || Array.isArray(tendero)) return false;
    const empty = !(JSON.parse(localStorage.getItem('orbayu.cart') ?? '{}').lines?.length);
    return empty || ['ready', 'server', 'list-prices'].includes(tendero.state);
  });
  await page.evaluate(() => /** @type {any} */ (window).Tendero.ready);
}

/** Puts goods into the cart as an earlier visit would have left them. @param {any} page @param {[string, number][]} goods @param {any} [to] */
export const withGoods = (page, goods, to = { country: 'ES', method: 'standard' }) => page.evaluate(
  (/** @type {any} */ cart) => localStorage.setItem('orbayu.cart', JSON.stringify(cart)),
  { id: 'c_test', lines: goods.map(([sku, quantity]) => ({ sku, quantity })), to });

export const kGoods = /** @type {[string, number][]} */ ([['NORDES-MUSTARD-M', 1], ['MAREA-NAVY-39-42', 3], ['GIJON-BRICK', 1], ['CANTABRICA-NAVY', 2]]);
export const kAddress = { email: 'ana@example.com', name: 'Ana Suárez', street: 'Calle Uría 4, 2.º', postcode: '33003', city: 'Oviedo' };
export const kCard = { 'card-number': '4242 4242 4242 4242', 'card-expiry': '08/29', 'card-cvc': '123' };
export const kDeclined = { ...kCard, 'card-number': '4000 0000 0000 0002' };

/** @param {any} page @param {Record<string, string>} values by field id */
export async function fillIn(page, values) {
  for (const [id, value] of Object.entries(values)) await page.fill(`#${id}`, value);
}

/** Sends the open step on. @param {any} page @param {string} step */
export const nextStep = (page, step) => page.click(`[data-step="${step}"] .step-form > .button`);

/** Address and delivery as given, up to the payment. @param {any} page */
export async function toPayment(page, address = kAddress) {
  await fillIn(page, address);
  await nextStep(page, 'address');
  await nextStep(page, 'delivery');
  await page.waitForSelector('#card-number');
}

/** Waits for the confirmation of an order. @param {any} page */
export async function arrived(page) {
  await page.waitForURL(/\/(gracias|thanks)\/$/, { timeout: 60_000 });
  await page.waitForSelector('[data-order]:not([hidden])');
}

/** What Tendero holds in this page. @param {any} page */
export const answer = (page) => page.evaluate(() => {
  const { state, result, answer: last } = /** @type {any} */ (window).Tendero;
  return { state, result, source: last?.source };
});

export const totalOf = (/** @type {any} */ result, type = 'total') => result.totals.find((/** @type {any} */ one) => one.type === type)?.amount;

/** Runs axe; gives the violations in words. The scripts of a test are not under the page's policy. @param {any} page */
export async function axe(page) {
  await page.evaluate(kAxe);
  return page.evaluate(async () => {
    const { violations } = await /** @type {any} */ (window).axe.run(document, { resultTypes: ['violations'], runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] });
    return violations.map((/** @type {any} */ one) => `${one.id}: ${one.nodes.slice(0, 3).map((/** @type {any} */ node) => `${node.target} ${node.failureSummary}`).join(' | ')}`);
  });
}

/** @param {any} page @param {string} name */
export async function photograph(page, name) {
  mkdirSync(kShots, { recursive: true });
  await page.evaluate(() => Promise.all([...document.images].map((image) => {
    image.loading = 'eager';
    return image.decode().catch(() => {});
  })));
  await page.screenshot({ path: `${kShots}/${name}.png`, fullPage: true });
}
