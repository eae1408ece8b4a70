#!/usr/bin/env node
/**
 * Makes the shop: every page as HTML in both languages, the drawings, one style sheet, the scripts; hashed names, with
 * brotli and gzip beside each text.
 *
 *   node demo-store/build.mjs [--out build/shop]
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { build as bundle } from 'esbuild';
import { categories, colours, products } from './catalogue/index.mjs';
import { draw } from './catalogue/drawings/index.mjs';
import { scene } from './catalogue/drawings/scene.mjs';
import es from './content/es.mjs';
import en from './content/en.mjs';
import * as information from './pages/information.mjs';
import * as purchase from './pages/purchase.mjs';
import * as shelves from './pages/shelves.mjs';
import { document } from './pages/layout.mjs';
import { categoryOf, categoryPath, imageName, productPath } from './pages/site.mjs';

const HERE = dirname(fileURLToPath(import.meta.url));
const given = process.argv.indexOf('--out');
const OUT = given > 0 ? process.argv[given + 1] : join(HERE, '..', 'build', 'shop');
const TEXTS = { es, en };
const ICON = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="8" fill="#1f5f57"/><path d="M16 5c3.500 6 8.500 10 8.500 15.500a8.500 8.500 0 0 1-17 0C7.500 15 12.500 11 16 5Z" fill="#fff"/></svg>';

const written = new Set();
const digest = (bytes) => createHash('sha256').update(bytes).digest('hex').slice(0, 10);

/** Writes a file and its compressed siblings, if the bytes are not there already. */
function put(path, bytes) {
  const file = join(OUT, path);
  for (const suffix of ['', '.br', '.gz']) written.add(file + suffix);
  const data = Buffer.from(bytes);
  if (existsSync(file) && existsSync(`${file}.gz`) && readFileSync(file).equals(data)) return;
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, data);
  writeFileSync(`${file}.br`, brotliCompressSync(data, { params: { [constants.BROTLI_PARAM_QUALITY]: 9, [constants.BROTLI_PARAM_SIZE_HINT]: data.length } }));
  writeFileSync(`${file}.gz`, gzipSync(data, { level: 9 }));
}

/** Puts a file under a name that changes with its bytes; gives its address. */
function putHashed(name, bytes) {
  const dot = name.lastIndexOf('.');
  const path = `assets/${name.slice(0, dot)}.${digest(bytes)}${name.slice(dot)}`;
  put(path, bytes);
  return `/${path}`;
}

function pictures() {
  const assets = { 'icon.svg': putHashed('icon.svg', ICON), 'img/scene.svg': putHashed('img/scene.svg', scene()) };
  for (const product of products) {
    for (const colour of product.colours) {
      const name = imageName(product, colour);
      assets[name] = putHashed(name, draw(product.draw, colours[colour], categoryOf(product).tint));
    }
  }
  return assets;
}

/** What the page needs of the catalogue: names, prices, pictures; not the stories. */
function slimCatalogue(assets) {
  const slim = ({ id, category, tags, price, list, tax, weight, name, variants }, product) => ({
    id, category, tags, price, list, tax, weight, name, variants,
    path: { es: productPath('es', product), en: productPath('en', product) },
    images: Object.fromEntries(product.colours.map((colour) => [colour, assets[imageName(product, colour)]])),
  });
  const colourNames = Object.fromEntries(Object.entries(colours).map(([id, { name }]) => [id, name]));
  return JSON.stringify({ products: products.map((product) => slim(product, product)), colours: colourNames });
}

const catalogueModule = (text) => ({
  name: 'catalogue',
  setup(build) {
    build.onResolve({ filter: /^shop:catalogue$/ }, ({ path }) => ({ path, namespace: 'shop' }));
    build.onLoad({ filter: /.*/, namespace: 'shop' }, () => ({ contents: text, loader: 'json' }));
  },
});

async function scripts(assets) {
  const { outputFiles, metafile } = await bundle({
    absWorkingDir: HERE, entryPoints: { main: 'client/main.js', shop: 'styles/shop.css' }, bundle: true, format: 'esm', splitting: true,
    minify: true, target: 'es2022', write: false, metafile: true, outdir: '/out/assets', entryNames: '[name].[hash]', chunkNames: '[name].[hash]',
    legalComments: 'none', plugins: [catalogueModule(slimCatalogue(assets))], logLevel: 'warning',
  });
  const found = {};
  for (const file of outputFiles) {
    const name = file.path.split('/').at(-1);
    put(`assets/${name}`, file.contents);
    const entry = Object.entries(metafile.outputs).find(([path]) => path.endsWith(`/${name}`))?.[1].entryPoint;
    if (entry) found[entry.endsWith('.css') ? 'shop.css' : entry.replace('client/', '')] = `/assets/${name}`;
  }
  return { 'main.js': found['main.js'], 'shop.css': found['shop.css'] };
}

/** Every page: its address in each language and what makes it. @returns {{path: (lang: string) => string, make: (site: any) => any}[]} */
const pageList = () => [
  ...['home', 'cart', 'checkout', 'done', 'help', 'rules'].map((name) => ({
    path: (lang) => TEXTS[lang].paths[name], make: { ...shelves, ...purchase, ...information }[name],
  })),
  ...categories.map((category) => ({ path: (lang) => categoryPath(lang, category), make: (site) => shelves.category(site, category) })),
  ...products.map((product) => ({ path: (lang) => productPath(lang, product), make: (site) => shelves.product(site, product) })),
];

/** Takes away what an earlier build left and this one did not write. */
function sweep(folder) {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) sweep(path);
    else if (!written.has(path)) rmSync(path);
  }
  if (!readdirSync(folder).length) rmSync(folder, { recursive: true });
}

export async function buildShop() {
  const started = performance.now();
  const { publishable_key: key } = JSON.parse(readFileSync(join(HERE, 'demo.json'), 'utf8'));
  const rulesText = readFileSync(join(HERE, 'rules/ruleset.json'), 'utf8');
  const assets = pictures();
  Object.assign(assets, await scripts(assets), { 'ruleset.json': putHashed('ruleset.json', rulesText) });
  const pages = pageList();
  const siteIn = (lang, alternate) => ({ t: TEXTS[lang], lang, assets, key, ruleset: JSON.parse(rulesText), alternate });
  for (const lang of ['es', 'en']) {
    for (const { path, make } of pages) {
      const site = siteIn(lang, path(lang === 'es' ? 'en' : 'es'));
      put(join(path(lang), 'index.html'), document(site, make(site)));
    }
  }
  const here = siteIn('es', en.paths.home);
  put('404.html', document(here, information.missing(here, siteIn('en', es.paths.home))));
  sweep(OUT);
  console.log(`shop: ${pages.length * 2} pages, ${written.size / 3} files in ${relative(process.cwd(), OUT) || OUT}, ${Math.round(performance.now() - started)} ms`);
}

await buildShop();
