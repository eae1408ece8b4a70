// Runs in the page: the elements over a stand-in instance whose answers the test writes.
import { defineElements } from '../../../../js-glue/src/elements/index.js';

/** @type {any} */
let play = {};
/** @type {any[]} */
const calls = [];
/** @type {Record<string, ((detail: any) => void)[]>} */
const listeners = {};

/** @param {string} name @param {any} [detail] */
function emit(name, detail = {}) {
  for (const listener of listeners[name] ?? []) listener(detail);
}

/** @param {string} name @param {(...given: any[]) => any} [answer] */
const recorded = (name, answer) => async (/** @type {any[]} */ ...given) => {
  calls.push([name, ...given]);
  return answer?.(...given);
};

const instance = {
  locale: document.documentElement.lang,
  get state() {
    return play.state ?? (play.result ? 'ready' : 'loading');
  },
  get result() {
    return play.result;
  },
  on(/** @type {string} */ name, /** @type {any} */ listener) {
    (listeners[name] ??= []).push(listener);
    return () => (listeners[name] = listeners[name].filter((one) => one !== listener));
  },
  cart: { get: () => ({ currency: 'EUR' }) },
  prices: () => ({ lines: play.lines ?? {} }),
  offers: () => ({ applied: play.result?.applied ?? [], nearest: play.result?.nudges ?? [] }),
  want: recorded('want'),
  evaluate: recorded('evaluate', () => ({ result: play.explained ?? play.result })),
  freeDelivery: async () => play.free ?? [],
  codes: {
    list: () => play.codes ?? [],
    canUndo: true,
    apply: recorded('apply', (code) => play.outcome ?? { code, state: 'refused', reason: 'code_not_applicable' }),
    remove: recorded('remove', (code) => change({ codes: (play.codes ?? []).filter((/** @type {any} */ one) => one.code !== code) })),
    undo: recorded('undo'),
  },
  link: {
    get code() {
      return play.link;
    },
    accept: recorded('accept', () => {
      play.link = undefined;
      return play.outcome;
    }),
    dismiss: () => {
      calls.push(['dismiss']);
      play.link = undefined;
    },
  },
};

/** @param {any} more */
function change(more) {
  play = { ...play, ...more };
  emit('change', { result: play.result });
}

/** @type {any} */ (globalThis).stage = {
  calls,
  emit,
  change,
  play(/** @type {any} */ given) {
    play = given;
    if (given.withoutInstance) return;
    defineElements(/** @type {any} */ (instance));
  },
  async settled() {
    for (let turn = 0; turn < 3; turn++) {
      for (const element of document.querySelectorAll('*')) await /** @type {any} */ (element).updateComplete;
      await new Promise((done) => setTimeout(done, 10));
    }
  },
};
