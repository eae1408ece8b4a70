import { stringify } from '../natives.js';
import { canonical } from './canonical.js';

/**
 * JSON of a value of ours. Libraries that hang a `toJSON` on Object.prototype or Array.prototype would change it:
 * where one does, a copy that is deaf to it is written.
 * @param {any} value
 * @returns {string}
 */
export function toText(value) {
  const patched = 'toJSON' in [] || 'toJSON' in {};
  return stringify(patched ? canonical(value) : value);
}
