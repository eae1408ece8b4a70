const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/**
 * True when a normalised code has the length of a listed shape of generated codes and its check character is wrong:
 * then it was mistyped, and the server need not be asked. (A shape is listed only while no other code has its length.)
 * @param {string} code
 * @param {{length: number, check: string}[]} shapes
 * @returns {boolean}
 */
export function mistyped(code, shapes) {
  for (const shape of shapes) {
    if (shape.check === 'crockford' && shape.length === code.length) return checkState(code) !== 0;
  }
  return false;
}

/**
 * The remainder over GF(32), polynomial x⁵ + x² + 1: 0 for a code that ends with its check character. It catches
 * every single wrong character and every swap of two neighbours.
 * @param {string} code
 * @returns {number}  -1 when a character is none of Crockford's
 */
export function checkState(code) {
  let state = 0;
  for (let i = 0; i < code.length; i++) {
    const digit = ALPHABET.indexOf(code[i]);
    if (digit < 0) return -1;
    state = (state << 1) ^ (state & 16 ? 37 : 0) ^ digit;
  }
  return state;
}
