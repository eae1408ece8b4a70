// The native engine: a child process (bench_native) that is told what to run and answers one JSON line for each command.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { inRoot } from '../setup/lib/paths.mjs';

const kBinary = inRoot('build/native/tests/bench/bench_native');

export class Native {
  /** @param {string} rules file @param {string} requests file, one request a line */
  constructor(rules, requests) {
    if (!existsSync(kBinary)) throw new Error('bench_native is not built: npm run build -- native');
    this.child = spawn(kBinary, [rules, requests], { stdio: ['pipe', 'pipe', 'inherit'] });
    this.lines = createInterface({ input: this.child.stdout })[Symbol.asyncIterator]();
    this.child.stdin.on('error', () => {}); // told by the answer that does not come
  }

  /** @param {string} command @returns {Promise<any>} */
  async ask(command) {
    this.child.stdin.write(`${command}\n`);
    const { value, done } = await this.lines.next();
    if (done) throw new Error(`bench_native ended at "${command}"`);
    return JSON.parse(value);
  }

  close() { this.child.stdin.end(); }
}
