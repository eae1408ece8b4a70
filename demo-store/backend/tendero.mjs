/** The calls that a shop's back end makes to Tendero. Each says whether its outcome is known. */
import { readToken } from './jws.mjs';

const KEYS_PAUSE_MS = 10_000; // a forged key id must not make us ask each time
const PAUSES_MS = [0, 200, 600, 1500]; // before each attempt

/** What Tendero answered when it was not a success: `status`, and `problem` (RFC 9457) with its `code`. */
export class Refused extends Error {
  constructor(status, problem) {
    super(problem.code ?? `status ${status}`);
    this.status = status;
    this.problem = problem;
    this.code = problem.code;
  }
}

/** No answer came, so the call may have worked or not. Ask again with the same Idempotency-Key. */
export class OutcomeUnknown extends Error {}

export class TenderoClient {
  #server;
  #secretKey;
  #shop;
  #keys = new Map();
  #keysAskedAt = 0;

  constructor({ server, secret_key: secretKey, shop }) {
    this.#server = server;
    this.#secretKey = secretKey;
    this.#shop = shop;
  }

  /** A quote's payload, verified offline: the server is asked only for a key that was not seen before. */
  readQuote(quote) {
    return readToken(quote, { typ: 'tendero-quote+jwt', audience: this.#shop, findKey: (kid) => this.#key(kid) });
  }

  reserve(key, body) { return this.#post('/v1/reservations', key, body); }
  confirm(key, reservation, order) { return this.#post(`/v1/reservations/${reservation}/confirm`, key, { order }); }
  cancel(key, reservation) { return this.#post(`/v1/reservations/${reservation}/cancel`, key, {}); }

  /** One new code for one use, for example to thank for a subscription. */
  async issueCode(key, promotion) {
    const { codes } = await this.#post('/v1/codes', key, { promotion, count: 1, uses: 1 });
    return codes[0].code;
  }

  async #key(kid) {
    if (!this.#keys.has(kid) && Date.now() - this.#keysAskedAt > KEYS_PAUSE_MS) {
      try {
        const { keys } = await (await fetch(`${this.#server}/v1/keys`, { signal: AbortSignal.timeout(5000) })).json();
        this.#keys = new Map(keys.map((jwk) => [jwk.kid, jwk]));
        this.#keysAskedAt = Date.now();
      } catch (error) {
        throw new OutcomeUnknown(`no keys: ${error.message}`);
      }
    }
    return this.#keys.get(kid);
  }

  /** Tries again, with the same key, for as long as the outcome is unknown: the same key never acts twice. */
  async #post(path, key, body) {
    let last;
    for (const pause of PAUSES_MS) {
      await new Promise((resolve) => { setTimeout(resolve, pause); });
      try {
        const answer = await fetch(this.#server + path, {
          method: 'POST',
          headers: { authorization: `Bearer ${this.#secretKey}`, 'content-type': 'application/json', 'idempotency-key': key },
          body: JSON.stringify(body),
          signal: AbortSignal.timeout(5000),
        });
        const said = await answer.json();
        if (answer.ok) return said;
        if (answer.status < 500 && !said.retryable) throw new Refused(answer.status, said);
        last = said.code ?? answer.status;
      } catch (error) {
        if (error instanceof Refused) throw error;
        last = error.message;
      }
    }
    throw new OutcomeUnknown(`no answer from ${path}: ${last}`);
  }
}
