/** Made by build.mjs from the catalogue. */
declare module 'shop:catalogue' {
  const slim: { products: any[]; colours: Record<string, { es: string; en: string }> };
  export default slim;
}
