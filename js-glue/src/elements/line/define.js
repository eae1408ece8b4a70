import { define } from '../define.js';
import { TenderoLine } from './line.js';

/** Registers the element; importing alone does nothing. */
export default () => define('tendero-line', TenderoLine);
