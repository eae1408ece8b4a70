// Spanish and English say the same things: equal keys and equal placeholders, no empty text.
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { inRoot } from '../setup/lib/paths.mjs';
import { paths } from './tree.mjs';

/** @param {unknown} texts @param {string} prefix @returns {[string, string][]} key and text */
function flat(texts, prefix = '') {
  if (texts === null || typeof texts !== 'object') return [[prefix, String(texts)]];
  return Object.entries(texts).flatMap(([key, value]) => flat(value, prefix ? `${prefix}.${key}` : key));
}

const holes = (/** @type {string} */ text) => [...text.matchAll(/\$?\{\s*(\w+)/g)].map(([, name]) => name).sort().join(' ');

/**
 * @param {string} where @param {unknown} es @param {unknown} en
 * @returns {string[]} what one language has and the other has not
 */
export function compareTexts(where, es, en) {
  const spanish = new Map(flat(es));
  const english = new Map(flat(en));
  const out = [];
  for (const [key, text] of spanish) {
    const other = english.get(key);
    if (other === undefined) out.push(`${where}: "${key}" has no English`);
    else if (holes(text) !== holes(other)) out.push(`${where}: "${key}" has {${holes(text)}} in Spanish and {${holes(other)}} in English`);
    if (text.trim() === '') out.push(`${where}: "${key}" is empty in Spanish`);
    if (other?.trim() === '') out.push(`${where}: "${key}" is empty in English`);
  }
  for (const key of english.keys()) if (!spanish.has(key)) out.push(`${where}: "${key}" has no Spanish`);
  return out;
}

/** Pairs es.X and en.X of the project. */
export function pairs() {
  return paths().filter((path) => /(^|\/)es\.(m?js|json)$/.test(path))
    .map((path) => ({ es: path, en: path.replace(/es\.(m?js|json)$/, 'en.$1') }));
}

/** @param {string} path @returns {Promise<unknown>} */
export async function textsOf(path) {
  if (!existsSync(inRoot(path))) return {};
  if (path.endsWith('.json')) return JSON.parse(await readFile(inRoot(path), 'utf8'));
  const module = await import(inRoot(path));
  return 'default' in module ? module.default : { ...module };
}
