import { TenderoError } from '../errors.js';
import { patientFetch } from '../engine/fetch.js';
import { parse } from '../natives.js';
import { toText } from '../request/text.js';

/**
 * Calls to the Tendero server with the publishable key. No cookie is sent or kept.
 */
export class Client {
  #server;
  #key;

  /**
   * @param {string | undefined} server  base address, without `/v1`
   * @param {string | undefined} key  `pk_…`
   */
  constructor(server, key) {
    this.#server = server;
    this.#key = key;
  }

  get exists() {
    return this.#server !== undefined;
  }

  /** @returns {Record<string, string>} */
  get headers() {
    return this.#key ? { authorization: `Bearer ${this.#key}` } : {};
  }

  /**
   * @param {string} path  below `/v1`
   * @param {object} body
   * @param {{timeoutMs?: number, retries?: number}} [how]
   * @returns {Promise<any>}
   * @throws {TenderoError} the server's `code`, or `no_server`, `offline`, `timed_out`
   */
  async post(path, body, how) {
    if (this.#server === undefined) throw new TenderoError('no_server');
    const response = await patientFetch(`${this.#server}/v1${path}`, {
      method: 'POST',
      headers: { ...this.headers, 'content-type': 'application/json' },
      body: toText(body),
      credentials: 'omit',
      cache: 'no-store',
      ...how,
    });
    return answerOf(response);
  }
}

/** @param {Response} response @returns {Promise<any>} */
export async function answerOf(response) {
  let answer;
  try {
    answer = parse(await response.text());
  } catch (cause) {
    throw new TenderoError(response.ok ? 'answer_unreadable' : 'server_failed', {
      status: response.status,
      retryable: response.status >= 500,
      cause,
    });
  }
  if (response.ok) return answer;
  throw new TenderoError(answer.code ?? 'server_failed', {
    message: answer.detail ?? answer.title,
    errors: answer.errors,
    status: response.status,
    retryable: answer.retryable ?? response.status >= 500,
    retryAfterMs: answer.retry_after_ms,
    detail: answer,
  });
}
