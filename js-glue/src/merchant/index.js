// Fetched when a page first asks for `lint` or `preview`: shoppers never load it.
import factory from 'tendero-merchant';
import { EngineSource } from '../engine/source.js';
import { Workshop } from './workshop.js';

/** @param {() => number} now */
export function openWorkshop(now) {
  const url = new URL(TENDERO_MERCHANT_FILE, import.meta.url).href;
  return new Workshop(new EngineSource(factory, { url, integrity: TENDERO_MERCHANT_INTEGRITY }), now);
}
