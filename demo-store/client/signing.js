/** Before a quote the back end prices and signs the cart; its last signature goes with the order. */
import { call } from './backend.js';
import { cartToSign } from './cart.js';
import { withTendero } from './tendero.js';

let last;
/** The signature under the cart of the last quote, or a new one. */
export async function signCart() {
  last = (await call('/cart/sign', cartToSign())).cart_token;
  return last;
}
export const lastSignature = () => last;

withTendero((tendero) => tendero.providers({ signCart }));
