/** Addresses and small pieces that several pages share. `site` is {t: texts, lang, assets, key}. */
import { categories, colours, products } from '../catalogue/index.mjs';
import { html } from './html.mjs';
import { icons } from './icons.mjs';

const prefix = (lang) => (lang === 'es' ? '' : `/${lang}`);
export const categoryPath = (lang, category) => `${prefix(lang)}/${category.slug[lang]}/`;
export const categoryOf = (product) => categories.find(({ id }) => id === product.category);
export const productPath = (lang, product) => `${categoryPath(lang, categoryOf(product))}${product.slug[lang]}/`;
export const imageName = (product, colour) => `img/${product.id}-${colour}.svg`;

export const money = (t, cents) => new Intl.NumberFormat(t.locale, { style: 'currency', currency: 'EUR' }).format(cents / 100);

/** The drawing of a product, with room kept for it. */
export const picture = ({ t, lang, assets }, product, colour = product.colours[0], { eager = false, decorative = false } = {}) => {
  const alt = decorative ? '' : t.product.image.replace('{name}', product.name[lang]).replace('{colour}', colours[colour].name[lang].toLowerCase());
  return html`<img class="picture" src="${assets[imageName(product, colour)]}" width="400" height="400" alt="${alt}" decoding="async"${eager ? '' : html` loading="lazy"`}>`;
};

/** The list price; the script puts the price after offers into the same place. */
export const price = ({ t }, product) => html`<p class="price" data-price="${product.id}">
  ${product.list && html`<s class="price-was"><span class="sr">${t.product.list} </span>${money(t, product.list)}</s>`}<span class="price-now">${money(t, product.price)}</span></p>
  <p class="price-offer" data-offer="${product.id}"></p>`;

export const card = (site, product, options) => html`<li class="card"><a href="${productPath(site.lang, product)}">
  ${picture(site, product, undefined, { ...options, decorative: true })}
  <h3>${product.name[site.lang]}</h3></a>
  <p class="card-lead">${product.lead[site.lang]}</p>
  ${price(site, product)}</li>`;

export const grid = (site, list, options = {}) => html`<ul class="grid">${list.map((product, index) => card(site, product, { eager: options.eager && index < 4 }))}</ul>`;

export const byIds = (ids) => ids.map((id) => products.find((product) => product.id === id));

export const crumbs = ({ t }, ...trail) => html`<nav class="crumbs" aria-label="${t.breadcrumb}"><ol>
  <li><a href="${t.paths.home}">${t.home}</a></li>
  ${trail.map(([name, path]) => html`<li>${path ? html`<a href="${path}">${name}</a>` : html`<span aria-current="page">${name}</span>`}</li>`)}
</ol></nav>`;

export const button = (path, text, kind = 'main') => html`<a class="button ${kind}" href="${path}">${text}${kind === 'main' ? icons.arrow : ''}</a>`;
