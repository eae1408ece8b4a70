import { TenderoError } from '../errors.js';
import { solve } from './proof.js';

/**
 * One question to the server about a code; past the budget of wrong guesses it costs a proof of work.
 * @param {import('./client.js').Client} client
 * @param {{code: string, session?: string, customer_token?: string}} body
 * @returns {Promise<{applied: boolean, session?: string, fragment?: string, reason?: string}>}
 */
export async function askCode(client, body) {
  try {
    return await client.post('/codes/apply', body);
  } catch (error) {
    const challenge = error instanceof TenderoError && error.detail?.challenge;
    if (!challenge) throw error;
    return client.post('/codes/apply', { ...body, solution: await solve(challenge) });
  }
}
