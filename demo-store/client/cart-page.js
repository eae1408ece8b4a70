/** The cart page. */
import { destination, onCart, setDestination } from './cart.js';
import { all, find, make, show } from './dom.js';
import { editable } from './lines.js';
import { withTendero } from './tendero.js';

function destinationForm(page) {
  const country = find('#cart-country', page);
  const postcode = find('#cart-postcode', page);
  const { country: known = 'ES', postcode: code = '' } = destination();
  country.value = known;
  postcode.value = code;
  const changed = () => setDestination({ country: country.value, postcode: postcode.value.trim(), method: 'standard' });
  for (const input of [country, postcode]) input.addEventListener('change', changed);
  find('[data-destination]', page).addEventListener('submit', (event) => { event.preventDefault(); changed(); });
}

/** The demonstration's codes: a tap puts one into the coupon field's way, as typing it would. */
export function tryCodes(root) {
  for (const button of all('[data-try-code]', root)) {
    button.addEventListener('click', () => withTendero(async (tendero) => {
      const coupon = find('tendero-coupon', root);
      const outcome = await tendero.codes.apply(button.dataset.tryCode);
      if (coupon) coupon.open = outcome.state === 'refused' ? coupon.open : false;
      const status = find('[data-try-status]', root);
      if (status) status.replaceChildren(make('strong', {}, outcome.code), ` ${outcome.title ?? ''}`, outcome.state === 'refused' ? ' ✗' : ' ✓');
    }));
  }
}

export function start() {
  const page = find('[data-cart-page]');
  const paint = editable(find('[data-lines]', page), find('[data-undo]', page));
  destinationForm(page);
  tryCodes(page);
  onCart((cart) => {
    show(find('[data-loading]', page), false);
    show(find('[data-policies]', page), true);
    show(find('[data-empty]', page), !cart.lines.length);
    show(find('[data-full]', page), cart.lines.length > 0);
    paint(cart);
  });
}
