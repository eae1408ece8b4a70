import { deviceNow, ticks } from '../natives.js';

/**
 * The shop's time. The device's clock may be wrong by hours, so the server's `now` sets this one and a monotonic
 * counter carries it on; until the server has spoken it is the device's.
 */
export class Clock {
  #time = deviceNow();
  #ticks = ticks();
  /** True once a server's time was seen, in this page or (remembered) in the one before. */
  set = false;

  /** @returns {number}  ms since the epoch */
  now() {
    return Math.round(this.#time + (ticks() - this.#ticks));
  }

  /**
   * @param {number} serverNow  ms since the epoch, as the server wrote it
   * @param {number} askedAt  `ticks()` when the request left; half the round trip is added
   */
  sync(serverNow, askedAt) {
    const arrived = ticks();
    this.#time = serverNow + (arrived - askedAt) / 2;
    this.#ticks = arrived;
    this.set = true;
  }

  /** What to remember for the next page: the shop's time less the device's, in ms. */
  get offset() {
    return this.now() - deviceNow();
  }

  /** @param {number} offset  of the page before */
  restore(offset) {
    this.#time = deviceNow() + offset;
    this.#ticks = ticks();
    this.set = true;
  }
}
