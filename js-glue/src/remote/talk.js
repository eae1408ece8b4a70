// What is said to the server apart from fetching rules: codes and quotes. No first price waits for it, so the script
// tag fetches it afterwards.
export { mistyped } from '../api/check-character.js';
export { askQuote, quoteCart } from '../api/quote.js';
export { askCode } from './ask-code.js';

/** @typedef {typeof import('./talk.js')} Talk */
