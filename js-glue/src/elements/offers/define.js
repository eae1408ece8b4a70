import { define } from '../define.js';
import { TenderoOffers } from './offers.js';

/** Registers the element; importing alone does nothing. */
export default () => define('tendero-offers', TenderoOffers);
