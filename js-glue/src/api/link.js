/**
 * A code in the page's own address (`?code=X`): offered, never applied by itself, and taken out of the address once
 * the shopper has decided.
 */
export class LinkOffer {
  #parameter;
  #apply;
  /** @type {string | undefined} */
  code;

  /**
   * @param {string} parameter
   * @param {(code: string) => Promise<any>} apply
   */
  constructor(parameter, apply) {
    this.#parameter = parameter;
    this.#apply = apply;
    const found = globalThis.location && new URL(location.href).searchParams.get(parameter);
    this.code = found?.trim().slice(0, 64) || undefined;
  }

  /** Applies the code, as the shopper asked, and leaves the address. */
  async accept() {
    const { code } = this;
    this.dismiss();
    return code === undefined ? undefined : this.#apply(code);
  }

  /** Leaves the address without applying anything. */
  dismiss() {
    if (this.code === undefined) return;
    this.code = undefined;
    const url = new URL(location.href);
    url.searchParams.delete(this.#parameter);
    history.replaceState(history.state, '', url.href);
  }
}
