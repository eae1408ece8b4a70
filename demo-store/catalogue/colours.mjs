/**
 * The colours that products come in: main tone, darker tone for shade and folds, lighter tone for details, and names.
 * @typedef {{name: {es: string, en: string}, main: string, dark: string, light: string}} Colour
 * @type {Record<string, Colour>}
 */
export const colours = {
  mustard: { name: { es: 'Mostaza', en: 'Mustard' }, main: '#e2a93b', dark: '#bd8420', light: '#f4d48a' },
  navy: { name: { es: 'Marino', en: 'Navy' }, main: '#2f4a6d', dark: '#1f3450', light: '#7f9cc0' },
  moss: { name: { es: 'Musgo', en: 'Moss' }, main: '#6f8255', dark: '#53653c', light: '#b4c39a' },
  brick: { name: { es: 'Teja', en: 'Brick' }, main: '#c4593f', dark: '#9c402a', light: '#ecaa93' },
  sand: { name: { es: 'Arena', en: 'Sand' }, main: '#d9c09a', dark: '#b8996b', light: '#f1e4cb' },
  camel: { name: { es: 'Camel', en: 'Camel' }, main: '#b9834f', dark: '#94632f', light: '#e2bf98' },
  bottle: { name: { es: 'Verde botella', en: 'Bottle green' }, main: '#2c5b4c', dark: '#1d4236', light: '#86b3a2' },
  fog: { name: { es: 'Niebla', en: 'Fog' }, main: '#a9b5b8', dark: '#84939a', light: '#dde4e4' },
  cream: { name: { es: 'Crudo', en: 'Cream' }, main: '#f0e6d2', dark: '#d3c3a3', light: '#fbf6ea' },
  berry: { name: { es: 'Mora', en: 'Berry' }, main: '#7d3f5c', dark: '#5d2b43', light: '#c493ab' },
  sky: { name: { es: 'Cielo', en: 'Sky' }, main: '#8fb8cc', dark: '#6695ad', light: '#cfe3ec' },
  charcoal: { name: { es: 'Antracita', en: 'Charcoal' }, main: '#4a4e52', dark: '#33373a', light: '#9aa0a5' },
  brass: { name: { es: 'Latón', en: 'Brass' }, main: '#c9a24b', dark: '#9f7c2d', light: '#ecd595' },
  rose: { name: { es: 'Rosa palo', en: 'Dusty rose' }, main: '#d99f98', dark: '#b97a73', light: '#f2d3cd' },
};
