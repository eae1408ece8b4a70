/** A promotion in words: what it does, to what, under which conditions, and what it excludes. */
import { date, lang, money, say, t } from '../texts.js';

const w = t.rules;

export const titleOf = ({ title, id }) => (typeof title === 'string' ? title : title?.[lang] ?? title?.es) ?? id;

function benefit({ percent_off: percent, amount_off: amount, fixed_price: price }) {
  if (percent === 100) return w.free;
  if (percent !== undefined) return say(w.percent_off, { percent });
  return price === undefined ? say(w.amount_less, { amount: money(amount ?? 0) }) : say(w.at, { amount: money(price) });
}

function points({ points: count, per, multiply }) {
  if (multiply !== undefined) return say(w.earn_multiply, { factor: multiply });
  if (per === undefined) return say(w.earn_fixed, { points: count });
  return say(w.earn_points, { points: say(count === 1 ? w.points_unit_one : w.points_unit, { count }), amount: money(per) });
}

const PLACES = { order: w.on_order, shipping: w.on_shipping, units: w.on_units, lines: w.on_lines };

const effectWords = {
  percent_off: (effect) => `${say(w.percent_off, effect)} ${PLACES[effect.target ?? 'lines'] ?? ''}`,
  amount_off: (effect) => `${say(w.amount_off, { amount: money(effect.amount ?? 0) })} ${PLACES[effect.target ?? 'lines'] ?? ''}`,
  fixed_price: ({ amount = 0, quantity }) => (quantity ? say(w.fixed_price_n, { quantity, amount: money(amount) }) : say(w.fixed_price, { amount: money(amount) })),
  buy_x_get_y: ({ buy = /** @type {any} */ ({}), get = /** @type {any} */ ({}) }) => say(w.buy_get, { buy: buy.quantity ?? money(buy.amount ?? 0), get: get.quantity ?? 1, benefit: benefit(get) }),
  free_shipping: () => w.free_shipping,
  earn_points: points,
};

function effect(one) {
  const said = effectWords[one.type]?.(one) ?? say(w.unknown, { type: one.type });
  return one.max_amount === undefined ? said : `${said}, ${say(w.capped, { amount: money(one.max_amount) })}`;
}

/** @param {{from?: string, until?: string}} [active] */
function window({ from, until } = {}) {
  return [from && say(w.from_date, { date: date(from) }), until && say(w.until, { date: date(until) })].filter(Boolean);
}

/** One line of words for a promotion as the editor has it; whatever is malformed is passed over. */
export function describePromotion(promotion) {
  const parts = [
    ...(promotion.effects ?? []).map(effect),
    ...(promotion.when ? [w.conditional] : []),
    ...(promotion.trigger === 'code' ? [w.code_needed] : []),
    ...window(promotion.active),
    ...(promotion.exclusive ? [w.exclusive] : []),
    ...(promotion.stop ? [w.stop] : []),
    ...(promotion.group ? [say(w.grouped, { group: promotion.group })] : []),
  ];
  return parts.join(' · ');
}
