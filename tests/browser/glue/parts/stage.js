// A page that shows elements over a stand-in instance, under a strict CSP with Trusted Types, for tests of elements.
import { createServer } from 'node:http';
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { axeFaults, faultsOf, launch } from './chromium.js';

const source = (/** @type {string} */ path) => fileURLToPath(new URL(path, import.meta.url));
const shots = source('../../../../build/screenshots/');
const CSP = "default-src 'none'; script-src 'self'; style-src 'self'; require-trusted-types-for 'script'";

/** @param {string} markup @param {string} lang */
const page = (markup, lang) => `<!doctype html><html lang="${lang}"><head><meta charset="utf-8"><title>Tendero</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="stylesheet" href="/shop.css"></head>
<body><main><h1>Stage</h1><h2>Cart</h2>${markup}</main><script type="module" src="/stage.js"></script></body></html>`;

const STYLE = `:root{color-scheme:light dark;font-family:system-ui,sans-serif;background:light-dark(#fff,#111315)}
body{margin:0}main{max-width:420px;padding:16px;color:light-dark(#1b1d1f,#f1f2f3)}h1,h2{font-size:16px}`;

/**
 * @param {{lang?: string, width?: number, scheme?: 'light' | 'dark'}} [how]
 */
export async function stage(how = {}) {
  const { lang = 'es', width = 360, scheme = 'light' } = how;
  const { outputFiles } = await build({
    entryPoints: [source('./stage-page.js')],
    bundle: true,
    write: false,
    format: 'esm',
    target: 'es2022',
  });
  let markup = '';
  const server = createServer((request, response) => {
    /** @type {Record<string, [string, string | Uint8Array]>} */
    const files = {
      '/stage.js': ['text/javascript', outputFiles[0].contents],
      '/shop.css': ['text/css', STYLE],
      '/': ['text/html', page(markup, lang)],
    };
    const file = files[new URL(request.url ?? '', 'http://x').pathname];
    if (!file) return void response.writeHead(204).end();
    response.writeHead(200, { 'content-type': file[0], 'content-security-policy': CSP }).end(file[1]);
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', () => done(undefined)));
  const url = `http://127.0.0.1:${/** @type {any} */ (server.address()).port}/`;
  const browser = await launch();
  const context = await browser.newContext({ viewport: { width, height: 640 }, colorScheme: scheme, locale: lang });

  /**
   * @param {string} html @param {any} [play]  what the stand-in answers (stage-page.js)
   */
  async function show(html, play = {}) {
    markup = html;
    const shown = await context.newPage();
    const faults = faultsOf(shown);
    await shown.goto(url);
    await shown.waitForFunction(() => 'stage' in globalThis);
    await shown.evaluate((given) => /** @type {any} */ (globalThis).stage.play(given), play);
    await settled(shown);
    return { page: shown, faults, axe: () => axeFaults(shown) };
  }

  async function close() {
    await browser.close();
    server.closeAllConnections();
    server.close();
  }

  /** @param {import('playwright-core').Page} shown @param {string} name */
  async function picture(shown, name) {
    mkdirSync(shots, { recursive: true });
    await shown.screenshot({ path: `${shots}element-${name}.png`, fullPage: true });
  }

  return { show, close, picture };
}

/** @param {import('playwright-core').Page} page  until every element has drawn, and the fade-ins are over */
export async function settled(page) {
  await page.evaluate(() => /** @type {any} */ (globalThis).stage.settled());
}
