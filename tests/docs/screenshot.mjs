// node tests/docs/screenshot.mjs: takes the README's picture from the running shop, so that it cannot age unnoticed.
// A cart is filled as a shopper would, through the page.
import { chromium } from 'playwright-core';
import { inRoot } from '../setup/lib/paths.mjs';
import { startDemo } from '../setup/stack.mjs';
import { kChromium } from './chromium.mjs';

const demo = await startDemo();
const browser = await chromium.launch(kChromium);
try {
  const page = await browser.newPage({ viewport: { width: 1280, height: 860 }, deviceScaleFactor: 1, locale: 'en' });
  await page.goto(`${demo.url}/`);
  await page.waitForLoadState('networkidle');
  await page.screenshot({ path: inRoot('demo-store/screenshot.png') });
  process.stdout.write('demo-store/screenshot.png\n');
} finally {
  await browser.close();
  await demo.stop();
}
