/** The cart beside the editor, and how it differs from what is published. */
import { describe } from '../catalogue.js';
import { make } from '../dom.js';
import { money, say, t } from '../texts.js';

const amount = (result, type) => result.totals.find((one) => one.type === type)?.amount ?? 0;
const row = (kind, name, value) => make('div', { class: `result-row ${kind}` }, make('span', {}, name), make('span', {}, value));

function line({ id, quantity, subtotal, total }) {
  const { name } = describe(id);
  return make('li', { class: 'result-line' }, make('span', {}, `${quantity} × ${name}`),
    make('span', {}, subtotal > total && make('s', {}, money(subtotal)), make('span', {}, money(total))));
}

export function showResult(place, result) {
  const offers = result.applied.filter((one) => one.amount > 0);
  place.replaceChildren(
    make('ul', {}, result.lines.map(line)),
    row('', t.subtotal, money(amount(result, 'subtotal'))),
    ...offers.map((one) => row('offer', one.title ?? one.promotion, `−${money(one.amount)}`)),
    row('', t.delivery, money(amount(result, 'fulfillment'))),
    row('total', t.total, money(amount(result, 'total'))));
}

const difference = (name, value, kind = '') => make('div', { class: `difference ${kind}` }, make('span', {}, name), make('span', {}, value));

/** What these rules would change in this cart, against the published ones. */
export function showChanges(place, published, edited) {
  const from = amount(published, 'total');
  const to = amount(edited, 'total');
  const amounts = (result) => new Map(result.applied.map((one) => [one.promotion, one]));
  const before = amounts(published);
  const after = amounts(edited);
  const rows = [];
  for (const [id, one] of after) {
    const old = before.get(id);
    if (!old) rows.push(difference(one.title ?? id, t.rules.gained));
    else if (old.amount !== one.amount) rows.push(difference(one.title ?? id, say(t.rules.differs, { from: money(old.amount), to: money(one.amount) })));
    else if (old.points !== one.points) rows.push(difference(one.title ?? id, say(t.rules.differs, { from: old.points, to: one.points })));
  }
  for (const [id, one] of before) if (!after.has(id)) rows.push(difference(one.title ?? id, t.rules.lost));
  if (!rows.length && from === to) return place.replaceChildren(make('p', { class: 'small muted' }, t.rules.unchanged));
  const by = money(Math.abs(to - from));
  const word = to < from ? say(t.rules.cheaper, { amount: by }) : say(t.rules.dearer, { amount: by });
  return place.replaceChildren(difference(t.rules.now_total, money(from)), difference(t.rules.new_total, money(to)),
    ...(from === to ? [] : [difference('', word, 'strong')]), ...rows);
}
