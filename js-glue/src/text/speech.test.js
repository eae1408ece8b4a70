import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { speechOf } from './speech.js';

const folder = new URL('../i18n/', import.meta.url);
const files = readdirSync(folder).filter((file) => file.endsWith('.js'));
const load = async (file) => (await import(new URL(file, folder).href)).default;
const plain = (text) => text.replace(/\u00a0|\u202f/g, ' ');

/** @returns {Map<string, string[]>}  name → its placeholders */
function shape(messages) {
  const all = new Map();
  for (const [group, sentences] of Object.entries(messages)) {
    for (const [name, sentence] of Object.entries(sentences)) {
      const texts = typeof sentence === 'string' ? [sentence] : Object.values(sentence);
      for (const text of texts) assert.ok(text.trim(), `${group}.${name} is empty`);
      all.set(`${group}.${name}`, [...new Set(texts.flatMap((text) => text.match(/\{\w+\}/g) ?? []))].sort());
    }
  }
  return all;
}

test('every language has every sentence, with the same placeholders', async () => {
  const spanish = shape(await load('es.js'));
  assert.ok(files.length >= 2);
  for (const file of files) assert.deepEqual(shape(await load(file)), spanish, file);
});

test('every reason of the engine has a sentence in every language', async () => {
  const header = readFileSync(new URL('../../../wasm/engine/src/model/rejection.hpp', import.meta.url), 'utf8');
  const body = header.slice(header.indexOf('enum class Reason'), header.indexOf('};'));
  const reasons = [...body.matchAll(/^ {2}([a-z_]+),/gm)].map(([, name]) => name);
  assert.ok(reasons.length >= 28, `${reasons.length} reasons`);
  for (const file of files) {
    const messages = await load(file);
    for (const reason of reasons) assert.ok(messages.reasons[reason], `${file}: ${reason}`);
  }
});

test('every sentence that the elements ask for exists', async () => {
  const spanish = shape(await load('es.js'));
  const elements = new URL('../elements/', import.meta.url);
  let asked = 0;
  for (const file of readdirSync(elements, { recursive: true })) {
    if (!`${file}`.endsWith('.js') || `${file}`.endsWith('.test.js')) continue;
    const source = readFileSync(new URL(`${file}`, elements), 'utf8');
    for (const [, name] of source.matchAll(/say\('([a-z_.]+)'/g)) {
      asked++;
      assert.ok(spanish.has(name), `${file}: ${name}`);
    }
  }
  assert.ok(asked > 20);
});

test('money by the currency\'s own digits, exact to the last unit', async () => {
  const es = await speechOf('es');
  assert.equal(plain(es.money(15295, 'EUR')), '152,95 €');
  assert.equal(plain(es.money(-3000, 'EUR')), '\u221230,00 €');
  assert.equal(plain((await speechOf('ja')).money(1500, 'JPY')), '￥1,500');
  assert.equal(plain((await speechOf('en')).money(1234567, 'KWD')), 'KWD 1,234.567');
  assert.equal(plain((await speechOf('en-GB')).money(9007199254740991, 'EUR')), '€90,071,992,547,409.91');
});

test('plurals, reasons with and without numbers, and unknown ones', async () => {
  const es = await speechOf('es-ES');
  assert.equal(es.say('points.earn', { count: 1 }), 'Ganas 1 punto con esta compra.');
  assert.equal(es.say('points.earn', { count: 148 }), 'Ganas 148 puntos con esta compra.');
  const low = { reason: 'subtotal_too_low', required: 15000, actual: 14800, missing: 200 };
  assert.equal(plain(es.reason(low, 'EUR')), 'Te faltan 2,00 € para llegar a 150,00 €.');
  assert.equal(es.reason({ reason: 'subtotal_too_low' }, 'EUR'), 'Añade algo más al carrito para usarla.');
  assert.equal(es.reason({ reason: 'quantity_too_low', required: 3, missing: 2 }, 'EUR'), 'Añade 2 unidades más.');
  assert.equal(es.reason({ reason: 'from_a_later_version' }, 'EUR'), 'Tu carrito todavía no cumple la condición.');
});

test('a reason says its date, its units, its money or the offer in its way', async () => {
  const es = await speechOf('es');
  const begins = es.reason({ reason: 'not_started', required: Date.UTC(2026, 10, 27), missing: 5 }, 'EUR');
  assert.match(begins, /27 de noviembre de 2026/);
  assert.equal(es.reason({ reason: 'ended' }, 'EUR'), 'La promoción ya terminó.');
  const units = { reason: 'products_missing', required: 3, missing: 1, fact: 'lines.quantity' };
  assert.equal(es.reason(units, 'EUR'), 'Añade 1 unidad más de los productos de la promoción.');
  const money = { reason: 'products_missing', required: 5000, missing: 150, fact: 'lines.subtotal' };
  assert.equal(plain(es.reason(money, 'EUR')), 'Te faltan 1,50 € en productos de la promoción.');
  assert.equal(es.reason({ reason: 'exclusive_applied', winner_title: 'Verano' }, 'EUR'), 'No se combina con «Verano».');
  assert.equal(es.reason({ reason: 'exclusive_applied' }, 'EUR'), 'No se combina con la oferta que ya tienes.');
});

test('a locale without a file speaks English with its own numbers; nonsense does no harm', async () => {
  const french = await speechOf('fr-FR');
  assert.equal(french.say('summary.total'), 'Total');
  assert.equal(plain(french.money(100, 'EUR')), '1,00 €');
  assert.equal((await speechOf('../../etc')).say('coupon.undo'), 'Undo');
});

test('no language holds a sentence that nobody asks for', async () => {
  const sources = readdirSync(new URL('..', import.meta.url), { recursive: true })
    .filter((file) => /\.js$/.test(`${file}`) && !/test|i18n/.test(`${file}`))
    .map((file) => readFileSync(new URL(`../${file}`, import.meta.url), 'utf8'))
    .join('\n');
  for (const name of shape(await load('es.js')).keys()) {
    if (!/^reasons|^status\.price_changed_/.test(name)) assert.ok(sources.includes(`'${name}'`), name);
  }
});
