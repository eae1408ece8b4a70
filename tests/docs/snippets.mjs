// Runs each kind of block that a document may show. What a fence says decides: a block that nobody runs is a failure.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { inRoot } from '../setup/lib/paths.mjs';
import { run } from '../setup/lib/run.mjs';
import { csp } from '../setup/stack.mjs';

/** @typedef {import('./markdown.mjs').Block} Block */
/**
 * @typedef {{demo: {url: string, backendUrl: string, sk: string, pk: string}, browser: any, previous: Map<string, Block>}} Place
 * `previous`: the last block of each "language how" of the same document, above this one (the policy: anywhere in it)
 */

/** The address that documents use for a Tendero server, and what stands for it here. */
const kServer = 'https://tendero.example';
const kKey = 'pk_live_…';

/** @param {string} text @param {Place} place */
const here = (text, { demo }) => text.replaceAll(kServer, demo.url).replaceAll(kKey, demo.pk).replaceAll('sk_live_…', demo.sk);

const kTool = () => inRoot('build/native/wasm/tools/tendero');

/**
 * Shows one page of a shop, on the origin of the demo, which its key allows.
 * @param {Place} place @param {string} html @param {string} script
 */
async function showPage({ demo, browser, previous }, html, script = '') {
  const shown = previous.get('text csp')?.text.replaceAll(kServer, demo.url).replace(/\s+/g, ' ').trim();
  const policy = shown ?? csp(demo.backendUrl);
  const page = await browser.newPage();
  /** @type {string[]} */
  const faults = [];
  page.on('pageerror', (/** @type {Error} */ error) => faults.push(error.message));
  page.on('console', (/** @type {any} */ line) => { if (line.type() === 'error') faults.push(line.text()); });
  await page.route(`${demo.url}/document-page`, (/** @type {any} */ route) => route.fulfill({
    contentType: 'text/html; charset=utf-8', headers: { 'content-security-policy': policy }, body: html,
  }));
  await page.route(`${demo.url}/document-page.js`, (/** @type {any} */ route) => route.fulfill({ contentType: 'text/javascript', body: script }));
  // What a bundler emits beside its bundle: the engine, named relative to the module.
  await page.route(`${demo.url}/engine.*.wasm`, (/** @type {any} */ route) => route.fulfill({
    contentType: 'application/wasm', path: inRoot('js-glue/dist', new URL(route.request().url()).pathname.slice(1)),
  }));
  await page.goto(`${demo.url}/document-page`);
  return { page, faults };
}

const frame = (/** @type {string} */ body) =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Shop</title><link rel="icon" href="data:,"></head><body>${body}</body></html>`;

/** A page as a shop would have it: external scripts, since its policy refuses inline ones. @param {string} html */
function withoutInline(html) {
  /** @type {string[]} */
  const scripts = [];
  const page = html.replace(/<script>([^]*?)<\/script>/g, (_, code) => { scripts.push(code); return '<script src="/document-page.js"></script>'; });
  return { page, script: scripts.join('\n;\n') };
}

/** The first total that the page's Tendero answers. @param {any} page */
const firstTotal = (page) => page.evaluate(() => new Promise((resolve, reject) => {
  setTimeout(() => reject(new Error('no price within 15 s')), 15_000);
  const total = (/** @type {any} */ answer) => (answer?.result ?? answer)?.totals?.find((/** @type {any} */ each) => each.type === 'total')?.amount;
  const w = /** @type {any} */ (window);
  (w.Tendero ||= []).push(async (/** @type {any} */ tendero) => {
    const known = total(tendero.result);
    if (known !== undefined) return resolve(known);
    tendero.on('change', () => { const now = total(tendero.result); if (now !== undefined) resolve(now); });
  });
}));

/** @type {Record<string, (block: Block, place: Place) => Promise<void>>} by "language how" */
const kinds = {
  // A page (or a part of one) with the script tag: it prices its cart under the document's own policy.
  'html page': async (block, place) => {
    const { page: body, script } = withoutInline(here(block.text, place));
    const { page, faults } = await showPage(place, /<html|<!doctype/i.test(body) ? body : frame(body), script);
    assert.equal(typeof await firstTotal(page), 'number');
    assert.deepEqual(faults, []);
    await page.close();
  },

  // A module of a shop that bundles: it runs in a page and must leave a number in `total`, or log one.
  'js module': async (block, place) => {
    const folder = mkdtempSync(inRoot('build/document-'));
    try {
      const file = join(folder, 'module.js');
      writeFileSync(file, `${here(block.text, place)}\n;globalThis.documentRan = true;\n`);
      const built = await build({ entryPoints: [file], bundle: true, format: 'esm', target: 'es2022', write: false, conditions: ['browser'],
        nodePaths: [inRoot('node_modules')] });
      const { page, faults } = await showPage(place, frame('<main id="shop"></main><script type="module" src="/document-page.js"></script>'), built.outputFiles[0].text);
      await page.waitForFunction(() => /** @type {any} */ (globalThis).documentRan, null, { timeout: 15_000 });
      assert.deepEqual(faults, []);
      await page.close();
    } finally {
      rmSync(folder, { recursive: true });
    }
  },

  // A program for Node.
  'js node': async (block, place) => {
    const folder = mkdtempSync(inRoot('build/document-'));
    try {
      writeFileSync(join(folder, 'program.mjs'), here(block.text, place));
      await run(process.execPath, [join(folder, 'program.mjs')], { log: 'documents' });
    } finally {
      rmSync(folder, { recursive: true });
    }
  },

  // A ruleset: no error by lint, and it compiles.
  'json ruleset': async (block) => {
    await inFile(block.text, async (file) => {
      const { output, code } = await run(kTool(), ['lint', file], { log: 'documents', quiet: true });
      assert.equal(code, 0, output);
    });
  },

  // A request, priced with the ruleset above it; ```json request 15295 says what it must cost.
  'json request': async (block, { previous }) => {
    const rules = previous.get('json ruleset');
    assert.ok(rules, 'a request needs a ruleset above it');
    await inFile(rules.text, (rulesFile) => inFile(block.text, async (file) => {
      const { output } = await run(kTool(), ['eval', rulesFile, file], { log: 'documents' });
      const total = JSON.parse(output).result.totals.find((/** @type {any} */ each) => each.type === 'total').amount;
      assert.equal(total, Number(/\d+$/.exec(block.how)?.[0] ?? total));
    }));
  },

  // Any other JSON is at least JSON.
  json: async (block) => { JSON.parse(block.text); },

  // Shell commands, each run at the root. Lines beginning with # are comments.
  'sh run': async (block, place) => {
    for (const command of commands(here(block.text, place))) await run('bash', ['-euo', 'pipefail', '-c', command], { log: 'documents' });
  },

  // Commands that have a test of their own in documents.test.mjs or .ci/run.
  'sh demo': async (block) => { for (const command of commands(block.text)) assert.ok(kOwnTest.includes(command), `"${command}" has no test`); },

  // The policy that a page needs: used by every page of the document below it; it must name each directive once.
  'text csp': async (block) => {
    const names = block.text.split(';').map((part) => part.trim().split(/\s+/)[0]).filter(Boolean);
    assert.equal(new Set(names).size, names.length);
    assert.ok(block.text.includes("'wasm-unsafe-eval'") && !/'unsafe-(eval|inline)'/.test(block.text));
  },

  // Pictures of trees, tables and outputs.
  text: async () => {},
  toml: async () => {},
};

/** Commands that another test runs as they stand. */
export const kOwnTest = ['npm run demo', 'npm test', 'npm run bench', 'npm run build', 'npm run check'];

/** @param {string} text */
export const commands = (text) => text.replace(/\\\n/g, ' ').split('\n').map((line) => line.replace(/\s+#.*$/, '').trim()).filter((line) => line && !line.startsWith('#'));

/** @template T @param {string} text @param {(file: string) => Promise<T>} work */
async function inFile(text, work) {
  const folder = mkdtempSync(join(tmpdir(), 'tendero-document-'));
  try {
    const file = join(folder, 'file.json');
    writeFileSync(file, text);
    return await work(file);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** @param {Block} block @param {Place} place */
export async function runBlock(block, place) {
  const kind = kinds[`${block.language} ${block.how.replace(/\s*\d+$/, '')}`.trim()];
  const known = Object.keys(kinds).map((name) => `\`${name}\``).join(', ');
  assert.ok(kind, `${block.path}:${block.line}: a block that no test runs; say which of ${known} it is`);
  await kind(block, place);
}
