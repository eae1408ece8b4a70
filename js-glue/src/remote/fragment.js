import { TenderoError } from '../errors.js';
import { parse, split } from '../natives.js';

/**
 * The payload of a signed fragment. The browser does not check the signature and gains nothing by it: only the
 * server trusts it, and looks the code up again at each quote.
 * @param {string} jws  compact form
 * @returns {any}  `{code, promotion, segments, refresh_at, exp, …}`
 * @throws {TenderoError} `fragment_unreadable`
 */
export function fragmentPayload(jws) {
  try {
    const part = split(jws, '.')[1].replace(/-/g, '+').replace(/_/g, '/');
    const bytes = Uint8Array.from(atob(part), (c) => c.charCodeAt(0));
    return parse(new TextDecoder().decode(bytes));
  } catch (cause) {
    throw new TenderoError('fragment_unreadable', { cause });
  }
}
