import { charCodeAt } from '../natives.js';

/**
 * The normaliser of codes, for the while that the engine is not there (it and the server have the same one in C++):
 * full-width forms folded, spaces, `-` and `_` dropped, ASCII letters raised; anything else cannot be a code.
 * @param {string} typed
 * @returns {string}  empty when it cannot be a code
 */
export function normaliseCode(typed) {
  let code = '';
  for (let i = 0; i < typed.length; i++) {
    let unit = charCodeAt(typed, i);
    if (unit >= 0xff01 && unit <= 0xff5e) unit -= 0xfee0;
    if (unit === 0x20 || unit === 0x3000 || unit === 0x2d || unit === 0x5f) continue;
    if (unit >= 0x61 && unit <= 0x7a) unit -= 0x20;
    const letter = unit >= 0x41 && unit <= 0x5a;
    const digit = unit >= 0x30 && unit <= 0x39;
    if (!letter && !digit) return '';
    code += String.fromCharCode(unit);
  }
  return code;
}
