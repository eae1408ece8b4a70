/** The catalogue as the page knows it (made by build.mjs): enough to show a cart; what counts is signed by the back end. */
import slim from 'shop:catalogue';
import { lang } from './texts.js';

export const products = new Map(slim.products.map((product) => [product.id, product]));
const variants = new Map(slim.products.flatMap((product) => product.variants.map((variant) => [variant.sku, { product, variant }])));

/** @returns {{product: any, variant: any} | undefined} */
export const bySku = (sku) => variants.get(sku);

/** The name of one SKU with its colour and size. */
export function describe(sku) {
  const { product, variant } = variants.get(sku);
  const details = [slim.colours[variant.colour][lang], variant.size].filter(Boolean).join(', ');
  return { name: product.name[lang], details, image: product.images[variant.colour], path: product.path[lang], price: product.price };
}

/** The cart line that Tendero prices. The same members as the back end signs, so that both see the same cart. */
export function lineOf(sku, quantity) {
  const { product } = variants.get(sku);
  return {
    id: sku, sku, product: product.id, quantity, unit_price: product.price, ...(product.list && { list_price: product.list }),
    categories: [product.category], tags: product.tags, brand: 'orbayu', tax_rate: product.tax, weight: product.weight,
  };
}
