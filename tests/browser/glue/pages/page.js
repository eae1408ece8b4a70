// What a small shop's page does: puts its cart in, and shows the total without any element of ours.
(() => {
const lines = [
  { id: 'l1', sku: 'COAT-M', product: 'coat', quantity: 1, unit_price: 8900, categories: ['coats'], tax_rate: 21 },
  { id: 'l2', sku: 'SOCK-9', product: 'sock', quantity: 2, unit_price: 700, categories: ['socks'], tax_rate: 21 },
];
const shipping = {
  country: 'ES',
  postcode: '28001',
  method: 'standard',
  options: [{ id: 'standard', price: 495 }, { id: 'express', price: 995 }],
};

const queue = Array.isArray(window.Tendero) || window.Tendero?.version ? window.Tendero : (window.Tendero = []);
window.queueOfThePage = queue;
queue.push((tendero) => {
  window.t = tendero;
  window.heard = [];
  for (const name of ['change', 'price-changed', 'code', 'state', 'error']) {
    tendero.on(name, (detail) => window.heard.push([name, structuredClone(plain(detail))]));
  }
  tendero.on('change', ({ result }) => {
    const total = result.totals.find(({ type }) => type === 'total');
    document.querySelector('#total').textContent = String(total.amount);
  });
  if (!new URL(location.href).searchParams.has('quiet')) {
    window.first = tendero.cart.set({ id: 'c1', currency: 'EUR', lines, shipping });
  }
});

/** Errors are not cloneable with their members. */
function plain(detail) {
  return detail instanceof Error ? { code: detail.code, errors: detail.errors } : detail;
}
})();
