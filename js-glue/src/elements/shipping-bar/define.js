import { define } from '../define.js';
import { TenderoShippingBar } from './shipping-bar.js';

define('tendero-shipping-bar', TenderoShippingBar);
