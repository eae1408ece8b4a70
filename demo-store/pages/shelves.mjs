/** Home, category and product pages. */
import { categories, colours, products } from '../catalogue/index.mjs';
import { fill, html } from './html.mjs';
import { icons } from './icons.mjs';
import { policyCards } from './layout.mjs';
import { button, byIds, categoryOf, categoryPath, crumbs, grid, imageName, money, picture, price } from './site.mjs';

const FAVOURITES = ['nordes', 'marea', 'cantabrica', 'seta', 'gijon', 'brana', 'picu', 'lluvia'];
const RELATED = { coats: ['gijon', 'ria', 'picu', 'niebla'], knits: ['marea', 'gota', 'rombo', 'monte', 'costera'], mugs: ['desayuno', 'picos', 'cantabrica', 'nube', 'lluvia'], lamps: ['candil', 'lluna', 'brana', 'bosque', 'seta'], home: ['bosque', 'seta', 'espiga', 'nube', 'olas'], umbrellas: ['nordes', 'galerna', 'bolsillo', 'gijon', 'mercau'] };

const newsletter = ({ t }) => html`<section class="letter"><div class="wrap letter-row"><div><h2>${t.newsletter.title}</h2><p>${t.newsletter.text}</p></div>
  <form data-newsletter novalidate><label for="letter-email">${t.newsletter.email}</label><div class="field-row"><input id="letter-email" type="email" autocomplete="email" required><button class="button main">${t.newsletter.button}</button></div>
  <p class="form-note" role="status" data-newsletter-status></p></form></div></section>`;

const offers = ({ t, lang, ruleset }) => html`<section class="wrap section"><div class="section-head"><h2>${t.home_offers}</h2><p class="muted">${t.home_offers_text}</p></div>
  <ul class="offers">${ruleset.promotions.filter(({ trigger, title, id }) => trigger !== 'code' && title && !/^points|^thanks|islands|^club|^first/.test(id)).slice(0, 8)
    .map(({ title, description }) => html`<li>${icons.tag}<span><strong>${title[lang]}</strong>${description && html`<span class="small muted">${description[lang]}</span>`}</span></li>`)}</ul></section>`;

export const home = (site) => {
  const { t, lang, assets } = site;
  return { body: html`
  <section class="hero"><div class="wrap hero-row"><div class="hero-text"><h1>${t.hero.title}</h1><p>${t.hero.text}</p>
    <p class="buttons">${button(categoryPath(lang, categories[0]), t.hero.button)}${button(categoryPath(lang, categories[1]), t.hero.second, '')}</p></div>
    <img class="hero-picture" src="${assets['img/scene.svg']}" width="640" height="480" alt="" fetchpriority="high"></div></section>
  <section class="wrap section"><h2>${t.home_categories}</h2><ul class="shelves">${categories.map((category) => html`<li><a href="${categoryPath(lang, category)}">
    ${picture(site, products.find(({ id }) => id === category.cover), undefined, { decorative: true })}<span>${category.name[lang]}</span></a></li>`)}</ul></section>
  <section class="wrap section"><h2>${t.home_favourites}</h2>${grid(site, byIds(FAVOURITES))}</section>
  ${offers(site)}
  <section class="wrap section story"><div><h2>${t.story.title}</h2>${t.story.text.map((one) => html`<p>${one}</p>`)}</div>
    <dl class="figures">${t.story.facts.map(([figure, what]) => html`<div><dt>${what}</dt><dd>${figure}</dd></div>`)}</dl></section>
  ${newsletter(site)}`, page: 'shelf' };
};

export const category = (site, one) => {
  const list = products.filter((product) => product.category === one.id);
  const { t, lang } = site;
  return { title: one.name[lang], description: one.text[lang], page: one.id, body: html`<div class="wrap">${crumbs(site, [one.name[lang]])}
  <div class="section-head"><h1>${one.name[lang]}</h1><p class="muted">${one.text[lang]} <span class="nowrap">${fill(t.category_count, { count: list.length })}.</span></p></div>
  <h2 class="sr">${one.name[lang]}</h2>${grid(site, list, { eager: true })}</div>` };
};

const colourChoice = (site, product) => {
  const { t, lang, assets } = site;
  return html`<fieldset class="choice"><legend>${t.product.colour}</legend><div class="chips">${product.colours.map((colour, index) => html`
    <label class="chip swatch"><input type="radio" name="colour" value="${colour}" data-image="${assets[imageName(product, colour)]}" data-alt="${fill(t.product.image, { name: product.name[lang], colour: colours[colour].name[lang].toLowerCase() })}"${index === 0 ? html` checked` : ''}>
    <span><svg viewBox="0 0 20 20" width="20" height="20" aria-hidden="true"><circle cx="10" cy="10" r="9" fill="${colours[colour].main}" stroke="${colours[colour].dark}"/></svg>${colours[colour].name[lang]}</span></label>`)}</div></fieldset>`;
};

const sizeChoice = ({ t }, product) => product.sizes
  ? html`<fieldset class="choice"><legend>${t.product.size}</legend><div class="chips">${product.sizes.map((size) => html`
    <label class="chip"><input type="radio" name="size" value="${size}"><span>${size}</span></label>`)}</div><p class="field-error" id="size-error" data-size-error hidden></p></fieldset>`
  : html`<p class="muted small">${product.category === 'coats' || product.category === 'knits' ? t.product.one_size : ''}</p>`;

export const product = (site, one) => {
  const { t, lang } = site;
  const shelf = categoryOf(one);
  const related = byIds(RELATED[one.category].filter((id) => id !== one.id).slice(0, 4));
  return { title: one.name[lang], description: one.lead[lang], page: 'product', body: html`<div class="wrap">${crumbs(site, [shelf.name[lang], categoryPath(lang, shelf)], [one.name[lang]])}
  <div class="product"><div class="product-picture" data-picture>${picture(site, one, one.colours[0], { eager: true })}</div>
  <div class="product-text"><h1>${one.name[lang]}</h1><p class="lead">${one.lead[lang]}</p>
  <div class="product-price">${price(site, one)}<p class="small muted">${t.product.tax} · <span data-points="${one.id}"></span></p></div>
  <form data-add="${one.id}" novalidate>${colourChoice(site, one)}${sizeChoice(site, one)}
    <div class="add-row"><label class="sr" for="quantity">${t.product.quantity}</label><input class="quantity-input" id="quantity" type="number" inputmode="numeric" min="1" max="99" value="1"><button class="button main">${t.product.add}</button></div>
    <div class="added" role="status" data-added></div></form>
  <p class="product-copy">${one.text[lang]}</p><h2 class="h3">${t.product.details}</h2><ul class="facts">${one.facts[lang].map((fact) => html`<li>${fact}</li>`)}</ul>
  <p class="delivery-line">${icons.truck}<span>${t.product.delivery}</span></p></div></div>
  <section class="section"><h2>${t.product.related}</h2>${grid(site, related)}</section><section class="section"><h2 class="sr">${t.help}</h2>${policyCards(site)}</section></div>` };
};

export { money };
