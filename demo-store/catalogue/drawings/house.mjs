/** Blankets, cushion, candle, doormat. */
import { circle, ellipse } from './pen.mjs';

/** A folded blanket: the front fold, two layers under it, a fringe. `weave` draws the pattern on the front. */
function blanket(pen, c, weave) {
  const front = 'M92 150 C92 138 100 132 112 132 L288 132 C300 132 308 138 308 150 L308 262 C308 274 300 280 288 280 L92 280 Z';
  pen.shape('M92 280 L300 280 C316 280 316 310 300 310 L92 310 C84 304 84 286 92 280 Z', c.light).shape('M92 310 L300 310 C316 310 316 340 300 340 L92 340 C84 334 84 316 92 310 Z', c.dark);
  pen.shape('M92 150 C92 100 108 92 128 92 L296 92 C312 92 320 104 318 120 L308 150 C308 138 300 132 288 132 L112 132 C100 132 92 138 92 150 Z', c.dark);
  pen.fill(front, c.main).within(front, weave).line(front);
  for (let x = 98; x <= 302; x += 12) pen.line(`M${x} 280 L${x - 3} 302`, 3);
}
export const blanketPlaid = (pen, c) => blanket(pen, c, (p) => {
  for (const x of [124, 188, 252]) p.fill(`M${x} 120 L${x + 26} 120 L${x + 26} 290 L${x} 290 Z`, c.dark, 0.75);
  for (const y of [156, 214, 262]) p.fill(`M80 ${y} L320 ${y} L320 ${y + 22} L80 ${y + 22} Z`, c.dark, 0.75);
  for (const x of [114, 178, 242, 300]) p.stripe(`M${x} 120 L${x} 290`, c.light, 4);
  for (const y of [146, 204, 252]) p.stripe(`M80 ${y} L320 ${y}`, c.light, 4);
});
export const blanketHerringbone = (pen, c) => blanket(pen, c, (p) => {
  for (let column = 0; column < 10; column++) for (let y = 110; y < 300; y += 15) {
    const x = 88 + column * 24; const up = column % 2 ? 12 : 0;
    p.stripe(`M${x} ${y + up} L${x + 24} ${y + 12 - up}`, c.light, 4.5);
  }
});

export function cushion(pen, c) {
  const body = 'M84 112 C150 128 250 128 316 112 C302 180 302 240 318 318 C250 302 150 302 82 318 C98 240 98 180 84 112 Z';
  pen.shape(body, c.main);
  pen.within(body, (p) => {
    p.fill('M262 100 L330 100 L330 330 L270 330 C254 250 252 180 262 100 Z', c.dark, 0.4);
    for (let row = 0; row < 5; row++) {
      const y = 160 + row * 32;
      p.stripe(`M70 ${y} C94 ${y - 22} 118 ${y - 22} 142 ${y} C166 ${y + 22} 190 ${y + 22} 214 ${y} C238 ${y - 22} 262 ${y - 22} 286 ${y} C300 ${y + 12} 316 ${y + 14} 330 ${y + 8}`, c.light, 6);
    }
  });
  pen.line(body);
  for (const [x, y, dx, dy] of [[84, 112, -16, -14], [316, 112, 16, -14], [82, 318, -16, 14], [318, 318, 16, 14]]) pen.line(`M${x} ${y} L${x + dx} ${y + dy}`, 6);
}

export function candle(pen, c) {
  pen.fill(circle(200, 112, 74), '#fff3c4', 0.7);
  const glass = 'M126 168 L274 168 L268 328 C240 342 160 342 132 328 Z';
  pen.shape(glass, c.main);
  pen.within(glass, (p) => p.fill('M238 160 L280 160 L272 345 L232 345 Z', c.dark, 0.5));
  pen.shape(ellipse(200, 168, 74, 17), '#fbf1da');
  pen.line('M200 166 L200 142', 4);
  pen.shape('M200 84 C218 108 222 124 212 138 C206 146 194 146 188 138 C178 124 182 108 200 84 Z', '#e2a93b', 3);
  pen.shape('M152 214 L248 214 L248 300 L152 300 Z', '#fbf6ea', 3);
  // a fern
  pen.line('M200 290 C198 264 202 244 212 226', 3);
  for (const [y, s] of [[276, 1], [268, -1], [258, 1], [250, -1], [241, 1]]) pen.line(`M${200 + (276 - y) / 5} ${y} C${200 + s * 14} ${y - 10} ${200 + s * 24} ${y - 10} ${200 + s * 30} ${y - 6}`, 3);
}

export function doormat(pen, c) {
  const mat = 'M92 150 L308 150 L352 318 L48 318 Z';
  pen.fill('M48 318 L352 318 L352 332 L48 332 Z', '#4a4e52');
  pen.shape(mat, c.main);
  pen.within(mat, (p) => {
    for (let y = 158; y < 318; y += 12) for (let x = 60 + (y % 24 ? 7 : 0); x < 350; x += 16) p.stripe(`M${x} ${y} L${x + 3} ${y + 4}`, c.dark, 2.5);
    p.line('M104 164 L296 164 L332 304 L68 304 Z', 3);
  });
  pen.line('M48 318 L48 332 L352 332 L352 318');
  // “pasa, pasa”: two pairs of wet footprints say it without a word
  for (const [x, y, k] of [[150, 218, 1], [186, 262, 1], [226, 206, 1], [262, 250, 1]]) {
    pen.fill(ellipse(x, y, 13 * k, 19 * k), '#4a4e52').fill(ellipse(x, y + 30 * k, 9 * k, 8 * k), '#4a4e52');
  }
}
