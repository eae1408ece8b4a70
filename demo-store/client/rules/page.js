/** The rules page: the published ruleset in an editor, and the cart that follows every key. Nothing leaves this page. */
import { count, wholeCart } from '../cart.js';
import { lineOf } from '../catalogue.js';
import { all, find, make } from '../dom.js';
import { say, t } from '../texts.js';
import { withTendero } from '../tendero.js';
import { shippingFor } from '../../catalogue/delivery.mjs';
import { goTo, makeEditor, mark, replaceText, syntaxFindings } from './editor.js';
import { showChanges, showResult } from './result.js';
import { describePromotion, titleOf } from './words.js';

const PAUSE_MS = 120; // after the last key
const SAMPLE = [['NORDES-MUSTARD-M', 1], ['GIJON-BRICK', 1], ['MAREA-NAVY-39-42', 3], ['CANTABRICA-NAVY', 3], ['DESAYUNO-BRICK', 2]];

let page;
let view;
let tendero;
let publishedText = '';
let round = 0;

const chosenCart = () => (find('input[name="which"]:checked', page).value === 'mine' && count() ? wholeCart()
  : { id: 'sample', currency: 'EUR', lines: SAMPLE.map(([sku, quantity]) => lineOf(sku, quantity)), shipping: shippingFor({ country: 'ES', postcode: '33201', method: 'standard' }) });
const request = () => ({ cart: { ...chosenCart(), codes: [] }, explain: 'none' });

/** A finding in a sentence: what, where, and what was meant. */
function sentence(finding) {
  const { code, found, did_you_mean: meant } = finding;
  const said = [t.rules.codes[code] ?? code.replaceAll('_', ' ')];
  if (found) said.push(say(t.rules.found, { found }));
  return `${said.join('. ')}.${meant ? ` ${say(t.rules.meant, { text: meant })}` : ''}`;
}

/** Where and what the engine expected, in its own words. */
const technical = ({ pointer, expected }) => make('span', { class: 'muted', lang: 'en' }, [pointer, expected].filter(Boolean).join(' · '));

function showFindings(findings) {
  const told = findings.map((finding) => ({ ...finding, text: sentence(finding) }));
  mark(view, told);
  const wrong = told.filter(({ level }) => level === 'error');
  const verdict = find('[data-verdict]', page);
  verdict.className = `verdict ${wrong.length ? 'wrong' : 'right'}`;
  verdict.textContent = wrong.length ? `${say(t.rules.place, wrong[0])}: ${wrong[0].text}` : t.rules.valid;
  find('[data-findings]', page).replaceChildren(...told.map((one) => make('li', {}, make('button', { type: 'button', class: `finding ${one.level}`, onclick: () => goTo(view, one) },
    make('strong', {}, say(t.rules.place, one)), make('span', {}, one.text), technical(one)))));
}

function showWords(text, result) {
  let promotions;
  try {
    promotions = JSON.parse(text).promotions ?? [];
  } catch {
    return;
  }
  const applied = new Set(result?.applied.map(({ promotion }) => promotion));
  find('[data-words]', page).replaceChildren(make('li', {}, make('span', { class: 'muted' }, say(t.rules.promotions, { count: promotions.length }), '. ', t.rules.server_only)), ...promotions.map((one) => make('li', {}, make('strong', {}, titleOf(one)), make('span', { class: 'muted' }, describePromotion(one)),
    applied.has(one.id) && make('span', { class: 'applies' }, t.rules.applied))));
}

const withLevel = (errors) => errors.map((error) => ({ level: 'error', ...error }));

/** Lints, prices and compares; an answer that a later key has overtaken is dropped. */
async function evaluate() {
  const mine = ++round;
  const text = view.state.doc.toString();
  const broken = syntaxFindings(view);
  if (broken.length) return fail(broken);
  const { findings = [] } = await tendero.lint(text);
  const edited = await tendero.preview(text, request());
  const published = await tendero.preview(publishedText, request());
  if (mine !== round) return undefined;
  const errors = edited.errors && !findings.some(({ level }) => level === 'error') ? withLevel(edited.errors) : [];
  if (edited.errors) return fail([...findings, ...errors]);
  showFindings(findings.filter(({ level }) => level !== 'info'));
  showResult(find('[data-result]', page), edited.result);
  showChanges(find('[data-changes]', page), published.result, edited.result);
  return showWords(text, edited.result);
}

function fail(findings) {
  showFindings(findings);
  find('[data-changes]', page).replaceChildren(make('p', { class: 'small muted' }, t.rules.invalid));
}

let timer;
const soon = () => {
  clearTimeout(timer);
  timer = setTimeout(() => tendero && evaluate().catch(cannot), PAUSE_MS);
};

function cannot() {
  find('[data-result]', page).replaceChildren(make('p', { class: 'small' }, t.rules.no_engine));
}

function revision() {
  const place = find('[data-revision]', page);
  if (tendero.revision) place.textContent = say(t.rules.revision, { revision: tendero.revision.replace('sha256:', '').slice(0, 10) });
}

export async function start() {
  page = find('[data-rules-page]');
  publishedText = await (await fetch(page.dataset.ruleset)).text();
  const label = find('#editor-title', page).textContent;
  view = makeEditor(find('[data-editor]', page), { text: publishedText, label, changed: soon });
  find('[data-reset]', page).addEventListener('click', () => replaceText(view, publishedText));
  for (const radio of all('input[name="which"]', page)) {
    radio.checked = count() ? radio.value === 'mine' : radio.value === 'sample';
    radio.disabled = radio.value === 'mine' && !count();
    radio.addEventListener('change', soon);
  }
  showWords(publishedText);
  withTendero(async (instance) => {
    tendero = instance;
    soon();
    await instance.ready;
    revision();
  });
}
