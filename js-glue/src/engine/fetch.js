import { AbortControl, clearTimer, fetchNative, setTimer } from '../natives.js';
import { TenderoError } from '../errors.js';

/** @typedef {RequestInit & {timeoutMs?: number, retries?: number, priority?: 'high' | 'low'}} Patience */

/**
 * `fetch` that gives up after `timeoutMs` (default 8,000) and tries again `retries` times (default 1), with a pause
 * that grows, when the network fails. An answer of any status is an answer.
 * @param {string} url
 * @param {Patience} [how]
 * @returns {Promise<Response>}
 * @throws {TenderoError} `offline` or `timed_out`, both retryable
 */
export async function patientFetch(url, how = {}) {
  const { timeoutMs = 8000, retries = 1, ...init } = how;
  for (let attempt = 0; ; attempt++) {
    try {
      return await once(url, init, timeoutMs);
    } catch (error) {
      if (attempt >= retries) throw error;
      await pause(200 * (attempt + 1));
    }
  }
}

/**
 * @param {string} url
 * @param {RequestInit} init
 * @param {number} timeoutMs
 */
async function once(url, init, timeoutMs) {
  if (!fetchNative) throw new TenderoError('offline', { message: 'fetch is not available here' });
  const control = new AbortControl();
  let late = false;
  const timer = setTimer(() => {
    late = true;
    control.abort();
  }, timeoutMs);
  try {
    return await fetchNative(url, { ...init, signal: control.signal });
  } catch (cause) {
    throw new TenderoError(late ? 'timed_out' : 'offline', { message: `${url} did not answer`, retryable: true, cause });
  } finally {
    clearTimer(timer);
  }
}

/**
 * Waits for some work, but not longer than this.
 * @param {Promise<unknown>} work
 * @param {number} ms
 */
export function atMost(work, ms) {
  return new Promise((done) => {
    const timer = setTimer(() => done(undefined), ms);
    const ended = () => {
      clearTimer(timer);
      done(undefined);
    };
    work.then(ended, ended);
  });
}

/** @param {number} ms */
export function pause(ms) {
  return new Promise((done) => {
    setTimer(() => done(undefined), ms);
  });
}
