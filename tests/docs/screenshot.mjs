// node tests/docs/screenshot.mjs: takes the README's picture from the running shop, so that it cannot age unnoticed.
import { chromium } from 'playwright-core';
import { inRoot } from '../setup/lib/paths.mjs';
import { startDemo } from '../setup/stack.mjs';
import { kChromium } from './chromium.mjs';

const demo = await startDemo();
const browser = await chromium.launch(kChromium);
try {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, locale: 'en' });
  await page.goto(`${demo.url}/en/`);
  await page.evaluate(() => localStorage.setItem('orbayu.cart', JSON.stringify({
    id: 'c_1', to: {},
    lines: [{ sku: 'NORDES-MUSTARD-M', quantity: 1 }, { sku: 'MAREA-NAVY-39-42', quantity: 3 }, { sku: 'GIJON-BRICK', quantity: 1 }],
  })));
  await page.goto(`${demo.url}/en/cart/`);
  await page.waitForFunction(() => /** @type {any} */ (window).Tendero?.result !== undefined);
  await page.waitForTimeout(600); // the highlight of new prices fades
  await page.screenshot({ path: inRoot('demo-store/screenshot.png') });
  process.stdout.write('demo-store/screenshot.png\n');
} finally {
  await browser.close();
  await demo.stop();
}
