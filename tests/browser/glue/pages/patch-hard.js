// After our script has loaded, the page breaks what it can. Evaluated by the test.
(() => {
  const broken = () => { throw new Error('patched'); };
  JSON.stringify = () => '"patched"';
  JSON.parse = broken;
  for (const name of ['map', 'filter', 'find', 'forEach', 'includes', 'some', 'reduce', 'slice', 'concat', 'toJSON']) {
    Object.defineProperty(Array.prototype, name, { value: broken, configurable: true, writable: true, enumerable: true });
  }
  for (const name of ['normalize', 'trim', 'split', 'replace', 'startsWith', 'toUpperCase']) String.prototype[name] = broken;
  Object.prototype.quantity = 7;
  Object.prototype.toJSON = () => 'patched';
  Object.keys = broken;
  Object.assign = broken;
  Promise.prototype.then = new Proxy(Promise.prototype.then, {});
  window.fetch = broken;
  window.setTimeout = broken;
  window.queueMicrotask = broken;
  Date.now = () => 0;
  Math.min = broken;
})();
