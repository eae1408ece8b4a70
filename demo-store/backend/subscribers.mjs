/**
 * Who has subscribed, as hashes of addresses: the code is shown once, to the page that asked first; whoever types the
 * address later learns nothing. A few new ones a minute are allowed.
 */
import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const MINUTE_MS = 60_000;
const MOST_A_MINUTE = 10;

export class Subscribers {
  #file;
  #known = new Set();
  #recent = [];

  constructor(folder) {
    mkdirSync(folder, { recursive: true });
    this.#file = join(folder, 'subscribers.txt');
    if (existsSync(this.#file)) this.#known = new Set(readFileSync(this.#file, 'utf8').split('\n').filter(Boolean));
  }

  /** Is this address new, and may it come now? `hash` names it. @returns {{state: 'new' | 'known' | 'busy', hash: string}} */
  look(email, now = Date.now()) {
    const hash = createHash('sha256').update(email.trim().toLowerCase()).digest('hex').slice(0, 32);
    if (this.#known.has(hash)) return { state: 'known', hash };
    this.#recent = this.#recent.filter((at) => at > now - MINUTE_MS);
    if (this.#recent.length >= MOST_A_MINUTE) return { state: 'busy', hash };
    this.#recent.push(now);
    return { state: 'new', hash };
  }

  add(hash) {
    this.#known.add(hash);
    appendFileSync(this.#file, `${hash}\n`);
  }
}
