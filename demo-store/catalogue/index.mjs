/**
 * The catalogue: the one place where prices come from. The page generator prints it, the back end signs carts with it.
 */
import { categories } from './categories.mjs';
import { colours } from './colours.mjs';
import { coats, knits, mugs } from './products.mjs';
import { lamps, home, umbrellas } from './products-home.mjs';

export { categories, colours };
export const DEFAULT_TAX = 21;

const skuPart = (text) => text.replace(/[–× ]+/g, '-').toUpperCase();

/** The SKU of one colour and size, for example `NORDES-MUSTARD-M`. It also serves as the id of its cart line. */
export const skuOf = (product, colour, size) =>
  [product.id, colour, size].filter(Boolean).map(skuPart).join('-');

const withVariants = (product) => ({
  tax: DEFAULT_TAX,
  ...product,
  variants: product.colours.flatMap((colour) =>
    (product.sizes ?? [null]).map((size) => ({ sku: skuOf(product, colour, size), colour, size }))),
});

export const products = [...coats, ...knits, ...mugs, ...lamps, ...home, ...umbrellas].map(withVariants);

export const productById = new Map(products.map((product) => [product.id, product]));

/** SKU → {product, variant}. */
export const variantBySku = new Map(
  products.flatMap((product) => product.variants.map((variant) => [variant.sku, { product, variant }])));

/** The cart line that Tendero understands, for one SKU and a quantity. `undefined` for an unknown SKU. */
export function cartLine(sku, quantity) {
  const found = variantBySku.get(sku);
  if (!found) return undefined;
  const { product } = found;
  return {
    id: sku, sku, product: product.id, quantity, unit_price: product.price,
    ...(product.list ? { list_price: product.list } : {}),
    categories: [product.category], tags: product.tags, brand: 'orbayu', tax_rate: product.tax, weight: product.weight,
  };
}
