// The pages of the tests: a cart with every element, and variants that misbehave.

const tag = (attributes = '') =>
  `<script async src="/tendero/tendero.js" data-rules="/v1/rules" data-server="/" data-key="pk_test_00000000" data-elements ${attributes}></script>`;

const body = `<main>
<h1>Carrito</h1>
<tendero-status></tendero-status>
<tendero-link-offer></tendero-link-offer>
<section><h2>Productos</h2>
<ul><li>Abrigo <tendero-line line="l1">89,00 €</tendero-line></li>
<li>Calcetines × 2 <tendero-line line="l2">14,00 €</tendero-line></li></ul>
<tendero-offers></tendero-offers></section>
<aside aria-label="Resumen"><h2>Resumen</h2>
<tendero-shipping-bar></tendero-shipping-bar>
<tendero-summary></tendero-summary>
<tendero-points></tendero-points>
<tendero-coupon></tendero-coupon>
<p>Total: <output id="total"></output></p>
<p><a href="/second.html">Seguir comprando</a></p></aside>
</main>`;

/** @param {{head?: string, end?: string, script?: string, content?: string, lang?: string}} [parts] */
const page = ({ head = '', end = '', script = tag(), content = body, lang = 'es' } = {}) => `<!doctype html>
<html lang="${lang}"><head><meta charset="utf-8"><title>Tienda</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,"><link rel="stylesheet" href="/tendero/tendero.css"><link rel="stylesheet" href="/pages/shop.css">${head}${script}</head>
<body>${content}<script src="/pages/page.js"></script>${end}</body></html>`;

/** @type {Record<string, string>} */
export const pages = {
  '/': page(),
  '/second.html': page(),
  '/english.html': page({ lang: 'en' }),
  '/bare.html': page({ script: tag().replace(' data-elements ', ' '), content: '<main><h1>x</h1><output id="total"></output></main>' }),
  '/nonce.html': page({ script: tag('nonce="r4nd0m"') }).replace('<script src="/pages', '<script nonce="r4nd0m" src="/pages'),
  '/twice.html': page({ end: tag() }),
  '/blocking.html': page({ script: '', end: tag() }),
  '/clobbered.html': page({
    content: `<form id="Tendero"><input name="push"></form><img name="tendero" alt=""><img name="currentScript" alt="">
      <img name="documentElement" alt=""><img name="dispatchEvent" alt=""><img name="head" alt="">${body}`,
  }),
  '/patched-before.html': page({ head: '<script src="/pages/patch-lightly.js"></script>' }),
  '/patched-after.html': page(),
  '/fast-poll.html': page({ script: tag('data-poll-ms="300"') }),
};
