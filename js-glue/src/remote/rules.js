import { EngineDown, TenderoError } from '../errors.js';
import { patientFetch } from '../engine/fetch.js';
import { charCodeAt, deviceNow, parse, startsWith, ticks } from '../natives.js';
import { answerOf } from './client.js';

/**
 * What `GET /v1/rules` says, with what is needed to ask again cheaply.
 * @typedef {{revision: string, bundle?: string, exhausted: string[], code_shapes: {length: number, check: string}[],
 *   etag?: string}} RulesInfo
 */

/**
 * Knows which revision is in force and fetches its bundle, which lives for ever under its hash. The address may also
 * be that of a ruleset itself (a shop without a server).
 */
export class Rules {
  #url;
  #headers;
  #clock;
  /** @type {RulesInfo | undefined} */
  info;
  /** @type {{revision: string, text: string} | undefined}  the newest bundle that was fetched */
  bundle;
  /** @type {number | undefined}  by the device's clock, when the server last said what is in force */
  checkedAt;

  /**
   * @param {string} url
   * @param {() => Record<string, string>} headers
   * @param {import('../request/clock.js').Clock} clock
   */
  constructor(url, headers, clock) {
    this.#url = url;
    this.#headers = headers;
    this.#clock = clock;
  }

  /**
   * Asks which revision is in force and sets the clock by the answer.
   * @returns {Promise<boolean>}  true when something changed
   */
  async check() {
    const askedAt = ticks();
    const headers = { ...this.#headers(), ...(this.info?.etag && { 'if-none-match': this.info.etag }) };
    const response = await patientFetch(this.#url, { headers, cache: 'no-store', credentials: 'omit' });
    if (response.status === 304) {
      this.checkedAt = deviceNow();
      this.#setClock(Date.parse(response.headers.get('date') ?? ''), askedAt);
      return false;
    }
    if (!response.ok) await answerOf(response);
    const text = await response.text();
    const answer = readJson(text);
    this.#setClock(answer.now ?? Date.parse(response.headers.get('date') ?? ''), askedAt);
    this.checkedAt = deviceNow();
    const before = this.info;
    this.info = answer.tendero !== undefined ? await this.#ownText(text) : described(answer);
    this.info.etag = response.headers.get('etag') ?? undefined;
    return !before || before.revision !== this.info.revision || `${before.exhausted}` !== `${this.info.exhausted}`;
  }

  /**
   * The text of the revision in force, checked against its name.
   * @returns {Promise<string>}
   */
  async text() {
    if (!this.info) throw new TenderoError('unavailable', { message: 'no rules yet' });
    const { revision, bundle } = this.info;
    if (this.bundle?.revision === revision) return this.bundle.text;
    if (!bundle) throw new TenderoError('unavailable', { message: `no address of rules ${revision}` });
    const url = new URL(bundle, this.#url).href;
    const integrity = integrityOf(revision);
    const response = await patientFetch(url, { integrity, credentials: 'omit', retries: 2 });
    if (!response.ok) throw new EngineDown(`${url} answered ${response.status}`);
    const text = await response.text();
    this.bundle = { revision, text };
    return text;
  }

  /** @param {string} text  of a ruleset that is its own bundle @returns {Promise<RulesInfo>} */
  async #ownText(text) {
    const revision = `own:${text.length}:${checksum(text)}`;
    this.bundle = { revision, text };
    return { revision, exhausted: [], code_shapes: [] };
  }

  /** @param {number} now  ms since the epoch or NaN @param {number} askedAt */
  #setClock(now, askedAt) {
    if (now > 0) this.#clock.sync(now, askedAt);
  }
}

/** @param {string} text */
function readJson(text) {
  try {
    return parse(text);
  } catch (cause) {
    throw new TenderoError('answer_unreadable', { message: 'the rules are not JSON', cause });
  }
}

/** @param {any} answer @returns {RulesInfo} */
function described(answer) {
  return {
    revision: answer.revision,
    bundle: answer.bundle,
    exhausted: answer.exhausted ?? [],
    code_shapes: answer.code_shapes ?? [],
  };
}

/**
 * The revision is the SHA-256 of the bundle: said to the browser as integrity, it refuses a byte that differs.
 * @param {string} revision  `sha256:<hex>`
 */
function integrityOf(revision) {
  if (!startsWith(revision, 'sha256:')) return undefined;
  let bytes = '';
  for (let i = 7; i + 1 < revision.length; i += 2) {
    bytes += String.fromCharCode(Number.parseInt(revision.slice(i, i + 2), 16));
  }
  return `sha256-${btoa(bytes)}`;
}

/** @param {string} text @returns {number}  to tell two texts of one address apart, not to trust them */
function checksum(text) {
  let sum = 2166136261;
  for (let i = 0; i < text.length; i++) sum = Math.imul(sum ^ charCodeAt(text, i), 16777619);
  return sum >>> 0;
}
