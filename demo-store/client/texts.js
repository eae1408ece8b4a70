/** The page's language, its texts, and numbers as people write them. */
import es from '../content/client/es.mjs';
import en from '../content/client/en.mjs';

export const lang = document.documentElement.lang === 'en' ? 'en' : 'es';
export const t = lang === 'en' ? en : es;

/** A text with `{name}` filled in. */
export const say = (text, values = {}) => text.replace(/\{(\w+)\}/g, (_, name) => String(values[name] ?? ''));

const amounts = new Intl.NumberFormat(t.locale, { style: 'currency', currency: 'EUR' });
/** Cents as an amount. */
export const money = (cents) => amounts.format(cents / 100);
export const date = (value) => new Intl.DateTimeFormat(t.locale, { dateStyle: 'medium' }).format(new Date(value));
