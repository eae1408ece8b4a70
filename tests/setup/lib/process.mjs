// A process of ours that says on stdout where it listens: {"event":"listening","url":"http://…"}. Ended by its own handle.
import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { Stop, tail } from './run.mjs';

const kStartMs = 20_000;
const kStopMs = 10_000;

/**
 * @typedef {{url: string, pid: number, log: () => string, exited: Promise<number | null>, stop: (signal?: NodeJS.Signals) => Promise<number | null>}} Listener
 */

/**
 * Starts `command` and waits until it listens.
 * @param {string} name for messages @param {string} command @param {string[]} args
 * @param {{cwd?: string, env?: Record<string, string>}} [options]
 * @returns {Promise<Listener>}
 */
export function listener(name, command, args, { cwd, env = {} } = {}) {
  const child = spawn(command, args, { cwd, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  let text = '';
  /** @type {Promise<number | null>} */
  const exited = new Promise((resolve) => child.once('close', (code) => resolve(code)));
  const onExit = () => child.kill('SIGKILL'); // we end without having stopped it: leave nothing behind
  process.once('exit', onExit);
  exited.then(() => process.off('exit', onExit));

  const stop = async (/** @type {NodeJS.Signals} */ signal = 'SIGTERM') => {
    if (child.exitCode !== null || child.signalCode !== null) return exited;
    child.kill(signal);
    const late = setTimeout(() => child.kill('SIGKILL'), kStopMs);
    const code = await exited;
    clearTimeout(late);
    return code;
  };

  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => fail(`${name} did not listen within ${kStartMs / 1000} s`), kStartMs);
    const fail = (/** @type {string} */ why) => {
      clearTimeout(timer);
      child.kill('SIGKILL');
      reject(new Stop(`${why}\n${tail(text, 15)}`));
    };
    const take = (/** @type {Buffer} */ bytes) => {
      text += bytes;
      if (text.length > 2e6) text = text.slice(-1e6);
      const found = /^\{.*"event":\s*"listening".*\}$/m.exec(text);
      if (!found || !timer.hasRef()) return;
      clearTimeout(timer);
      timer.unref();
      const { url } = JSON.parse(found[0]);
      resolve({ url, pid: child.pid ?? 0, log: () => text, exited, stop });
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    child.once('error', (error) => fail(`cannot start ${name}: ${error.message}`));
    exited.then((code) => {
      const taken = /in use|EADDRINUSE/i.test(text);
      fail(taken ? `${name} cannot listen: its port is taken` : `${name} ended at once (exit ${code})`);
    });
  });
}

/** A port of the loopback that is free now. @returns {Promise<number>} */
export function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
      server.close(() => resolve(port));
    });
  });
}

/** True when nothing listens on the port. @param {number} port @returns {Promise<boolean>} */
export function isFree(port) {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
