import { define } from '../define.js';
import { TenderoLinkOffer } from './link-offer.js';

/** Registers the element; importing alone does nothing. */
export default () => define('tendero-link-offer', TenderoLinkOffer);
