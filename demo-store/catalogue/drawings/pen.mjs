/**
 * The hand that draws every product: flat colour printed a little beside an ink line, as a two-colour print comes off the press.
 * Paths use absolute commands only, so that `mirror` can turn them round the middle of the 400 × 400 sheet.
 */
export const SHEET = 400;
const INK = '#2b302f';
const SLIP = [5, 4]; // how far the colour plate lies beside the line plate

/** The same path, turned round the vertical middle line. Absolute M L C Q S T Z only. */
export function mirror(path) {
  let index = 0;
  return path.replace(/[A-Za-z]|-?\d+(?:\.\d+)?/g, (token) => {
    if (/[A-Za-z]/.test(token)) { index = 0; return token; }
    return index++ % 2 === 0 ? String(SHEET - Number(token)) : token;
  });
}

export const circle = (cx, cy, r) =>
  `M${cx - r} ${cy}A${r} ${r} 0 1 1 ${cx + r} ${cy}A${r} ${r} 0 1 1 ${cx - r} ${cy}Z`;
export const ellipse = (cx, cy, rx, ry) =>
  `M${cx - rx} ${cy}A${rx} ${ry} 0 1 1 ${cx + rx} ${cy}A${rx} ${ry} 0 1 1 ${cx - rx} ${cy}Z`;

export class Pen {
  #layers = [];
  #fills = [];
  #lines = [];
  #clips = [];
  #clip = null;

  /** Flat colour, no outline. */
  fill(path, colour, opacity = 1) {
    this.#fills.push(this.#inside(`<path d="${path}" fill="${colour}"${opacity < 1 ? ` fill-opacity="${opacity}"` : ''}/>`));
    return this;
  }

  /** A stripe of flat colour. */
  stripe(path, colour, width) {
    this.#fills.push(this.#inside(`<path d="${path}" fill="none" stroke="${colour}" stroke-width="${width}" stroke-linecap="round" stroke-linejoin="round"/>`));
    return this;
  }

  /** An ink line. */
  line(path, width = 4) {
    this.#lines.push(this.#inside(`<path d="${path}"${width === 4 ? '' : ` stroke-width="${width}"`}/>`));
    return this;
  }

  /** Colour and outline. */
  shape(path, colour, width = 4) {
    return this.fill(path, colour).line(path, width);
  }

  /** Colour and outline, both sides. */
  pair(path, colour, width = 4) {
    return this.shape(path, colour, width).shape(mirror(path), colour, width);
  }

  /** Whatever `draw` puts down stays inside `path`. */
  within(path, draw) {
    const id = `c${this.#clips.length}`;
    this.#clips.push(`<clipPath id="${id}"><path d="${path}"/></clipPath>`);
    const outer = this.#clip;
    this.#clip = id;
    draw(this);
    this.#clip = outer;
    return this;
  }

  /** What follows is drawn over everything so far, lines included: for a thing that stands in front of another. */
  front() {
    this.#layers.push([this.#fills, this.#lines]);
    this.#fills = [];
    this.#lines = [];
    return this;
  }

  #inside(markup) {
    return this.#clip ? `<g clip-path="url(#${this.#clip})">${markup}</g>` : markup;
  }

  /** The finished sheet. `tint` is the paper, `shadow` the ground under the thing: [cx, cy, rx]. */
  svg(tint, shadow = [200, 352, 120], [width, height] = [SHEET, SHEET]) {
    const [cx, cy, rx] = shadow;
    this.front();
    const printed = this.#layers.map(([fills, lines]) => `<g transform="translate(${SLIP})">${fills.join('')}</g>`
      + `<g fill="none" stroke="${INK}" stroke-width="4" stroke-linecap="round" stroke-linejoin="round">${lines.join('')}</g>`);
    return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">`
      + (this.#clips.length ? `<defs>${this.#clips.join('')}</defs>` : '')
      + `<rect width="${width}" height="${height}" fill="${tint}"/>`
      + (rx ? `<ellipse cx="${cx}" cy="${cy}" rx="${rx}" ry="${Math.max(8, rx / 9)}" fill="${INK}" fill-opacity=".13"/>` : '')
      + `${printed.join('')}</svg>`;
  }
}

export { INK };
