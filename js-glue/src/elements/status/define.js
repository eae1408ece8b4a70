import { define } from '../define.js';
import { TenderoStatus } from './status.js';

/** Registers the element; importing alone does nothing. */
export default () => define('tendero-status', TenderoStatus);
