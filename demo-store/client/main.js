/** Every page: cart count, account, prices on the shelves, newsletter; then the part that this page needs. */
import { call } from './backend.js';
import * as cart from './cart.js';
import { all, find } from './dom.js';
import * as session from './session.js';
import * as shelfPrices from './shelf-prices.js';
import * as sums from './sums.js';
import './signing.js';
import { say, t } from './texts.js';

const PAGES = {
  product: () => import('./product.js'),
  cart: () => import('./cart-page.js'),
  checkout: () => import('./checkout.js'),
  done: () => import('./done.js'),
  rules: () => import('./rules/page.js'),
};

function cartCount() {
  const unit = find('[data-cart-unit]');
  const badge = find('[data-cart-count]');
  cart.onCart(() => {
    const count = cart.count();
    badge.textContent = String(count);
    badge.hidden = count === 0;
    unit.textContent = count ? (count === 1 ? t.cart_unit_one : t.cart_unit) : '';
  });
}

/** One menu open at a time; Escape or a click beside it closes it. */
function menus() {
  const close = (but) => { for (const menu of all('details.menu[open]')) if (menu !== but) menu.open = false; };
  addEventListener('click', ({ target }) => close(/** @type {Element} */ (target).closest?.('details.menu')));
  addEventListener('keydown', ({ key }) => {
    const open = key === 'Escape' && find('details.menu[open]');
    if (!open) return;
    open.open = false;
    find('summary', open).focus();
  });
}

function newsletter() {
  const form = find('[data-newsletter]');
  form?.addEventListener('submit', async (event) => {
    event.preventDefault();
    const email = find('input', form);
    const status = find('[data-newsletter-status]', form);
    if (!/^\S+@\S+\.\S+$/.test(email.value.trim())) {
      status.textContent = t.email_wrong;
      return email.focus();
    }
    try {
      const { code } = await call('/newsletter', { email: email.value.trim() });
      status.textContent = code ? say(t.code_from_newsletter, { code }) : t.already_subscribed;
    } catch {
      status.textContent = t.newsletter_failed;
    }
  });
}


session.start();
cartCount();
menus();
newsletter();
sums.start();
shelfPrices.start();
cart.start();
const part = await PAGES[document.body.dataset.page]?.();
await part?.start();
document.body.dataset.ready = ''; // everything listens now
