import { define } from '../define.js';
import { TenderoSummary } from './summary.js';

/** Registers the element; importing alone does nothing. */
export default () => define('tendero-summary', TenderoSummary);
