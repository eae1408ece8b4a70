/**
 * The payment is pretended: no money moves and no card number arrives here. A real shop calls its payment provider in
 * this place, with the token that the provider's own form gave to the page, and hands the key on: the provider then
 * charges once for each key, however often it is asked.
 */
const OUTCOMES = { tok_visa: 'paid', tok_bizum: 'paid', tok_declined: 'declined' };

/**
 * @param {{key: string, amount: number, token: string}} payment amount in cents
 * @returns {Promise<'paid' | 'declined'>} the same answer for the same key
 */
export async function charge({ token }) {
  return OUTCOMES[token] ?? 'declined';
}

/** Gives the money of a key back; asking twice gives it back once. @param {{key: string, amount: number}} _payment */
export async function refund(_payment) {
  return 'refunded';
}
