/** Calls to the shop's own back end. */
let place;

/** Where it listens: `/shop.json`, written where the shop is deployed. */
const address = () => (place ??= fetch('/shop.json').then((answer) => answer.json()).then(({ backend }) => backend).catch((error) => {
  place = undefined;
  throw error;
}));

/** An answer that was not a success: `status` and the `body` with its `code`. */
export class BackendError extends Error {
  constructor(status, body) {
    super(body.code ?? `status ${status}`);
    this.status = status;
    this.body = body;
    this.code = body.code;
  }
}

const session = () => sessionStorage.getItem('orbayu.session');

/** @param {string} path @param {object} [body] sent by POST; without it the call is a GET */
export async function call(path, body, { timeoutMs = 20_000 } = {}) {
  const id = session();
  const answer = await fetch(await address() + path, {
    method: body ? 'POST' : 'GET',
    headers: { ...(body && { 'content-type': 'application/json' }), ...(id && { authorization: `Bearer ${id}` }) },
    ...(body && { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(timeoutMs),
  });
  const said = await answer.json();
  if (!answer.ok) throw new BackendError(answer.status, said);
  return said;
}
