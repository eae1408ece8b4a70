/** The four named steps: one open at a time, what was said in the others kept in sight, with a way back. */
import { all, announce, find, show } from './dom.js';
import { say, t } from './texts.js';

const NAMES = ['address', 'delivery', 'payment', 'review'];

export class Steps {
  #page;
  #said = new Map();
  #open = 'address';

  constructor(page) {
    this.#page = page;
    for (const name of NAMES) find('[data-edit]', this.#place(name)).addEventListener('click', () => this.open(name));
  }

  #place(name) { return find(`[data-step="${name}"]`, this.#page); }
  form(name) { return find('form', this.#place(name)); }
  get current() { return this.#open; }
  isDone(name) { return this.#said.has(name); }

  /** Notes what was said in a step, without moving on. */
  note(name, text) {
    this.#said.set(name, text);
    this.#paint();
  }

  /** This step is done: the next that is not opens. */
  done(name, text) {
    this.note(name, text);
    const next = NAMES.find((one) => one !== 'review' && !this.#said.has(one)) ?? 'review';
    announce(say(t.step_done, { step: this.#title(name) }));
    this.open(next);
  }

  /** Opens a step and puts the focus where one goes on. */
  open(name, { focus = true } = {}) {
    this.#open = name;
    this.#paint();
    if (!focus) return;
    const first = all('input:checked, input:not([type="radio"]), select, [data-pay]', this.form(name)).find((one) => one.offsetParent);
    const target = name === 'review' ? find('[data-pay]', this.form(name)) : first ?? find('input', this.form(name));
    target?.focus({ preventScroll: true });
    this.#place(name).scrollIntoView({ block: 'nearest', behavior: 'instant' });
  }

  #title(name) { return find('h2', this.#place(name)).lastChild.textContent; }

  #paint() {
    for (const name of NAMES) {
      const place = this.#place(name);
      const open = name === this.#open;
      const done = this.#said.has(name);
      place.classList.toggle('open', open);
      place.classList.toggle('said', done && !open);
      if (open) place.setAttribute('aria-current', 'step');
      else place.removeAttribute('aria-current');
      show(find('form', place), open);
      show(find('[data-edit]', place), done && !open);
      find('[data-said]', place).textContent = open ? '' : this.#said.get(name) ?? '';
    }
  }
}
