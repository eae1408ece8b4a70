/**
 * The few built-ins that pricing leans on, taken once when this module loads, so that a page that later replaces
 * `JSON.stringify` or adds to `Array.prototype` does not change prices. Code below uses syntax, these, and
 * dictionaries without a prototype.
 */

const { call } = Function.prototype;

/**
 * A method as a plain function of its receiver.
 * @template {(...args: any[]) => any} F
 * @param {F} method
 * @returns {(self: any, ...args: Parameters<F>) => ReturnType<F>}
 */
const plain = (method) => call.bind(method);

export const stringify = JSON.stringify;
export const parse = JSON.parse;
export const { keys, assign, freeze, defineProperty } = Object;
export const { isArray } = Array;
export const { isFinite, isInteger, isSafeInteger } = Number;
export const { random, round, floor, min, max } = Math;

export const normalize = plain(String.prototype.normalize);
export const trim = plain(String.prototype.trim);
export const replace = plain(/** @type {(pattern: RegExp, by: any) => string} */ (String.prototype.replace));
export const upper = plain(String.prototype.toUpperCase);
export const split = plain(/** @type {(by: string) => string[]} */ (String.prototype.split));
export const charCodeAt = plain(String.prototype.charCodeAt);
export const startsWith = plain(String.prototype.startsWith);
const dateNow = Date.now;
const isoString = plain(Date.prototype.toISOString);
const root = globalThis;

/** @type {typeof fetch | undefined} */
export const fetchNative = typeof root.fetch === 'function' ? root.fetch.bind(root) : undefined;
export const later = root.queueMicrotask.bind(root);
export const setTimer = root.setTimeout.bind(root);
export const clearTimer = root.clearTimeout.bind(root);
export const AbortControl = root.AbortController;

/** Milliseconds since the epoch by the device's own clock, which may be wrong. */
export const deviceNow = () => dateNow();
/** Milliseconds that only ever grow, whatever happens to the device's clock. */
export const ticks = root.performance ? root.performance.now.bind(root.performance) : deviceNow;
/** @param {number} ms */
export const isoTime = (ms) => isoString(new Date(ms));

/**
 * A dictionary without a prototype: `__proto__` is a key like any other and a patched Object.prototype is not seen.
 * @template T
 * @returns {Record<string, T>}
 */
export const dictionary = () => Object.create(null);

/**
 * @template T
 * @param {T[]} list
 * @param {T} value
 */
export function append(list, value) {
  list[list.length] = value;
}

/**
 * @template T, U
 * @param {readonly T[]} list
 * @param {(value: T, index: number) => U} change
 * @returns {U[]}
 */
export function mapped(list, change) {
  /** @type {U[]} */
  const out = [];
  for (let i = 0; i < list.length; i++) out[i] = change(list[i], i);
  return out;
}

/**
 * @template T
 * @param {readonly T[]} list
 * @param {(value: T) => boolean} keep
 * @returns {T[]}
 */
export function kept(list, keep) {
  /** @type {T[]} */
  const out = [];
  for (let i = 0; i < list.length; i++) if (keep(list[i])) append(out, list[i]);
  return out;
}

/**
 * @template T
 * @param {readonly T[]} list
 * @param {(value: T) => boolean} is
 * @returns {number}  -1 when none is
 */
export function position(list, is) {
  for (let i = 0; i < list.length; i++) if (is(list[i])) return i;
  return -1;
}

/**
 * @template T
 * @param {readonly T[] | undefined} list
 * @param {(value: T) => boolean} is
 * @returns {T | undefined}
 */
export function found(list, is) {
  return list && list[position(list, is)];
}
