// Builds dist: hashed, minified, compressed, each file with its integrity.  node js-glue/build.mjs [--engine DIR]
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { build } from 'esbuild';

const here = path.dirname(fileURLToPath(import.meta.url));
const at = process.argv.indexOf('--engine');
const engineFolder = at > 0 ? path.resolve(process.argv[at + 1]) : path.join(here, '../build/wasm/out');
const finished = path.join(here, 'dist');
// Built apart and moved at the end: whoever serves dist meanwhile never sees half of it.
const dist = path.join(here, `../build/glue-${process.pid}`);

/** @type {Record<string, {file: string, bytes: number, brotli: number, gzip: number, integrity: string}>} */
const manifest = {};

const common = {
  bundle: true,
  format: /** @type {const} */ ('esm'),
  target: 'es2022',
  minify: true,
  legalComments: /** @type {const} */ ('none'),
  write: false,
  alias: {
    'tendero-engine': path.join(engineFolder, 'tendero_engine.mjs'),
    'tendero-merchant': path.join(engineFolder, 'tendero_merchant.mjs'),
  },
};

await rm(dist, { recursive: true, force: true });
await mkdir(dist, { recursive: true });

const engine = await put('engine', 'wasm', await readEngine('tendero_engine.wasm'));
const merchantEngine = await put('merchantEngine', 'wasm', await readEngine('tendero_merchant.wasm'));
const define = {
  TENDERO_ENGINE_FILE: JSON.stringify(`./${engine.file}`),
  TENDERO_ENGINE_INTEGRITY: JSON.stringify(engine.integrity),
  TENDERO_MERCHANT_FILE: JSON.stringify(`./${merchantEngine.file}`),
  TENDERO_MERCHANT_INTEGRITY: JSON.stringify(merchantEngine.integrity),
};
const merchantCode = await bundle('src/merchant/index.js', { define });
const merchant = await put('merchant', 'js', merchantCode);
const talk = await put('talk', 'js', await bundle('src/remote/talk.js', {}));
const later = { merchant: place(merchant, './'), talk: place(talk, './') };
const core = await put('core', 'js', await bundle('src/standalone.js', { define: { ...define, TENDERO_LATER: JSON.stringify(later) } }));
const elements = await put('elements', 'js', await bundle('src/elements/standalone.js', { define }));
const files = JSON.stringify({ core: place(core), elements: place(elements), engine: place(engine) });
await put('loader', 'js', await bundle('src/loader/loader.js', { format: 'iife', define: { TENDERO_FILES: files } }), 'tendero.js');
await put('merchantModule', 'js', merchantCode, 'merchant.js');
await put('index', 'js', await bundle('src/index.js', { define, plugins: [apart('./merchant/index.js', './merchant.js')] }), 'index.js');
const external = ['lit', 'lit/*'];
await put('elementsModule', 'js', await bundle('src/elements/index.js', { define, external }), 'elements.js');
await put('node', 'js', await bundle('node/index.js', { define, platform: 'node' }), 'node.js');
await put('reserve', 'css', await bundle('src/elements/reserve.css', { format: undefined }), 'tendero.css');
execFileSync(process.execPath, [typescript(), '-p', path.join(here, 'tsconfig.types.json'), '--outDir', path.join(dist, 'types')], { stdio: 'inherit' });
await writeFile(path.join(dist, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
await rm(finished, { recursive: true, force: true });
await rename(dist, finished);
await report();

/** @param {string} name */
async function readEngine(name) {
  try {
    return await readFile(path.join(engineFolder, name));
  } catch {
    console.error(`js-glue: no ${name} in ${engineFolder}: build it first (npm run build -- wasm)`);
    return process.exit(1);
  }
}

/** @param {string} entry @param {object} options */
async function bundle(entry, options) {
  const built = await build({ ...common, entryPoints: [path.resolve(here, entry)], ...options });
  return Buffer.from(built.outputFiles[0].contents);
}

/**
 * Writes a file, under its hash unless it has a fixed name, and its compressed siblings.
 * @param {string} name @param {string} ending @param {Buffer} bytes @param {string} [fixed]
 */
async function put(name, ending, bytes, fixed) {
  const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 16);
  const file = fixed ?? `${name}.${hash}.${ending}`;
  const brotli = brotliCompressSync(bytes, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
  });
  const gzip = gzipSync(bytes, { level: 9 });
  await writeFile(path.join(dist, file), bytes);
  await writeFile(path.join(dist, `${file}.br`), brotli);
  await writeFile(path.join(dist, `${file}.gz`), gzip);
  const integrity = `sha256-${createHash('sha256').update(bytes).digest('base64')}`;
  return (manifest[name] = { file, bytes: bytes.length, brotli: brotli.length, gzip: gzip.length, integrity });
}

/** @param {{file: string, integrity: string}} entry @param {string} [beside] */
function place({ file, integrity }, beside = '') {
  return { file: beside + file, integrity };
}

/**
 * Leaves an import to be resolved by whoever bundles the package.
 * @param {string} wanted @param {string} shipped
 */
function apart(wanted, shipped) {
  return {
    name: 'apart',
    setup: (/** @type {any} */ build) =>
      build.onResolve({ filter: /merchant/ }, (/** @type {any} */ one) =>
        one.path === wanted ? { path: shipped, external: true } : undefined),
  };
}

function typescript() {
  return fileURLToPath(import.meta.resolve('typescript/bin/tsc'));
}

async function report() {
  const kib = (/** @type {number} */ n) => (n / 1024).toFixed(1).padStart(7);
  for (const { file, bytes, brotli } of Object.values(manifest)) {
    console.log(`${kib(bytes)} KiB ${kib(brotli)} KiB br  ${file}`);
  }
  const types = (await readdir(finished, { recursive: true })).filter((file) => file.endsWith('.d.ts'));
  console.log(`${types.length} type declarations`);
}
