/** Checking form fields, with the reason beside the field; the first wrong one gets the focus. */
import { postcodePattern } from '../catalogue/delivery.mjs';
import { announce, find } from './dom.js';
import { say, t } from './texts.js';

const digits = (text) => text.replace(/\D/g, '');

function luhn(number) {
  let sum = 0;
  [...number].reverse().forEach((sign, index) => {
    const value = Number(sign) * (index % 2 ? 2 : 1);
    sum += value > 9 ? value - 9 : value;
  });
  return number.length >= 13 && sum % 10 === 0;
}

export const checks = {
  email: (text) => (/^\S+@\S+\.\S+$/.test(text) ? '' : t.error_email),
  postcode: (text, form) => (postcodePattern[find('#country', form).value].test(text) ? '' : t.error_postcode),
  'card-number': (text) => (luhn(digits(text)) ? '' : t.error_card),
  'card-expiry': (text) => (/^(0[1-9]|1[0-2])\s*\/\s*\d{2}$/.test(text) ? '' : t.error_expiry),
  'card-cvc': (text) => (/^\d{3,4}$/.test(text) ? '' : t.error_cvc),
};

/** Shows what is wrong with one field, or that it is right. @returns {string} the reason, empty if right */
function check(input, form) {
  const text = input.value.trim();
  const wrong = !text ? (input.required ? t.error_required : '') : checks[input.id]?.(text, form) ?? '';
  const note = find(`#${input.id}-note`, form);
  note.textContent = wrong || note.dataset.note;
  note.classList.toggle('field-error', Boolean(wrong));
  input.setAttribute('aria-invalid', String(Boolean(wrong)));
  return wrong;
}

/** @returns {boolean} whether all of them hold; otherwise the first wrong one has the focus */
export function valid(form, ids) {
  const inputs = ids.map((id) => find(`#${id}`, form));
  const wrong = inputs.filter((input) => check(input, form));
  if (!wrong.length) return true;
  announce(say(t.errors_found, { fields: wrong.map(({ labels }) => labels[0].textContent).join(', ') }));
  wrong[0].focus();
  return false;
}

/** A field that was wrong is looked at again as it is mended. */
export const recheck = (form) => form.addEventListener('input', ({ target }) => {
  if (target.getAttribute('aria-invalid') === 'true') check(target, form);
});
