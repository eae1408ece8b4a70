/** Who is signed in: a session of the back end for this tab, and its token for Tendero. */
import { call } from './backend.js';
import { all, find, show } from './dom.js';
import { say, t } from './texts.js';
import { withTendero } from './tendero.js';

let customer = null;
const listeners = new Set();

/** @returns {any} the customer with name, e-mail and address, or null */
export const who = () => customer;
export const onCustomer = (listener) => { listeners.add(listener); listener(customer); };

function become(answer) {
  customer = answer.customer;
  const title = find('[data-account-title]');
  if (title) title.textContent = customer ? say(t.hello, { name: customer.name }) : '';
  show(find('[data-signed-in]'), Boolean(customer));
  show(find('[data-signed-out]'), !customer);
  const name = find('[data-account-name]');
  if (name) {
    name.dataset.guest ??= name.textContent;
    name.textContent = customer ? customer.name.split(' ')[0] : name.dataset.guest;
  }
  for (const listener of listeners) listener(customer);
}

const status = (text) => { const place = find('[data-account-status]'); if (place) place.textContent = text; };

async function signIn(id) {
  try {
    const answer = await call('/login', { customer: id });
    sessionStorage.setItem('orbayu.session', answer.session);
    become(answer);
    withTendero((tendero) => tendero.customer.signIn(answer.customer.facts, { token: answer.customer_token }));
    status(say(t.signed_in, { name: answer.customer.name }));
  } catch {
    status(t.sign_in_failed);
  }
}

async function signOut() {
  await call('/logout', {}).catch(() => {});
  sessionStorage.removeItem('orbayu.session');
  become({ customer: null });
  withTendero((tendero) => tendero.customer.signOut());
  status(t.signed_out);
}

/** A fresh token for Tendero whenever it wants to prove who is there. */
async function customerToken() {
  if (!sessionStorage.getItem('orbayu.session')) return undefined;
  return (await call('/session')).customer_token;
}

export function start() {
  for (const button of all('[data-sign-in]')) button.addEventListener('click', () => signIn(button.dataset.signIn));
  find('[data-sign-out]')?.addEventListener('click', signOut);
  withTendero((tendero) => tendero.providers({ customerToken }));
  if (!sessionStorage.getItem('orbayu.session')) return;
  call('/session').then((answer) => {
    if (!answer.customer) return sessionStorage.removeItem('orbayu.session');
    become(answer);
    withTendero((tendero) => tendero.customer.signIn(answer.customer.facts, { token: answer.customer_token }));
  }).catch(() => {});
}
