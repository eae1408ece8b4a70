import { TenderoError } from '../errors.js';
import { append, defineProperty, dictionary, isArray, isFinite, isoTime, keys, normalize } from '../natives.js';

const MAX_DEPTH = 32;

/**
 * A copy of a value from the page that is safe to hand over: every string in NFC (the engine compares bytes), no
 * prototype, no accessor, nothing shared with the page, and deaf to a `toJSON` that a library hung on
 * Object.prototype or Array.prototype. Members that are undefined or functions are left out, as JSON does.
 * @template T
 * @param {T} value
 * @returns {T}
 * @throws {TenderoError} `number_invalid` (NaN, infinite, bigint) or `too_deep`, with the pointer
 */
export function canonical(value) {
  return copy(value, '', 0);
}

/**
 * @param {any} value
 * @param {string} pointer
 * @param {number} depth
 * @returns {any}
 */
function copy(value, pointer, depth) {
  switch (typeof value) {
    case 'string':
      return normalize(value, 'NFC');
    case 'number':
      if (!isFinite(value)) throw invalid('number_invalid', pointer, value, 'a finite number');
      return value;
    case 'bigint':
      throw invalid('number_invalid', pointer, value, 'a number');
    case 'object':
      return value === null ? null : copyObject(value, pointer, depth + 1);
    case 'boolean':
      return value;
    default:
      return undefined;
  }
}

/** @param {any} value @param {string} pointer @param {number} depth */
function copyObject(value, pointer, depth) {
  if (depth > MAX_DEPTH) throw invalid('too_deep', pointer, `depth ${depth}`, `depth at most ${MAX_DEPTH}`);
  if (value instanceof Date) return isoTime(+value);
  if (isArray(value)) return copyArray(value, pointer, depth);
  const out = dictionary();
  for (const name of keys(value)) {
    const member = copy(value[name], `${pointer}/${name}`, depth);
    if (member !== undefined) out[normalize(name, 'NFC')] = member;
  }
  return out;
}

/** @param {any[]} list @param {string} pointer @param {number} depth */
function copyArray(list, pointer, depth) {
  /** @type {any[]} */
  const out = [];
  for (let i = 0; i < list.length; i++) append(out, copy(list[i], `${pointer}/${i}`, depth) ?? null);
  return deafToJson(out);
}

/**
 * @template T
 * @param {T[]} list  about to become JSON
 * @returns {T[]}
 */
function deafToJson(list) {
  if ('toJSON' in list) defineProperty(list, 'toJSON', { value: undefined });
  return list;
}

/** @param {string} code @param {string} pointer @param {unknown} found @param {string} expected */
function invalid(code, pointer, found, expected) {
  return new TenderoError(code, { errors: [{ code, pointer, found: `${found}`, expected }] });
}
