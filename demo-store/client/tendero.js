/**
 * Tendero as this shop uses it. The script tag may come late, or never: nothing here waits for it. What is handed to
 * `withTendero` runs when it is there.
 */
export function withTendero(use) {
  const page = /** @type {any} */ (window);
  (page.Tendero ||= []).push((tendero) => {
    try {
      const outcome = use(tendero);
      outcome?.catch?.(() => {});
    } catch {
      // the page goes on at list prices
    }
  });
}

/** The instance, once it is there. */
export let tendero;
withTendero((instance) => { tendero = instance; });

/** Calls `then` with the instance now and after each new answer. */
export function onPrices(then) {
  withTendero((instance) => {
    instance.on('change', () => then(instance));
    instance.on('state', () => then(instance));
    if (instance.result) then(instance);
  });
}
