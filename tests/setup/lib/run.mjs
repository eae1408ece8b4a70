// Runs commands and shows progress: each step has a name and its time, its output goes to build/log/NAME.log, and a
// failure ends in one sentence (Stop) after the last lines of that log.
import { spawn } from 'node:child_process';
import { createWriteStream, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { logs, root } from './paths.mjs';

/** A reason to stop that the reader can act on: printed as it is, without a stack. */
export class Stop extends Error {}

/** Children that are running, by pid: ended with us when we are interrupted. */
const running = new Set();

/**
 * Runs one command and waits for it. `log` names its file below build/log; `quiet` failures return instead of throwing.
 * @param {string} command
 * @param {string[]} args
 * @param {{cwd?: string, env?: Record<string, string>, log?: string, quiet?: boolean, echo?: boolean}} [options]
 * @returns {Promise<{code: number, output: string}>}
 */
export function run(command, args, options = {}) {
  const { cwd = root, env = {}, log = 'run', quiet = false, echo = false } = options;
  mkdirSync(logs, { recursive: true });
  const file = join(logs, `${log}.log`);
  const sink = createWriteStream(file, { flags: 'a' });
  sink.on('error', () => {}); // a full disk is told by the command itself
  sink.write(`\n$ ${[command, ...args].join(' ')}\n`);
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
    running.add(child);
    let output = '';
    const take = (/** @type {Buffer} */ bytes) => {
      output += bytes;
      sink.write(bytes);
      if (echo) process.stdout.write(bytes);
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    child.on('error', (error) => {
      running.delete(child);
      sink.end();
      reject(new Stop(`cannot run ${command}: ${error.message}`));
    });
    child.on('close', (code, signal) => {
      running.delete(child);
      sink.end();
      const exit = code ?? (signal ? 128 : 1);
      if (exit === 0 || quiet) return resolve({ code: exit, output });
      const error = new Stop(`${command} ${args[0] ?? ''} failed (exit ${exit}); the whole output is in build/log/${log}.log`);
      Object.assign(error, { output, exit });
      reject(error);
    });
  });
}

/** True when the command exists on the path. @param {string} command */
export async function has(command) {
  return (await run('sh', ['-c', `command -v ${command}`], { quiet: true, log: 'probe' })).code === 0;
}

const seconds = (/** @type {number} */ from) => ((performance.now() - from) / 1000).toFixed(1);

/**
 * One named step of a command: prints the name at once and the time when it ends.
 * @template T
 * @param {string} name
 * @param {() => Promise<T>} work  may answer a short string, shown after the time
 * @returns {Promise<T>}
 */
export async function step(name, work) {
  const from = performance.now();
  process.stdout.write(`  ${name} … `);
  try {
    const answer = await work();
    process.stdout.write(`${seconds(from)} s${typeof answer === 'string' ? ` (${answer})` : ''}\n`);
    return answer;
  } catch (error) {
    process.stdout.write(`failed after ${seconds(from)} s\n`);
    const output = /** @type {any} */ (error).output;
    if (output) process.stdout.write(tail(output, 40));
    throw error;
  }
}

export function tail(/** @type {string} */ text, /** @type {number} */ lines) {
  return text.trimEnd().split('\n').slice(-lines).map((line) => `    ${line}\n`).join('');
}

/** Ends the children that we started, each by its own handle. */
export function endChildren(signal = /** @type {NodeJS.Signals} */ ('SIGTERM')) {
  for (const child of running) child.kill(signal);
}

/**
 * The frame of every command of package.json: one sentence for a reason to stop, a stack for a bug, and children that
 * do not outlive us.
 * @param {(args: string[]) => Promise<number | void>} work
 */
export async function main(work) {
  for (const [signal, code] of /** @type {const} */ ([['SIGINT', 130], ['SIGTERM', 143], ['SIGHUP', 129]])) {
    process.on(signal, () => {
      if (process.listenerCount(signal) > 1) return; // the command stops by itself, in order
      endChildren();
      process.stdout.write('\nstopped\n');
      process.exit(code);
    });
  }
  try {
    const code = (await work(process.argv.slice(2))) ?? 0;
    process.exitCode = code;
  } catch (error) {
    endChildren();
    if (error instanceof Stop) process.stderr.write(`\n${error.message}\n`);
    else process.stderr.write(`\n${/** @type {Error} */ (error).stack}\n`);
    process.exitCode = 1;
  }
}

export const readText = (/** @type {string} */ path) => readFileSync(path, 'utf8');

/** True in the file that node was started with. @param {string} url import.meta.url */
export const isMain = (url) => pathToFileURL(process.argv[1] ?? '').href === url;
