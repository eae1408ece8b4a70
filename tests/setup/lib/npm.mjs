// npm packages: `npm ci` only when what is installed differs from the lock, so that the second run costs nothing.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inRoot } from './paths.mjs';
import { Stop, run } from './run.mjs';

/**
 * The packages that the lock wants and that are not installed as it wants them. npm itself writes what it installed to
 * node_modules/.package-lock.json. Optional ones (other platforms' binaries) may be missing.
 * @param {Record<string, any>} wanted `packages` of package-lock.json @param {Record<string, any>} installed of the other
 */
export function differing(wanted, installed) {
  return Object.entries(wanted)
    .filter(([path, { link, optional }]) => path.startsWith('node_modules/') && !link && !(optional && !installed[path]))
    .filter(([path, { version, integrity }]) => installed[path]?.version !== version || installed[path]?.integrity !== integrity)
    .map(([path]) => path.slice('node_modules/'.length));
}

const packagesOf = (/** @type {string} */ file) => (existsSync(inRoot(file)) ? JSON.parse(readFileSync(inRoot(file), 'utf8')).packages ?? {} : {});

export async function ensureModules() {
  const missing = differing(packagesOf('package-lock.json'), packagesOf('node_modules/.package-lock.json'));
  if (missing.length === 0) return 'all there';
  const tried = await run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { log: 'npm', quiet: true });
  if (tried.code !== 0) throw new Stop(npmReason(tried.output));
  return `npm ci for ${missing.length}`;
}

/** Turns npm's output into one sentence. @param {string} output */
export function npmReason(output) {
  if (/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|ECONNRESET/.test(output)) return 'npm packages cannot be downloaded: no network, or the registry does not answer';
  if (/ENOSPC/.test(output)) return 'the disk is full: make room and run the command again';
  if (/in sync|EUSAGE/.test(output)) return 'package.json and package-lock.json disagree: run npm install once and commit the lock';
  return 'npm ci failed; the whole output is in build/log/npm.log';
}

export const moduleBin = (/** @type {string} */ name) => join(inRoot('node_modules', '.bin'), name);
