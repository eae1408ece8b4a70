import { TenderoError } from '../errors.js';
import { pause } from '../engine/fetch.js';
import { ticks } from '../natives.js';
import { sha256 } from './sha256.js';

/** @typedef {{challenge: string, bits: number, expires_at?: number}} Challenge */

const MOST_BITS = 22;
const SLICE_MS = 8;

/**
 * Finds a nonce for which SHA-256 of `challenge + nonce` begins with `bits` zero bits, in slices short enough that
 * the page stays responsive.
 * @param {Challenge} challenge
 * @returns {Promise<{challenge: string, nonce: string}>}
 * @throws {TenderoError} `challenge_too_hard`
 */
export async function solve({ challenge, bits }) {
  if (!(bits <= MOST_BITS)) throw new TenderoError('challenge_too_hard', { message: `${bits} bits asked` });
  const encoder = new TextEncoder();
  for (let nonce = 0; ; ) {
    const end = ticks() + SLICE_MS;
    do {
      const hash = sha256(encoder.encode(challenge + nonce));
      if (Math.clz32(hash[0]) >= bits) return { challenge, nonce: `${nonce}` };
      nonce++;
    } while (ticks() < end);
    await pause(0);
  }
}
