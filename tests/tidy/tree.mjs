// The files of the project: what git tracks or would track. Without git, everything but what is built.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { extname } from 'node:path';
import { filesBelow } from '../setup/lib/stamp.mjs';
import { inRoot, root } from '../setup/lib/paths.mjs';

/** @typedef {{path: string, text: string}} File */

const kText = new Set(['.cpp', '.hpp', '.h', '.js', '.mjs', '.ts', '.json', '.md', '.html', '.css', '.txt', '.cmake', '.toml',
  '.yaml', '.yml', '.sql', '.svg', '.sh', '', '.jsonl']);

/** @returns {string[]} */
export function paths() {
  try {
    const listing = execFileSync('git', ['ls-files', '-co', '--exclude-standard'], { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
    return [...new Set(listing.split('\n'))].filter((path) => path !== '' && existsSync(inRoot(path)));
  } catch {
    return filesBelow(['.']);
  }
}

/** @returns {File[]} every text file of the project */
export function tree() {
  return paths()
    .filter((path) => kText.has(extname(path)) && statSync(inRoot(path)).isFile())
    .map((path) => ({ path, text: readFileSync(inRoot(path), 'utf8') }));
}

/** @param {File} file */
export const isCpp = (file) => /\.(cpp|hpp|h)$/.test(file.path);
/** @param {File} file */
export const isJs = (file) => /\.m?js$/.test(file.path);

/** The history's messages, newest first; none without git. @returns {string[]} */
export function commits() {
  try {
    return execFileSync('git', ['log', '--format=%h %B%x00'], { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'], maxBuffer: 1e8 })
      .split('\0').map((message) => message.trim()).filter(Boolean);
  } catch {
    return [];
  }
}
