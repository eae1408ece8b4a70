import { append, dictionary, kept } from './natives.js';

/**
 * Listeners of one Tendero instance. A listener that throws is reported on the console and stops nobody else;
 * each event is also sent as `tendero:<name>` on the document, where there is one.
 */
export class Events {
  /** @type {Record<string, ((detail: any) => void)[]>} */
  #listeners = dictionary();
  /** @type {((name: string, detail: any) => void) | undefined} */
  #mirror;

  /** @param {((name: string, detail: any) => void)} [mirror] */
  constructor(mirror) {
    this.#mirror = mirror;
  }

  /**
   * @param {string} name
   * @param {(detail: any) => void} listener
   * @returns {() => void}  call it to stop listening
   */
  on(name, listener) {
    const list = (this.#listeners[name] ??= []);
    append(list, listener);
    return () => {
      this.#listeners[name] = kept(this.#listeners[name] ?? [], (other) => other !== listener);
    };
  }

  /**
   * @param {string} name
   * @param {any} detail
   */
  emit(name, detail) {
    const list = this.#listeners[name] ?? [];
    for (let i = 0; i < list.length; i++) quietly(() => list[i](detail));
    if (this.#mirror) quietly(() => this.#mirror?.(name, detail));
  }

  clear() {
    this.#listeners = dictionary();
    this.#mirror = undefined;
  }
}

/** @param {() => void} work  code of the page: its faults are told, never thrown into ours */
export function quietly(work) {
  try {
    work();
  } catch (error) {
    console.warn('[tendero]', error);
  }
}

/**
 * Sends `tendero:<name>` on the document. The method is taken from the prototype: an `<img name=dispatchEvent>`
 * must not stand in its way.
 * @param {string} name
 * @param {any} detail
 */
export function tellDocument(name, detail) {
  const event = new CustomEvent(`tendero:${name}`, { detail, bubbles: true, composed: true });
  EventTarget.prototype.dispatchEvent.call(document, event);
}
