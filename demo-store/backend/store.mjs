/** The shop's orders: one JSON line for each change of one, on the disk before anyone hears of it; the last line counts. */
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, truncateSync, writeSync } from 'node:fs';
import { join } from 'node:path';

export class OrderStore {
  #file;
  #orders = new Map();

  constructor(folder) {
    mkdirSync(folder, { recursive: true });
    this.#file = join(folder, 'orders.jsonl');
    if (existsSync(this.#file)) this.#read(readFileSync(this.#file));
  }

  /** A last line without its end was torn by a crash: nobody was told of it, and it is cut off. */
  #read(bytes) {
    const whole = bytes.lastIndexOf(10) + 1;
    if (whole < bytes.length) truncateSync(this.#file, whole);
    for (const line of bytes.subarray(0, whole).toString().split('\n').filter(Boolean)) {
      const order = JSON.parse(line);
      this.#orders.set(order.id, order);
    }
  }

  all() { return [...this.#orders.values()]; }
  get(id) { return this.#orders.get(id); }

  /** Keeps an order; a new one gets its number here. */
  put(order) {
    const number = order.number ?? this.#orders.get(order.id)?.number ?? `OR-${10241 + this.#orders.size}`;
    const kept = { ...order, number };
    const file = openSync(this.#file, 'a');
    try {
      writeSync(file, `${JSON.stringify(kept)}\n`);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    this.#orders.set(kept.id, kept);
    return kept;
  }
}
