import { defineNamed, elements } from './all.js';
import { setTendero } from './instance.js';

/**
 * What the script tag calls once the instance is there.
 * @param {any} tendero
 * @param {string} [list]  of `data-elements`: short names with commas; empty for all
 * @param {string} [accent]  of `data-accent`
 */
export function startElements(tendero, list = '', accent) {
  const names = list.split(',').map((name) => name.trim()).filter(Boolean);
  if (accent) document.documentElement.style.setProperty('--tendero-color-accent', accent);
  defineNamed(names.length ? names : Object.keys(elements));
  setTendero(tendero);
}
