// npm run build [-- native wasm glue shop asan]: builds what changed, from nothing if need be.
import { availableParallelism, totalmem } from 'node:os';
import { buildEnvironment, ensureMachine } from './lib/machine.mjs';
import { ensureModules } from './lib/npm.mjs';
import { root } from './lib/paths.mjs';
import { Stop, isMain, main, run, step } from './lib/run.mjs';
import { unlessFresh } from './lib/stamp.mjs';

/** Jobs: Boost's units take more than 1 GB each. */
const jobs = Math.max(1, Math.min(availableParallelism(), Math.floor(totalmem() / 1.5e9)));

/** @param {string} preset @param {string[]} [targets] */
async function cmake(preset, targets = []) {
  const env = await buildEnvironment(root);
  if (preset === 'wasm') env.CCACHE_COMPILERTYPE = 'clang'; // what em++ is underneath
  const log = `build-${preset}`;
  await unlessFresh(`configure-${preset}`, ['CMakePresets.json'], [`build/${preset}/build.ninja`],
    () => run('cmake', ['--preset', preset], { env, log }));
  const extra = targets.length > 0 ? ['--target', ...targets] : [];
  const { output } = await run('cmake', ['--build', '--preset', preset, '-j', String(jobs), ...extra], { env, log });
  return /no work to do/.test(output) ? 'unchanged' : 'built';
}

export const native = (/** @type {string[]} */ targets = []) => step('engine, command line and server', () => cmake('native', targets));
export const wasm = () => step('engine for browsers', () => cmake('wasm'));
export const asan = () => step('engine under sanitizers', () => cmake('asan'));

export const glue = () => step('glue', () => unlessFresh('glue',
  ['js-glue', 'build/wasm/out', 'package-lock.json'], ['js-glue/dist/tendero.js'],
  () => run('node', ['js-glue/build.mjs'], { log: 'build-glue' })));

export const shop = () => step('demo shop', () => unlessFresh('shop',
  ['demo-store', 'js-glue/dist/manifest.json', 'package-lock.json'], ['build/shop'],
  () => run('node', ['demo-store/build.mjs'], { log: 'build-shop' })));

/** Packages of the machine and of npm. @param {string[]} parts "build", "test" */
export async function prepare(parts) {
  await step('Debian packages', () => ensureMachine(parts));
  await step('npm packages', ensureModules);
}

/** @type {Record<string, () => Promise<unknown>>} */
const parts = { native: () => native(), wasm, glue, shop, asan };

/** What the demo and the tests run on, in order. */
export async function buildAll() {
  for (const name of ['native', 'wasm', 'glue', 'shop']) await parts[name]();
}

if (isMain(import.meta.url)) {
  await main(async (names) => {
    const unknown = names.find((name) => !Object.hasOwn(parts, name));
    if (unknown) throw new Stop(`there is no part "${unknown}" to build; there are: ${Object.keys(parts).join(', ')}`);
    await prepare(names.length === 0 || names.some((name) => name === 'native' || name === 'asan') ? ['build', 'test'] : ['build']);
    if (names.length === 0) return void await buildAll();
    for (const name of names) await parts[name]();
  });
}
