/** The confirmation: what the back end answered, kept for this tab. */
import { all, find, show } from './dom.js';
import { plain } from './lines.js';
import { money, say, t } from './texts.js';

export function start() {
  let order;
  try {
    order = JSON.parse(sessionStorage.getItem('orbayu.order'));
  } catch {
    // shown as "no order"
  }
  if (!order) return;
  const page = find('.done');
  const put = (name, text) => { find(`[data-${name}]`, page).textContent = text; };
  put('number', order.number);
  put('to', say(t.address_line, order.address));
  put('method', t.delivery_names[order.method] ?? order.method);
  put('paid', money(order.total));
  const shown = new Map(order.shown?.lines ?? []);
  const unit = new Map(order.lines.map((line) => [line.sku, line.unit_price * line.quantity]));
  plain(find('[data-lines]', page), order.lines, (sku) => shown.get(sku) ?? unit.get(sku));
  const saved = find('[data-saved]', page);
  saved.textContent = order.shown?.saved > 0 ? say(saved.dataset.text, { amount: money(order.shown.saved) }) : '';
  const points = find('[data-done-points]', page);
  points.textContent = order.shown?.points > 0 ? say(points.dataset.text, { points: order.shown.points }) : '';
  for (const one of all('.next li', page)) one.textContent = say(one.dataset.text, { email: order.email });
  show(find('[data-pending]', page), order.state !== 'confirmed');
  show(find('[data-order]', page), true);
  show(find('[data-no-order]', page), false);
}
