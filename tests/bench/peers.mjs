// The libraries that shops use instead, driven as their documents say. They match; they compute no money.
import { Engine } from 'json-rules-engine';
import { LogicEngine } from 'json-logic-engine';
import { factsOf } from './workload.mjs';

/** @typedef {import('./workload.mjs').Promotion} Promotion */
/** @typedef {import('./workload.mjs').Cart} Cart */

const kPlural = { category: 'categories', brand: 'brands', sku: 'skus' };
const needed = (/** @type {Promotion} */ p) => (p.buy ?? 0) + (p.get ?? 0);

/** @param {Promotion} p */
function ruleOf(p) {
  /** @type {any[]} */
  const all = [{ fact: 'at', operator: 'greaterThanInclusive', value: p.from }, { fact: 'at', operator: 'lessThan', value: p.until }];
  if (p.channels) all.push({ fact: 'channel', operator: 'in', value: p.channels });
  if (p.countries) all.push({ fact: 'country', operator: 'in', value: p.countries });
  if (p.tiers) all.push({ fact: 'tier', operator: 'in', value: p.tiers });
  if (p.groups) all.push({ fact: 'groups', operator: 'someFact:in', value: p.groups });
  if (p.min_orders !== undefined) all.push({ fact: 'orders', operator: 'greaterThanInclusive', value: p.min_orders });
  if (p.min_subtotal !== undefined) all.push({ fact: 'subtotal', operator: 'greaterThanInclusive', value: p.min_subtotal });
  if (p.methods) all.push({ fact: 'method', operator: 'in', value: p.methods });
  if (p.where && p.kind === 'buy_x_get_y') {
    all.push({ fact: 'quantityOf', params: { by: p.where.by, value: p.where.values[0] }, operator: 'greaterThanInclusive', value: needed(p) });
  } else if (p.where) all.push({ fact: kPlural[p.where.by], operator: 'someFact:in', value: p.where.values });
  return { name: p.id, conditions: { all }, event: { type: p.id } };
}

/** @param {Promotion[]} promotions @returns {(cart: Cart) => Promise<string[]>} the ids that match */
export function jsonRulesEngine(promotions) {
  const engine = new Engine(promotions.map(ruleOf), { allowUndefinedFacts: true });
  engine.addFact('quantityOf', async (/** @type {any} */ { by, value }, /** @type {any} */ almanac) => (await almanac.factValue('quantity'))[by][value] ?? 0);
  return async (cart) => (await engine.run(factsOf(cart))).events.map((event) => event.type);
}

const variable = (/** @type {string} */ name) => ({ var: name });

/** @param {Promotion} p */
function logicOf(p) {
  /** @type {any[]} */
  const and = [{ '<=': [p.from, variable('at')] }, { '<': [variable('at'), p.until] }];
  if (p.channels) and.push({ in: [variable('channel'), p.channels] });
  if (p.countries) and.push({ in: [variable('country'), p.countries] });
  if (p.tiers) and.push({ in: [variable('tier'), p.tiers] });
  if (p.groups) and.push({ some: [variable('groups'), { in: [variable(''), p.groups] }] });
  if (p.min_orders !== undefined) and.push({ '>=': [variable('orders'), p.min_orders] });
  if (p.min_subtotal !== undefined) and.push({ '>=': [variable('subtotal'), p.min_subtotal] });
  if (p.methods) and.push({ in: [variable('method'), p.methods] });
  if (p.where && p.kind === 'buy_x_get_y') and.push({ '>=': [{ var: [`quantity.${p.where.by}.${p.where.values[0]}`, 0] }, needed(p)] });
  else if (p.where) and.push({ some: [variable(kPlural[p.where.by]), { in: [variable(''), p.where.values] }] });
  return { and };
}

/** Compiled, the fastest way that it has. @param {Promotion[]} promotions @returns {(cart: Cart) => string[]} */
export function jsonLogicEngine(promotions) {
  const engine = new LogicEngine();
  const rules = promotions.map((p) => ({ id: p.id, holds: engine.build(logicOf(p)) }));
  return (cart) => {
    const facts = factsOf(cart);
    const fired = [];
    for (const rule of rules) if (rule.holds(facts)) fired.push(rule.id);
    return fired;
  };
}
