// Everything that one can easily get wrong in a JSON text: a member misspelt, left out, or of another kind.
import { partAt } from './places.mjs';

/** @typedef {{kind: 'misspelt' | 'missing' | 'mistyped', pointer: string, value: any}} Mutation */

const kOthers = [null, true, 'x', '', -1, 0, 1, 1.5, 1e20, [], {}, [null], [1], ['x'], { x: 1 }];

/** @param {any} value @returns {any[]} other values in its place, among them near ones */
function others(value) {
  const near = typeof value === 'string' ? [`${value}x`, `${value} `, value.slice(1), value.toUpperCase(), [value]]
    : typeof value === 'number' ? [-value - 1, value + 0.5, String(value), value * 1e9]
    : Array.isArray(value) ? [[...value, null], { 0: value[0] ?? 0 }]
    : typeof value === 'object' && value !== null ? [[value], { ...value, surplus: 1 }] : [];
  const own = JSON.stringify(value);
  return [...kOthers, ...near].filter((other) => JSON.stringify(other) !== own);
}

/** @param {any} value @param {string} pointer @param {(parent: any, key: string) => void} change */
function changed(value, pointer, change) {
  const copy = structuredClone(value);
  const cut = pointer.lastIndexOf('/');
  const key = pointer.slice(cut + 1).replace(/~1/g, '/').replace(/~0/g, '~');
  change(partAt(copy, pointer.slice(0, cut)), key);
  return copy;
}

/** @param {any} value @param {string} [at] @returns {string[]} pointers to all its parts */
export function pointers(value, at = '') {
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([key, part]) => {
    const pointer = `${at}/${key.replace(/~/g, '~0').replace(/\//g, '~1')}`;
    return [pointer, ...pointers(part, pointer)];
  });
}

/** The same members in the same order, one of them under another name. @param {any} parent @param {string} key */
function misspell(parent, key) {
  const entries = Object.entries(parent);
  for (const [name] of entries) delete parent[name];
  for (const [name, part] of entries) parent[name === key ? `${key}x` : name] = part;
}

/**
 * @param {any} value
 * @param {number} [every] only every so many-th @param {number} [from] beginning with this one
 * @returns {Generator<Mutation>}
 */
export function* mutations(value, every = 1, from = 0) {
  let turn = from;
  for (const pointer of pointers(value)) {
    const parent = partAt(value, pointer.slice(0, pointer.lastIndexOf('/')));
    const wanted = () => (turn += 1) % every === 0;
    if (wanted()) yield { kind: 'missing', pointer, value: changed(value, pointer, (object, key) => (Array.isArray(object) ? object.splice(Number(key), 1) : delete object[key])) };
    if (!Array.isArray(parent) && wanted()) yield { kind: 'misspelt', pointer, value: changed(value, pointer, misspell) };
    for (const other of others(partAt(value, pointer))) {
      if (wanted()) yield { kind: 'mistyped', pointer, value: changed(value, pointer, (object, key) => { object[key] = structuredClone(other); }) };
    }
  }
}
