/** The shop's orders: one JSON line for each change of one, the last line of an order counts. */
import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export class OrderStore {
  #file;
  #orders = new Map();

  constructor(folder) {
    mkdirSync(folder, { recursive: true });
    this.#file = join(folder, 'orders.jsonl');
    if (!existsSync(this.#file)) return;
    for (const line of readFileSync(this.#file, 'utf8').split('\n').filter(Boolean)) {
      const order = JSON.parse(line);
      this.#orders.set(order.id, order);
    }
  }

  all() { return [...this.#orders.values()]; }
  get(id) { return this.#orders.get(id); }
  nextNumber() { return `OR-${10241 + this.#orders.size}`; }

  put(order) {
    appendFileSync(this.#file, `${JSON.stringify(order)}\n`);
    this.#orders.set(order.id, order);
    return order;
  }
}
