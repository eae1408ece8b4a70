/** The product page: colour changes the picture, the form puts a SKU into the cart. */
import { add } from './cart.js';
import { products } from './catalogue.js';
import { all, announce, find, make } from './dom.js';
import { lang, say, t } from './texts.js';

const chosen = (form, name) => find(`input[name="${name}"]:checked`, form)?.value ?? null;

function showColour(form) {
  const { image, alt } = find('input[name="colour"]:checked', form).dataset;
  const picture = find('[data-picture] img');
  picture.src = image;
  picture.alt = alt;
}

function confirmAdded(form, name) {
  const links = document.querySelector('[data-cart-link]');
  find('[data-added]', form).replaceChildren(make('strong', {}, say(t.added, { name })), make('a', { class: 'button', href: links.getAttribute('href') }, t.view_cart));
}

export function start() {
  const form = find('[data-add]');
  const product = products.get(form.dataset.add);
  const error = find('[data-size-error]', form);
  for (const input of all('input[name="colour"]', form)) input.addEventListener('change', () => showColour(form));
  for (const input of all('input[name="size"]', form)) input.addEventListener('change', () => { error.hidden = true; });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const colour = chosen(form, 'colour');
    const size = chosen(form, 'size');
    const variant = product.variants.find((one) => one.colour === colour && one.size === size);
    if (!variant) {
      error.textContent = t.choose_size;
      error.hidden = false;
      announce(t.choose_size);
      return find('input[name="size"]', form).focus();
    }
    add(variant.sku, Math.max(1, Number(find('#quantity', form).value) || 1));
    confirmAdded(form, product.name[lang]);
  });
}
