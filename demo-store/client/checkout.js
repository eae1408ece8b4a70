/** The checkout: address, delivery, payment, review, each a form that Enter sends on. */
import { deliveryOptions } from '../catalogue/delivery.mjs';
import { destination, lines, listPrices, onCart, setDestination } from './cart.js';
import { all, announce, find, show } from './dom.js';
import { recheck, valid } from './fields.js';
import { plain } from './lines.js';
import { NotPaid, pay } from './pay.js';
import { onCustomer, who } from './session.js';
import { shownTotal } from './sums.js';
import { Steps } from './steps.js';
import { money, say, t } from './texts.js';
import { onPrices, tendero } from './tendero.js';

const ADDRESS = ['email', 'name', 'street', 'country', 'postcode', 'city', 'phone'];
const CARD = ['card-number', 'card-expiry', 'card-cvc'];
const DECLINED_CARD = '4000000000000002';

let page;
let steps;

const value = (id) => find(`#${id}`, page).value.trim();
const picked = (name) => find(`input[name="${name}"]:checked`, page)?.value;

// --- address

const address = () => Object.fromEntries(['name', 'street', 'postcode', 'city', 'country', 'phone'].map((id) => [id, value(id)]));

function addressDone() {
  setDestination({ country: value('country'), postcode: value('postcode').toUpperCase(), method: picked('method') ?? 'standard' });
  paintDelivery();
  return say(t.address_line, address());
}

function sendAddress() {
  if (valid(steps.form('address'), ADDRESS.filter((id) => id !== 'country'))) steps.done('address', addressDone());
}

function fillAddress(customer) {
  if (!customer) return;
  const known = { email: customer.email, ...customer.address };
  for (const id of ADDRESS) if (!value(id) || id === 'country') find(`#${id}`, page).value = known[id] ?? '';
}

// --- delivery

function paintDelivery() {
  const { country, postcode, method } = destination();
  const offered = deliveryOptions(country, postcode);
  const priced = tendero?.state !== 'list-prices' ? tendero?.result?.shipping?.options : undefined;
  for (const radio of all('input[name="method"]', page)) {
    const option = offered.find(({ id }) => id === radio.value);
    show(radio.closest('.option'), Boolean(option));
    radio.disabled = !option;
    radio.checked = radio.value === method && Boolean(option);
    if (!option) continue;
    const total = priced?.find(({ id }) => id === radio.value)?.total ?? option.price;
    find(`[data-method-price="${radio.value}"]`, page).textContent = total ? money(total) : t.free;
  }
}

function sendDelivery() {
  const method = picked('method');
  const error = find('[data-delivery-error]', page);
  show(error, !method);
  error.textContent = method ? '' : t.error_delivery;
  if (method) steps.done('delivery', t.delivery_names[method]);
}

// --- payment

function paymentChosen() {
  show(find('[data-card]', page), picked('payment') === 'card');
}

const cardDigits = () => value('card-number').replace(/\D/g, '');

/** Stands for the payment provider's own form: the number turns into a token here and goes nowhere. */
function paymentToken() {
  if (picked('payment') === 'bizum') return 'tok_bizum';
  return picked('payment') === 'card' && cardDigits() === DECLINED_CARD ? 'tok_declined' : 'tok_visa';
}

function sendPayment() {
  const way = picked('payment');
  if (way === 'card' && !valid(steps.form('payment'), CARD)) return;
  steps.done('payment', say(t.payment_names[way], { last: cardDigits().slice(-4) }));
}

// --- review

/** In place of the one button two ways: again, or at list prices. */
function offerListPrices(yes) {
  show(find('[data-list-way]', page), yes);
  show(find('[data-pay]', page), !yes);
  find('[data-pay-list]', page).textContent = say(t.pay_list, { amount: money(listPrices().total) });
}

function tellProblem(error) {
  const { kind, values } = error instanceof NotPaid ? error : new NotPaid('try-again');
  offerListPrices(kind === 'offers-unavailable');
  if (kind === 'offers-unavailable') return find('[data-again]', page).focus();
  const sentences = { declined: t.declined, 'cart-changed': t.cart_changed, 'try-again': t.try_again, 'sold-out': t.sold_out,
    changed: values.to === undefined ? t.cart_changed : say(t.changed, { from: money(values.from), to: money(values.to) }) };
  find('[data-problem]', page).textContent = sentences[kind];
  if (kind !== 'declined') return undefined;
  steps.open('payment');
  return announce(t.declined);
}

let busy = false;
async function sendOrder(how) {
  if (busy) return;
  busy = true;
  const button = find('[data-pay]', page);
  button.setAttribute('aria-disabled', 'true');
  button.textContent = t.checking;
  find('[data-problem]', page).textContent = '';
  offerListPrices(false);
  try {
    await pay({ email: value('email'), address: address(), payment: paymentToken() }, how);
    location.assign(page.dataset.done);
  } catch (error) {
    tellProblem(error);
  } finally {
    busy = false;
    button.removeAttribute('aria-disabled');
    paintTotal();
  }
}

function paintTotal() {
  if (!busy) find('[data-pay]', page).textContent = say(t.pay, { amount: money(shownTotal()) });
}

// --- the page

function orderToggle() {
  const toggle = find('.order-toggle', page);
  toggle.addEventListener('click', () => {
    const open = toggle.getAttribute('aria-expanded') !== 'true';
    toggle.setAttribute('aria-expanded', String(open));
    find('#order-detail', page).classList.toggle('open', open);
  });
}

/** For who is signed in: everything is known, one key press leads to the review. */
function express(customer) {
  show(find('[data-express]', page), Boolean(customer));
  show(find('[data-saved-card]', page), Boolean(customer));
  if (!customer) {
    if (picked('payment') === 'saved') find('input[name="payment"][value="card"]', page).checked = true;
    return paymentChosen();
  }
  find('[data-express-text]', page).textContent = say(t.address_line, customer.address);
  find('input[name="payment"][value="saved"]', page).checked = true;
  return paymentChosen();
}

function takeExpress() {
  fillAddress({ ...who(), address: who().address });
  steps.note('address', addressDone());
  steps.note('delivery', t.delivery_names[picked('method')]);
  steps.done('payment', t.payment_names.saved);
}

export function start() {
  page = find('[data-checkout]');
  steps = new Steps(page);
  const sends = { address: sendAddress, delivery: sendDelivery, payment: sendPayment, review: () => sendOrder() };
  for (const [name, send] of Object.entries(sends)) {
    const form = steps.form(name);
    recheck(form);
    form.addEventListener('submit', (event) => { event.preventDefault(); send(); });
  }
  for (const radio of all('input[name="method"]', page)) radio.addEventListener('change', () => setDestination({ method: radio.value }));
  for (const radio of all('input[name="payment"]', page)) radio.addEventListener('change', paymentChosen);
  find('input[name="payment"][value="card"]', page).checked = true;
  find('[data-again]', page).addEventListener('click', () => sendOrder());
  find('[data-pay-list]', page).addEventListener('click', () => sendOrder({ list: true }));
  find('[data-express] button', page).addEventListener('click', takeExpress);
  const { country = 'ES', postcode = '' } = destination();
  find('#country', page).value = country;
  find('#postcode', page).value = postcode;
  onCustomer((customer) => { fillAddress(customer); express(customer); });
  orderToggle();
  onCart(() => {
    if (busy) return;
    show(find('[data-loading]', page), false);
    show(find('[data-empty]', page), !lines().length);
    show(find('[data-full]', page), lines().length > 0);
    for (const list of all('[data-lines]', page)) plain(list, lines());
    paintDelivery();
    paintTotal();
  });
  onPrices(() => { paintDelivery(); paintTotal(); });
  steps.open('address', { focus: false });
}
