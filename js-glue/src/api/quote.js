import { TenderoError } from '../errors.js';
import { toText } from '../request/text.js';
import { totalOf } from './compare.js';

/**
 * A price signed by the server, which reserve and confirm take.
 * @typedef {object} Quote
 * @property {string} quote  compact JWS
 * @property {any} result  the server's answer
 * @property {any} meta
 * @property {string} revision
 * @property {string} expires_at  RFC 3339
 * @property {'verified' | 'unverified'} prices  whether the goods' prices came from the shop
 * @property {string[]} replaced  pointers of the inputs that the server took from elsewhere
 * @property {boolean} identical  true when the browser had the same result
 * @property {boolean} equal_digests  true when both priced the same request; then `identical` must be true
 */

/**
 * @typedef {object} QuoteParts
 * @property {import('./pricing.js').Pricing} pricing
 * @property {import('../remote/client.js').Client} client
 * @property {import('./codes.js').Codes} codes
 * @property {() => string | undefined} revision
 * @property {() => Promise<void>} refreshRules
 * @property {{signCart?: (cart: any) => Promise<string>}} providers
 * @property {() => Promise<string | undefined>} customerToken
 */

/**
 * Asks for a quote of a request.
 * @param {QuoteParts} parts
 * @param {any} request
 * @param {{signed?: boolean, timeoutMs?: number, retries?: number}} [how]  `signed`: have the shop sign the cart first
 */
export async function askQuote(parts, request, how = {}) {
  const { client, codes, providers, customerToken, revision } = parts;
  const { fragments: _fragments, usage: _usage, ...plain } = request;
  const cartToken = how.signed && providers.signCart ? await providers.signCart(request.cart) : undefined;
  const body = {
    request: plain,
    fragments: codes.signed(),
    session: codes.session,
    cart_token: cartToken,
    customer_token: await customerToken(),
    revision: revision(),
  };
  const { timeoutMs = 8000, retries = 1 } = how;
  const answer = await client.post('/quotes', body, { timeoutMs, retries });
  if (answer.session) codes.session = answer.session;
  return answer;
}

/**
 * The signed quote of the cart as it stands. Where the server comes to other amounts, they are shown at once and the
 * `price-changed` event names them.
 * @param {QuoteParts} parts
 * @param {{expect?: number}} how  `expect`: the total that the shopper saw, minor units
 * @returns {Promise<Quote>}
 * @throws {TenderoError} `totals_changed` (the quote is in `detail`), or the server's code
 */
export async function quoteCart(parts, how) {
  const { pricing, refreshRules } = parts;
  let answer;
  let local;
  for (let attempt = 0; ; attempt++) {
    const shown = await pricing.change((wish) => wish, 'time');
    local = shown.source === 'engine' ? { ...shown, digest: pricing.digest() } : undefined;
    const request = { ...(pricing.lastRequest ?? pricing.request(pricing.wish)), digest: true };
    try {
      answer = await askQuote(parts, request, { signed: true, timeoutMs: 10_000, retries: 2 });
      break;
    } catch (error) {
      if (attempt > 0 || !(error instanceof TenderoError) || error.code !== 'ruleset_stale') throw error;
      await refreshRules();
    }
  }
  const identical = local !== undefined && toText(local.result) === toText(answer.result);
  const equalDigests = local !== undefined && local.digest === answer.meta?.request_digest;
  const quote = { ...answer, replaced: answer.replaced ?? [], identical, equal_digests: equalDigests };
  if (answer.revision !== parts.revision()) void refreshRules();
  if (!identical) showQuote(pricing, quote);
  if (how.expect !== undefined && totalOf(answer.result) !== how.expect) {
    throw new TenderoError('totals_changed', { detail: quote });
  }
  return quote;
}

/** @param {import('./pricing.js').Pricing} pricing @param {any} quote */
function showQuote(pricing, quote) {
  const before = pricing.answer;
  if (!before) return;
  const { result, meta, revision, replaced } = quote;
  pricing.show({ ...before, result, meta, revision }, 'server', { replaced });
}
