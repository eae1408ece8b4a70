/** The frame of every page: head, header with account and cart, footer with the policies. */
import { customers } from '../backend/customers.mjs';
import { categories } from '../catalogue/index.mjs';
import { html } from './html.mjs';
import { icons, policyIcons } from './icons.mjs';
import { categoryPath } from './site.mjs';

const logo = html`<svg class="logo" viewBox="0 0 28 32" width="28" height="32" aria-hidden="true"><path d="M14 2C18 9 24 13.500 24 20a10 10 0 0 1-20 0C4 13.500 10 9 14 2Z"/><path class="logo-wave" d="M6 21c2.600-2.400 5.300-2.400 8 0s5.400 2.400 8 0"/></svg>`;

const account = ({ t }) => html`<details class="menu" data-account>
  <summary class="head-link">${icons.user}<span data-account-name>${t.account.sign_in}</span></summary>
  <div class="menu-box">
    <div data-signed-out>
      <p class="menu-title">${t.account.title}</p><p class="small muted">${t.account.text}</p>
      <ul>${customers.map(({ id, name, note }) => html`<li><button type="button" class="menu-choice" data-sign-in="${id}">${name}<span class="small muted">${t.account.notes[note]}</span></button></li>`)}</ul>
    </div>
    <div data-signed-in hidden><p class="menu-title" data-account-title></p><button type="button" class="button" data-sign-out>${t.account.sign_out}</button></div>
    <p class="small" role="status" data-account-status></p>
  </div></details>`;

const header = (site) => {
  const { t, lang, page, plain } = site;
  return html`<header class="head">
  <p class="strip">${t.notice}</p>
  <div class="head-row wrap">
    <a class="brand" href="${t.paths.home}">${logo}<span>${t.brand}</span></a>
    <div class="head-tools">
      ${account(site)}
      <a class="head-link" href="${t.paths.cart}" data-cart-link>${icons.bag}<span class="head-word">${t.cart}</span><span class="count" data-cart-count hidden></span><span class="sr" data-cart-unit></span></a>
    </div>
  </div>
  ${!plain && html`<nav class="wrap nav" aria-label="${t.menu}"><ul>${categories.map((category) => html`<li><a href="${categoryPath(lang, category)}"${page === category.id ? html` aria-current="page"` : ''}>${category.name[lang]}</a></li>`)}</ul></nav>`}
</header>`;
};

const footer = ({ t, lang, alternate }) => html`<footer class="foot"><div class="wrap foot-grid">
  <div><p class="foot-brand">${t.brand}</p><p>${t.footer.about}</p><p class="small muted">${t.footer.made}</p></div>
  <nav aria-label="${t.footer.shop}"><p class="foot-title">${t.footer.shop}</p><ul>${categories.map((category) => html`<li><a href="${categoryPath(lang, category)}">${category.name[lang]}</a></li>`)}</ul></nav>
  <nav aria-label="${t.footer.info}"><p class="foot-title">${t.footer.info}</p><ul>
    ${t.policies.map(({ id, title }) => html`<li><a href="${t.paths.help}#${id}">${title}</a></li>`)}
    <li><a href="${t.paths.rules}">${t.rules}</a></li>
    <li><a href="${alternate}" hreflang="${lang === 'es' ? 'en' : 'es'}" lang="${lang === 'es' ? 'en' : 'es'}">${t.other}</a></li></ul></nav>
</div></footer>`;

/** Policies, one tap away: on the product, in the cart and under each step of the checkout. */
export const policyCards = ({ t }) => html`<div class="policies">${t.policies.map(({ id, title, short, text }, index) => html`
  <details class="policy" name="policies"><summary>${policyIcons[index]}<span><strong>${title}</strong><span class="small muted">${short}</span></span>${icons.chevron}</summary>
  <div class="policy-text">${text.map((one) => html`<p>${one}</p>`)}<p><a href="${t.paths.help}#${id}">${t.help}: ${title}</a></p></div></details>`)}</div>`;

/**
 * A whole document. `page` names the script part that the page needs; `alternate` is the same page in the other language.
 */
export function document(site, { title, description, body, page = '', plain = false }) {
  const { t, lang, assets, alternate } = site;
  const full = title ? `${title} · ${t.brand}` : `${t.brand} · ${t.tagline}`;
  return String(html`<!doctype html>
<html lang="${lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${full}</title><meta name="description" content="${description ?? t.hero.text}">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="${assets['icon.svg']}" type="image/svg+xml">
<link rel="alternate" hreflang="${lang === 'es' ? 'en' : 'es'}" href="${alternate}">
<link rel="stylesheet" href="/tendero/tendero.css">
<link rel="stylesheet" href="${assets['shop.css']}">
<script type="module" src="${assets['main.js']}"></script>
<script async src="/tendero/tendero.js" data-rules="/v1/rules" data-server="/" data-key="${site.key}" data-locale="${t.locale}" data-currency="EUR" data-elements></script>
</head>
<body data-page="${page}"><a class="skip" href="#main">${t.skip}</a>
${header({ ...site, page, plain })}
<div class="wrap"><tendero-link-offer></tendero-link-offer><tendero-status></tendero-status></div>
<noscript><p class="wrap notice">${t.noscript}</p></noscript>
<main id="main" tabindex="-1">${body}</main>
${footer(site)}
<p class="sr" role="status" data-says></p>
</body></html>
`);
}
