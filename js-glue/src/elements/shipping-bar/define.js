import { define } from '../define.js';
import { TenderoShippingBar } from './shipping-bar.js';

/** Registers the element; importing alone does nothing. */
export default () => define('tendero-shipping-bar', TenderoShippingBar);
