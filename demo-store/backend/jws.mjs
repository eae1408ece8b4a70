/**
 * Compact JWS with Ed25519 and nothing but node:crypto: sign the shop's own tokens, verify those of Tendero.
 * The algorithm is fixed here; what a token's header claims is compared and never obeyed.
 */
import { createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';

const encode = (value) => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');

/** Signs a payload. `typ` says what the token is for, so that one kind can never pass for another. */
export function signToken({ kid, private_jwk: jwk }, typ, payload) {
  const text = `${encode({ alg: 'EdDSA', kid, typ })}.${encode(payload)}`;
  return `${text}.${sign(null, Buffer.from(text), createPrivateKey({ key: jwk, format: 'jwk' })).toString('base64url')}`;
}

/**
 * The payload of a token, after its signature, kind, audience and expiry held; otherwise it throws with what is wrong.
 * @param {string} token
 * @param {{typ: string, audience: string, findKey: (kid: string) => Promise<any>, now?: number}} expected `findKey`: the public JWK of a key id
 */
export async function readToken(token, { typ, audience, findKey, now = Date.now() }) {
  const [head, body, signature, ...rest] = String(token).split('.');
  if (!signature || rest.length) throw new Error('not a compact JWS');
  const header = JSON.parse(Buffer.from(head, 'base64url').toString());
  if (header.alg !== 'EdDSA' && header.alg !== 'Ed25519') throw new Error(`algorithm ${header.alg} is not accepted`);
  if (header.typ !== typ) throw new Error(`a token of kind ${header.typ}, not ${typ}`);
  const jwk = await findKey(header.kid);
  if (!jwk || jwk.crv !== 'Ed25519') throw new Error('signed by a key that is not known');
  const key = createPublicKey({ key: jwk, format: 'jwk' });
  if (!verify(null, Buffer.from(`${head}.${body}`), key, Buffer.from(signature, 'base64url'))) throw new Error('the signature does not fit');
  const payload = JSON.parse(Buffer.from(body, 'base64url').toString());
  if (payload.aud !== audience) throw new Error('made for another shop');
  if (!(payload.exp * 1000 > now)) throw new Error('expired');
  return payload;
}
