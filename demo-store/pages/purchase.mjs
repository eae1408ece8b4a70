/** Cart, checkout and confirmation: the frame in HTML; the cart itself is in the shopper's browser and filled in by script. */
import { countries } from '../catalogue/delivery.mjs';
import { fill, html } from './html.mjs';
import { icons } from './icons.mjs';
import { policyCards } from './layout.mjs';
import { button, categoryPath } from './site.mjs';
import { categories } from '../catalogue/index.mjs';

/** @param {any} site @param {string} id @param {string} [autocomplete] */
const countrySelect = ({ t }, id, autocomplete) => html`<select id="${id}"${autocomplete ? html` autocomplete="${autocomplete}"` : ''}>${countries.map((code) => html`<option value="${code}">${t.countries[code]}</option>`)}</select>`;

/** The amounts: the shop's own at list prices inside, Tendero's when there is an answer. */
const summary = html`<tendero-summary class="sum"><dl class="sum-list" data-list-prices></dl></tendero-summary>`;

const tryCodes = ({ t }) => html`<details class="try"><summary>${icons.tag}<span>${t.cart_page.codes_title}</span>${icons.chevron}</summary><p class="small muted">${t.cart_page.codes_text}</p>
  <ul>${t.cart_page.codes.map(([code, text]) => html`<li><button type="button" class="code" data-try-code="${code}">${code}</button><span class="small">${text}</span></li>`)}</ul><p class="small" role="status" data-try-status></p></details>`;

const bones = (count) => html`<div class="bones" aria-hidden="true">${Array.from({ length: count }, () => html`<div class="bone-row"><span></span><span></span></div>`)}</div>`;

export const cart = (site) => {
  const { t, lang } = site;
  const c = t.cart_page;
  return { title: c.title, page: 'cart', body: html`<div class="wrap cart" data-cart-page><h1>${c.title}</h1>
  <div data-loading><p class="sr">${c.loading}</p>${bones(2)}</div>
  <div class="empty" data-empty hidden><p class="empty-title">${c.empty_title}</p><p class="muted">${c.empty_text}</p>${button(categoryPath(lang, categories[0]), c.empty_button)}</div>
  <div class="cart-columns" data-full hidden>
    <div><tendero-shipping-bar class="bar"><p class="small muted">${c.delivery}</p></tendero-shipping-bar><h2 class="sr">${c.title}</h2><ul class="lines" data-lines></ul>
      <p class="undo" role="status" data-undo></p>
      <tendero-offers class="near"><span></span></tendero-offers>
      <p><a href="${t.paths.home}">${c.keep}</a></p></div>
    <aside class="box" aria-labelledby="sum-title"><h2 id="sum-title">${c.summary}</h2>
      <div class="pay-bar"><span class="pay-total"><span class="small muted">${t.checkout.summary}</span><strong data-total></strong></span>${button(t.paths.checkout, c.checkout)}</div>
      <form class="destination" data-destination novalidate><p class="destination-title">${c.destination}</p><div class="two"><div><label for="cart-country">${c.country}</label>${countrySelect(site, 'cart-country')}</div>
        <div><label for="cart-postcode">${c.postcode}</label><input id="cart-postcode" autocomplete="postal-code" maxlength="10"></div></div></form>
      <tendero-coupon class="coupon"></tendero-coupon>
      ${tryCodes(site)}
      <tendero-points class="points"><span></span></tendero-points>${summary}</aside>
  </div>
  <section class="section" data-policies hidden><h2 class="sr">${t.help}</h2>${policyCards(site)}</section></div>` };
};

/** @param {string} id @param {string} label @param {{type?: string, autocomplete?: string, help?: string, required?: boolean, mode?: string, max?: number}} [how] */
const field = (id, label, { type = 'text', autocomplete, help, required = true, mode, max } = {}) => html`<div class="field"><label for="${id}">${label}</label>
  <input id="${id}" type="${type}"${autocomplete ? html` autocomplete="${autocomplete}"` : ''}${mode ? html` inputmode="${mode}"` : ''}${max ? html` maxlength="${max}"` : ''}${required ? html` required` : ''} aria-describedby="${id}-note">
  <p class="field-note" id="${id}-note" data-note="${help ?? ''}">${help}</p></div>`;

const option = (name, value, title, text, extra) => html`<label class="option"><input type="radio" name="${name}" value="${value}"><span class="option-text"><strong>${title}</strong><span class="small muted">${text}</span></span>${extra}</label>`;

const step = ({ t }, name, number, content) => html`<li class="step" data-step="${name}"><div class="step-head"><h2 id="step-${name}" tabindex="-1"><span class="step-number" aria-hidden="true">${number}</span><span class="sr">${fill(t.checkout.step_of, { number })}: </span>${t.checkout.steps[name]}</h2>
  <p class="step-said" data-said></p><button type="button" class="link" data-edit hidden>${t.checkout.edit}<span class="sr"> ${t.checkout.steps[name]}</span></button></div>
  <form class="step-form" novalidate aria-labelledby="step-${name}" hidden>${content}</form></li>`;

const addressStep = (site) => {
  const a = site.t.checkout.address;
  return html`<fieldset><legend>${a.legend}</legend>${field('email', a.email, { type: 'email', autocomplete: 'email', help: a.email_help, mode: 'email' })}
  ${field('name', a.name, { autocomplete: 'name' })}${field('street', a.street, { autocomplete: 'street-address' })}
  <div class="field"><label for="country">${a.country}</label>${countrySelect(site, 'country', 'country')}<p class="field-note"></p></div>
  <div class="two">${field('postcode', a.postcode, { autocomplete: 'postal-code', max: 10 })}${field('city', a.city, { autocomplete: 'address-level2' })}</div>
  ${field('phone', a.phone, { type: 'tel', autocomplete: 'tel', help: a.phone_help, required: false, mode: 'tel' })}</fieldset>
  <button class="button main wide">${a.next}</button>`;
};

const deliveryStep = ({ t }) => {
  const d = t.checkout.delivery;
  return html`<fieldset><legend>${d.legend}</legend><div class="options">${['standard', 'express', 'pickup'].map((id) => option('method', id, d[id], d[`${id}_text`], html`<span class="option-price" data-method-price="${id}"></span>`))}</div><p class="field-error" data-delivery-error hidden></p></fieldset>
  <button class="button main wide">${d.next}</button>`;
};

const paymentStep = ({ t }) => {
  const p = t.checkout.payment;
  return html`<fieldset><legend>${p.legend}</legend><p class="demo-note">${p.demo}</p><div class="options">
  <div data-saved-card hidden>${option('payment', 'saved', p.saved, p.saved_text)}</div>${option('payment', 'card', p.card, p.card_text)}
  <div class="card-fields" data-card>${field('card-number', p.number, { autocomplete: 'cc-number', mode: 'numeric', max: 23 })}<div class="two">${field('card-expiry', p.expiry, { autocomplete: 'cc-exp', mode: 'numeric', max: 5 })}${field('card-cvc', p.cvc, { autocomplete: 'cc-csc', mode: 'numeric', max: 4 })}</div></div>
  ${option('payment', 'bizum', p.bizum, p.bizum_text)}</div></fieldset><button class="button main wide">${p.next}</button>`;
};

const reviewStep = ({ t }) => {
  const r = t.checkout.review;
  return html`<fieldset><legend>${r.legend}</legend><h3 class="h3">${r.goods}</h3><ul class="lines small-lines" data-lines></ul><p class="small muted">${r.terms} <a href="${t.paths.help}">${t.help}</a></p></fieldset>
  <div class="pay-problem" role="alert" data-problem></div>
  <div class="pay-problem" data-list-way hidden><p class="problem-title">${r.list_title}</p><p>${r.list_text}</p><div class="buttons"><button type="button" class="button" data-again>${r.again}</button><button type="button" class="button" data-pay-list></button></div></div>
  <button class="button main wide" data-pay>${r.pay}</button>`;
};

export const checkout = (site) => {
  const { t, lang } = site;
  const c = t.checkout;
  return { title: c.title, page: 'checkout', plain: true, body: html`<div class="wrap checkout" data-checkout data-done="${t.paths.done}"><h1>${c.title}</h1>
  <div data-loading><p class="sr">${c.loading}</p>${bones(4)}</div>
  <div class="empty" data-empty hidden><p class="empty-title">${c.empty}</p>${button(categoryPath(lang, categories[0]), t.cart_page.empty_button)}</div>
  <div class="checkout-columns" data-full hidden>
    <aside class="box order-box" aria-label="${c.summary}">
      <button type="button" class="order-toggle" aria-expanded="false" aria-controls="order-detail">${icons.bag}<span><span class="order-word">${c.summary_show}</span> <span class="small muted" data-items></span></span>${icons.chevron}<strong data-total></strong></button>
      <div id="order-detail" class="order-detail"><h2 class="order-title">${c.summary}</h2><ul class="lines small-lines" data-lines></ul><tendero-coupon class="coupon"></tendero-coupon><tendero-points class="points"><span></span></tendero-points>${summary}</div></aside>
    <div><div class="express" data-express hidden><p><strong>${c.express_title}</strong> <span class="small muted" data-express-text></span></p><button type="button" class="button">${icons.bolt}${c.express}</button></div>
      <p class="small muted hint">${c.hint}</p>
      <ol class="steps">${step(site, 'address', 1, addressStep(site))}${step(site, 'delivery', 2, deliveryStep(site))}${step(site, 'payment', 3, paymentStep(site))}${step(site, 'review', 4, reviewStep(site))}</ol>
      <section class="section"><h2 class="h3">${c.help}</h2>${policyCards(site)}</section></div>
  </div></div>` };
};

export const done = (site) => {
  const { t } = site;
  const d = t.done;
  return { title: d.title, page: 'done', plain: true, body: html`<div class="wrap narrow done"><div data-order hidden><p class="done-mark">${icons.check}</p><h1>${d.title}</h1><p class="lead" data-lead>${d.lead}</p>
  <p class="notice" data-pending hidden>${d.pending}</p>
  <dl class="done-list"><div><dt>${d.number}</dt><dd data-number></dd></div><div><dt>${d.to}</dt><dd data-to></dd></div><div><dt>${d.delivery}</dt><dd data-method></dd></div><div><dt>${d.paid}</dt><dd data-paid></dd></div></dl>
  <ul class="lines small-lines" data-lines></ul><p class="done-saved" data-saved data-text="${d.saved}"></p><p class="small" data-done-points data-text="${d.points}"></p>
  <h2>${d.next_title}</h2><ol class="next">${d.next.map((one) => html`<li data-text="${one}">${one}</li>`)}</ol></div>
  <div class="empty" data-no-order><h1>${d.none_title}</h1><p class="muted">${d.none_text}</p></div><p>${button(t.paths.home, d.again, '')}</p></div>` };
};
