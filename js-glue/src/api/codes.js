import { TenderoError } from '../errors.js';
import { append, assign, clearTimer, found, kept, mapped, min, position, setTimer, split, trim } from '../natives.js';
import { fragmentPayload } from '../remote/fragment.js';

/**
 * A code that the shopper entered. `held`: the server accepted it and `payload` prices it here; `plain`: no server
 * to ask, the rules alone judge; `checking`: asked; `refused`: with the reason.
 * @typedef {{code: string, key: string, state: 'held' | 'plain' | 'checking' | 'refused', jws?: string, payload?: any,
 *   reason?: string}} Entry
 */

/**
 * What is shown of a code: `applied` with the amount saved, `waiting` with what it still needs, `refused`, `checking`.
 * @typedef {{code: string, state: 'applied' | 'waiting' | 'refused' | 'checking', promotion?: string, title?: string,
 *   amount?: number, points?: number, reason?: string, required?: number, actual?: number, missing?: number,
 *   pointer?: string, fact?: string, winner?: string, winner_title?: string}} CodeState
 */

const RETRY_MS = 60_000;
const LONGEST_TIMER_MS = 86_400_000;

/**
 * @typedef {object} CodeParts
 * @property {import('../remote/client.js').Client} client
 * @property {import('../request/clock.js').Clock} clock
 * @property {() => Promise<import('../remote/talk.js').Talk>} talk
 * @property {(typed: string) => string} normalise
 * @property {() => {length: number, check: string}[]} shapes
 * @property {() => Promise<string | undefined>} customerToken
 * @property {(cause: 'shop' | 'code') => Promise<any>} reprice
 * @property {() => any} result  the last result, for the state of each code
 * @property {(detail: any) => void} tell  the `code` event
 */

export class Codes {
  #parts;
  /** @type {Entry[]} */
  #entries = [];
  /** @type {Entry | undefined}  taken off last */
  #undo;
  /** @type {any} */
  #timer;
  /** @type {string | undefined}  the session that the server gave */
  session;

  /** @param {CodeParts} parts */
  constructor(parts) {
    this.#parts = parts;
  }

  /**
   * Enters a code. The promise's value says what became of it; a refused one stays in the list with its reason.
   * @param {string} typed
   * @returns {Promise<CodeState>}
   */
  async apply(typed) {
    const code = trim(`${typed}`); // not NFC: it would fold the Kelvin sign into a K
    const key = this.#parts.normalise(code);
    const known = this.#entries[this.#find(key || code)];
    if (known && known.state !== 'refused') return this.#state(known);
    const entry = this.#enter({ code, key: key || code, state: 'checking' });
    if (key === '') return this.#refuse(entry, 'code_not_applicable');
    if (!this.#parts.client.exists) return this.#settle(entry, { state: 'plain' });
    this.#tell(entry);
    try {
      const { mistyped } = await this.#parts.talk();
      if (mistyped(key, this.#parts.shapes())) return await this.#refuse(entry, 'code_mistyped');
      const answer = await this.#ask(code);
      if (!this.#holds(entry)) return this.#state(entry);
      if (!answer.applied) return await this.#refuse(entry, answer.reason ?? 'code_not_applicable');
      return await this.#settle(entry, held(answer.fragment));
    } catch (error) {
      return this.#refuse(entry, reasonOf(error));
    }
  }

  /**
   * Takes a code off; `undo` brings it back.
   * @param {string} typed
   */
  async remove(typed) {
    const at = this.#find(this.#parts.normalise(typed) || typed);
    if (at < 0) return;
    const entry = this.#entries[at];
    this.#entries = kept(this.#entries, (other) => other !== entry);
    this.#undo = entry.state === 'refused' ? undefined : entry;
    this.#schedule();
    await this.#parts.reprice('shop');
    this.#parts.tell({ code: entry.code, state: 'removed', undo: this.#undo !== undefined });
  }

  /** @returns {Promise<CodeState | undefined>}  the code that came back, if there was one to bring back */
  async undo() {
    const entry = this.#undo;
    this.#undo = undefined;
    if (!entry || this.#find(entry.key) >= 0) return undefined;
    if (entry.state === 'checking') return this.apply(entry.code);
    append(this.#entries, entry);
    return this.#settle(entry, {});
  }

  get canUndo() {
    return this.#undo !== undefined;
  }

  /** @returns {CodeState[]}  in the order entered */
  list() {
    return mapped(this.#entries, (entry) => this.#state(entry));
  }

  /** Takes refused codes out of the list. */
  clearRefused() {
    this.#entries = kept(this.#entries, (entry) => entry.state !== 'refused');
  }

  /** @returns {string[]}  the codes of the request */
  entered() {
    return mapped(this.#live(), (entry) => entry.code);
  }

  /** @returns {any[]}  payloads for the engine */
  fragments() {
    return mapped(kept(this.#live(), (entry) => entry.payload), (entry) => entry.payload);
  }

  /** @returns {string[]}  signed fragments for the server */
  signed() {
    return /** @type {string[]} */ (mapped(kept(this.#live(), (entry) => !!entry.jws), (entry) => entry.jws));
  }

  /** @returns {any[]}  what `restore` takes on the next page */
  remember() {
    return mapped(kept(this.#entries, (entry) => entry.state !== 'checking'), (entry) => ({
      ...entry,
      payload: undefined,
    }));
  }

  /** @param {Entry[]} entries  as remembered */
  restore(entries) {
    for (const entry of entries) {
      try {
        append(this.#entries, { ...entry, payload: entry.jws && fragmentPayload(entry.jws) });
      } catch {
        // A fragment that cannot be read any more is a code that must be entered again.
      }
    }
    this.#schedule();
  }

  forget() {
    this.#entries = [];
    this.#undo = undefined;
    this.session = undefined;
    clearTimer(this.#timer);
  }

  stop() {
    clearTimer(this.#timer);
  }

  #live() {
    return kept(this.#entries, (entry) => entry.state === 'held' || entry.state === 'plain');
  }

  /** @param {Entry} entry  false once it was taken off */
  #holds(entry) {
    return position(this.#entries, (other) => other === entry) >= 0;
  }

  /** @param {string} key */
  #find(key) {
    return position(this.#entries, (entry) => entry.key === key);
  }

  /** @param {Entry} entry  replaces a refused one with the same code */
  #enter(entry) {
    this.#undo = undefined;
    this.#entries = kept(this.#entries, (other) => other.key !== entry.key);
    append(this.#entries, entry);
    return entry;
  }

  /** @param {Entry} entry @param {Partial<Entry>} change */
  async #settle(entry, change) {
    assign(entry, change);
    this.#schedule();
    await this.#parts.reprice('shop');
    return this.#tell(entry);
  }

  /** @param {Entry} entry @param {string} reason */
  async #refuse(entry, reason) {
    assign(entry, { state: 'refused', reason });
    return this.#tell(entry);
  }

  /** @param {Entry} entry */
  #tell(entry) {
    const state = this.#state(entry);
    this.#parts.tell(state);
    return state;
  }

  /** @param {Entry} entry @returns {CodeState} */
  #state(entry) {
    const { code, state, reason } = entry;
    if (state === 'refused' || state === 'checking') return { code, state, ...(reason && { reason }) };
    const result = this.#parts.result();
    const applied = found(result?.applied, (/** @type {any} */ one) => one.code === code);
    if (applied) {
      const { promotion, title, amount, points } = applied;
      return { code, state: 'applied', promotion, title, amount, points };
    }
    const rejected = found(result?.rejected, (/** @type {any} */ one) => one.code === code);
    if (!rejected) return { code, state: 'checking', title: titleOf(entry.payload) };
    const winner = found(result.applied, (/** @type {any} */ one) => one.promotion === rejected.winner);
    const fact = factAt(entry.payload?.promotion, rejected.pointer);
    return { title: titleOf(entry.payload), fact, winner_title: winner?.title, ...rejected, code, state: 'waiting' };
  }

  /** @param {string} code */
  async #ask(code) {
    const { client, customerToken, talk } = this.#parts;
    const { askCode } = await talk();
    const answer = await askCode(client, { code, session: this.session, customer_token: await customerToken() });
    if (answer.session) this.session = answer.session;
    return answer;
  }

  /** Fragments are renewed silently when they ask for it; while that fails the old ones go on pricing. */
  #schedule() {
    clearTimer(this.#timer);
    let soonest = Infinity;
    for (const entry of this.#live()) soonest = min(soonest, entry.payload?.refresh_at ?? Infinity);
    if (soonest === Infinity) return;
    const wait = min(Math.max(soonest - this.#parts.clock.now(), 1000), LONGEST_TIMER_MS);
    this.#timer = setTimer(() => void this.refreshDue(), wait);
  }

  /** Renews every fragment whose time has come. */
  async refreshDue() {
    let changed = false;
    let failed = false;
    for (const entry of this.#live()) {
      if (!((entry.payload?.refresh_at ?? Infinity) <= this.#parts.clock.now())) continue;
      try {
        const answer = await this.#ask(entry.code);
        if (!this.#holds(entry)) continue;
        assign(entry, answer.applied ? held(answer.fragment) : { state: 'refused', reason: answer.reason });
        changed = true;
        if (!answer.applied) this.#tell(entry);
      } catch {
        failed = true;
      }
    }
    if (changed) await this.#parts.reprice('code');
    if (!failed) return this.#schedule();
    clearTimer(this.#timer);
    this.#timer = setTimer(() => void this.refreshDue(), RETRY_MS);
  }
}

/** @param {string | undefined} jws @returns {Partial<Entry>} */
function held(jws = '') {
  return { state: 'held', jws, payload: fragmentPayload(jws), reason: undefined };
}

/** @param {any} payload */
function titleOf(payload) {
  const title = payload?.promotion?.title;
  return typeof title === 'string' ? title : undefined;
}

/**
 * @param {any} promotion
 * @param {string} [pointer]  into the promotion, at a condition
 * @returns {string | undefined}  the fact that the condition reads
 */
function factAt(promotion, pointer = '') {
  let at = promotion;
  for (const name of split(pointer, '/')) if (name) at = at?.[name];
  return typeof at?.fact === 'string' ? at.fact : undefined;
}

/** @param {unknown} error */
function reasonOf(error) {
  const code = error instanceof TenderoError ? error.code : 'server_failed';
  return code === 'offline' || code === 'timed_out' ? 'code_offline' : 'code_try_later';
}
