import { clearTimer, setTimer, ticks } from '../natives.js';

const EVERY_MS = 45_000;

/**
 * Looks at the rules again within a minute while the page is seen, and at once when it is seen again: another tab was
 * in front, the device slept, the network came back, or the page came out of the back/forward cache.
 */
export class Poll {
  #look;
  #every;
  #last = ticks();
  /** @type {any} */
  #timer;
  /** @type {(() => void)[]} */
  #off = [];

  /**
   * @param {() => Promise<void>} look
   * @param {number} [everyMs]
   */
  constructor(look, everyMs = EVERY_MS) {
    this.#look = look;
    this.#every = everyMs;
  }

  /** @param {number} [inMs]  when to look first */
  start(inMs = this.#every) {
    if (typeof document === 'object') {
      this.#listen(document, 'visibilitychange', () => document.visibilityState === 'visible' && this.#wake(false));
      this.#listen(globalThis, 'pageshow', (event) => /** @type {any} */ (event).persisted && this.#wake(true));
      this.#listen(globalThis, 'online', () => this.#wake(true));
    }
    this.#plan(inMs);
  }

  stop() {
    clearTimer(this.#timer);
    for (const off of this.#off) off();
    this.#off = [];
  }

  /** @param {boolean} always  also when the last look was a moment ago */
  #wake(always) {
    if (always || ticks() - this.#last >= this.#every) void this.#now();
    else this.#plan(this.#every - (ticks() - this.#last));
  }

  async #now() {
    clearTimer(this.#timer);
    this.#last = ticks();
    try {
      await this.#look();
    } finally {
      this.#plan(this.#every);
    }
  }

  /** @param {number} ms */
  #plan(ms) {
    clearTimer(this.#timer);
    if (typeof document === 'object' && document.visibilityState === 'hidden') return;
    this.#timer = setTimer(() => void this.#now(), ms);
  }

  /** @param {any} target @param {string} name @param {(event: Event) => void} heard */
  #listen(target, name, heard) {
    EventTarget.prototype.addEventListener.call(target, name, heard);
    this.#off.push(() => EventTarget.prototype.removeEventListener.call(target, name, heard));
  }
}
