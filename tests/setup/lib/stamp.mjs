// A step is skipped when the content of its inputs is what it was when the step last succeeded and its outputs are there.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inRoot, stamps } from './paths.mjs';

const kSkip = new Set(['node_modules', 'dist', 'build', '.git']);

/** All files below the given paths, sorted. @param {string[]} paths relative to the root */
export function filesBelow(paths) {
  /** @type {string[]} */
  const found = [];
  const walk = (/** @type {string} */ path) => {
    const full = inRoot(path);
    if (!existsSync(full)) return;
    if (!statSync(full).isDirectory()) return void found.push(path);
    for (const entry of readdirSync(full).sort()) if (!kSkip.has(entry)) walk(join(path, entry));
  };
  for (const path of paths) walk(path);
  return found;
}

/** @param {string[]} inputs files or folders, relative to the root */
export function digestOf(inputs) {
  const hash = createHash('sha256');
  for (const file of filesBelow(inputs)) hash.update(`${file}\0`).update(readFileSync(inRoot(file))).update('\0');
  return hash.digest('hex');
}

/**
 * Runs `work` unless nothing changed. Answers what to show beside the time.
 * @param {string} name @param {string[]} inputs @param {string[]} outputs @param {() => Promise<unknown>} work
 */
export async function unlessFresh(name, inputs, outputs, work) {
  mkdirSync(stamps, { recursive: true });
  const stamp = join(stamps, name);
  const digest = digestOf(inputs);
  const there = outputs.every((path) => existsSync(inRoot(path)));
  if (there && existsSync(stamp) && readFileSync(stamp, 'utf8') === digest) return 'unchanged';
  await work();
  writeFileSync(stamp, digest);
  return 'built';
}
