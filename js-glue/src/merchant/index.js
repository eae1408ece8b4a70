// Fetched when a page first asks for `lint` or `preview`: shoppers never load it.
import factory from 'tendero-merchant';
import { EngineSource } from '../engine/source.js';
import { Workshop } from './workshop.js';

/**
 * @param {import('../engine/source.js').WasmPlace} place
 * @param {() => number} now
 */
export function openWorkshop(place, now) {
  return new Workshop(new EngineSource(factory, place), now);
}
