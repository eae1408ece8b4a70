import { clearTimer, parse, setTimer } from '../natives.js';
import { toText } from '../request/text.js';

/**
 * What the next page of this tab needs: kept in `sessionStorage`, nothing before the shopper did something (put a
 * line into the cart, entered a code, signed in), nothing at all where storage is refused.
 * @typedef {{rules?: any, checkedAt?: number, offset?: number, session?: string, codes?: any[],
 *   answer?: any, cart?: string}} Remembered
 */

const VERSION = 1;
const WAIT_MS = 200;

export class Memory {
  #name;
  #storage;
  #collect;
  #allowed = false;
  /** @type {any} */
  #timer;

  /**
   * @param {string} name
   * @param {Storage | undefined} storage
   * @param {() => Remembered} collect  what is to be remembered, asked when it is written
   */
  constructor(name, storage, collect) {
    this.#name = name;
    this.#storage = storage;
    this.#collect = collect;
  }

  /** @returns {Remembered}  of the page before; empty when there is none */
  read() {
    try {
      const text = this.#storage?.getItem(this.#name);
      const data = text ? parse(text) : undefined;
      if (data?.version !== VERSION) return {};
      this.#allowed = true;
      return data;
    } catch {
      return {};
    }
  }

  /** The shopper acted: from now on there is something to remember. */
  allow() {
    this.#allowed = true;
    this.note();
  }

  /** Something changed; it is written a moment later, or when the page goes. */
  note() {
    if (!this.#allowed || !this.#storage || this.#timer !== undefined) return;
    this.#timer = setTimer(() => this.write(), WAIT_MS);
  }

  write() {
    clearTimer(this.#timer);
    this.#timer = undefined;
    if (!this.#allowed) return;
    try {
      this.#storage?.setItem(this.#name, toText({ version: VERSION, ...this.#collect() }));
    } catch {
      // A full or refused storage costs the next page its head start, nothing else.
    }
  }

  forget() {
    clearTimer(this.#timer);
    this.#timer = undefined;
    this.#allowed = false;
    try {
      this.#storage?.removeItem(this.#name);
    } catch {
      // as above
    }
  }
}

/** @returns {Storage | undefined}  reading the property itself throws where cookies are blocked */
export function tabStorage() {
  try {
    return globalThis.sessionStorage;
  } catch {
    return undefined;
  }
}
