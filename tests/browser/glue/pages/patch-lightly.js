// What old libraries do to a page before anybody else runs: new enumerable members, a toJSON, wrapped built-ins.
Object.prototype.toJSON = function () { return 'patched'; };
Array.prototype.toJSON = function () { return 'patched'; };
Object.prototype.extra = function () {};
Array.prototype.last = function () { return this[this.length - 1]; };
Function.prototype.curry = function () {};
String.prototype.startsWithAny = function () {};
const { stringify } = JSON;
JSON.stringify = function (...given) { return stringify.apply(JSON, given); };
const { fetch } = window;
window.fetch = function (...given) { return fetch.apply(window, given); };
