import { define } from '../define.js';
import { TenderoPoints } from './points.js';

/** Registers the element; importing alone does nothing. */
export default () => define('tendero-points', TenderoPoints);
