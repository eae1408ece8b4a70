// npm packages: `npm ci` only when the lock changed since the last time, so that the second run costs nothing.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inRoot, stamps } from './paths.mjs';
import { Stop, run } from './run.mjs';

const kStamp = inRoot('node_modules', '.tendero-lock');

export function lockDigest() {
  const hash = createHash('sha256');
  for (const file of ['package-lock.json', 'package.json', 'js-glue/package.json', 'demo-store/package.json']) {
    hash.update(readFileSync(inRoot(file)));
  }
  return hash.digest('hex');
}

export async function ensureModules() {
  mkdirSync(stamps, { recursive: true });
  const digest = lockDigest();
  if (existsSync(kStamp) && readFileSync(kStamp, 'utf8') === digest) return 'all there';
  const tried = await run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { log: 'npm', quiet: true });
  if (tried.code !== 0) throw new Stop(npmReason(tried.output));
  writeFileSync(kStamp, digest);
  return 'npm ci';
}

/** Turns npm's output into one sentence. @param {string} output */
export function npmReason(output) {
  if (/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|ECONNRESET/.test(output)) return 'npm packages cannot be downloaded: no network, or the registry does not answer';
  if (/ENOSPC/.test(output)) return 'the disk is full: make room and run the command again';
  if (/in sync|EUSAGE/.test(output)) return 'package.json and package-lock.json disagree: run npm install once and commit the lock';
  return 'npm ci failed; the whole output is in build/log/npm.log';
}

export const moduleBin = (/** @type {string} */ name) => join(inRoot('node_modules', '.bin'), name);
