/** Help with all policies, and the page that shows the rules. */
import { html } from './html.mjs';
import { policyIcons } from './icons.mjs';
import { categories, products } from '../catalogue/index.mjs';
import { button, categoryPath, crumbs, picture } from './site.mjs';

export const help = (site) => {
  const { t } = site;
  const h = t.help_page;
  return { title: h.title, description: h.lead, page: 'help', body: html`<div class="wrap narrow">${crumbs(site, [h.title])}<h1>${h.title}</h1><p class="lead">${h.lead}</p>
  ${t.policies.map(({ id, title, short, text }, index) => html`<section class="help" id="${id}"><h2>${policyIcons[index]}${title}</h2><p><strong>${short}</strong></p>${text.map((one) => html`<p>${one}</p>`)}</section>`)}
  <section class="help"><h2>${h.faq_title}</h2>${h.faq.map(([question, answer]) => html`<details class="policy"><summary><span><strong>${question}</strong></span></summary><div class="policy-text"><p>${answer}</p></div></details>`)}</section></div>` };
};

const publish = `curl -X PUT https://tendero.example/v1/rules \\
  -H "Authorization: Bearer $TENDERO_SECRET_KEY" \\
  -H "Idempotency-Key: $(uuidgen)" \\
  -H "Content-Type: application/json" \\
  --data-binary @ruleset.json`;

export const rules = (site) => {
  const { t, assets } = site;
  const r = t.rules_page;
  return { title: r.title, description: r.lead, page: 'rules', body: html`<div class="wrap rules" data-rules-page data-ruleset="${assets['ruleset.json']}">
  <div class="section-head"><h1>${r.title}</h1><p class="muted">${r.lead} ${r.note}</p></div>
  <div class="rules-columns">
    <section aria-labelledby="editor-title"><div class="rules-bar"><h2 id="editor-title">${r.editor}</h2><span class="small muted" data-revision></span><button type="button" class="button" data-reset>${r.reset}</button></div>
      <div class="editor" data-editor><p class="muted">${r.loading}</p></div>
      <div class="verdict" role="status" data-verdict></div><ul class="findings" data-findings></ul></section>
    <div class="rules-side">
      <section class="box" aria-labelledby="result-title"><h2 id="result-title">${r.result}</h2>
        <fieldset class="which"><legend class="sr">${r.which}</legend><label class="chip"><input type="radio" name="which" value="sample" checked><span>${r.sample}</span></label><label class="chip"><input type="radio" name="which" value="mine"><span>${r.mine}</span></label></fieldset>
        <div data-result></div></section>
      <section class="box" aria-labelledby="changes-title"><h2 id="changes-title">${r.changes}</h2><div role="status" data-changes></div></section>
      <section class="box" aria-labelledby="publish-title"><h2 id="publish-title">${r.publish_title}</h2><p class="small">${r.publish_text}</p><pre class="code-block" tabindex="0"><code>${publish}</code></pre></section>
      <section class="box" aria-labelledby="words-title"><h2 id="words-title">${r.words}</h2><ul class="words" data-words></ul></section>
    </div></div></div>` };
};

const shelves = (site) => html`<ul class="shelves">${categories.map((category) => html`<li><a href="${categoryPath(site.lang, category)}">
  ${picture(site, products.find(({ id }) => id === category.cover), undefined, { decorative: true })}<span>${category.name[site.lang]}</span></a></li>`)}</ul>`;

const lost = (site, heading) => html`<section class="section" lang="${site.lang}">${heading}<p class="lead">${site.t.missing.text}</p>
  <div class="section">${shelves(site)}</div><p>${button(site.t.paths.home, site.t.missing.home)}</p></section>`;

/** For an address that leads nowhere: one file for both languages, the reader's own first. */
export const missing = (site, other) => ({ title: site.t.missing.title, description: site.t.missing.text, page: 'missing', body: html`<div class="wrap missing">
  ${lost(site, html`<h1>${site.t.missing.title}</h1>`)}${lost(other, html`<h2>${other.t.missing.title}</h2>`)}</div>` });
