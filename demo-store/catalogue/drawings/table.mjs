/** Mugs, teapot, tea tins. */
import { circle, ellipse } from './pen.mjs';

const steam = (pen, x, y) => {
  for (const dx of [-30, 0, 30]) pen.line(`M${x + dx} ${y} C${x + dx - 12} ${y - 16} ${x + dx + 12} ${y - 28} ${x + dx} ${y - 46}`, 3);
};

export function mugWaves(pen, c) {
  const cup = 'M108 148 L272 148 C274 210 270 270 258 312 C250 334 130 334 122 312 C110 270 106 210 108 148 Z';
  pen.stripe('M266 188 C330 180 338 270 258 274', c.main, 22).line('M270 176 C346 164 354 286 260 286').line('M268 200 C314 196 320 258 264 262');
  pen.shape(cup, c.light);
  pen.within(cup, (p) => {
    const wave = (y) => `M90 ${y} C110 ${y - 18} 130 ${y - 18} 150 ${y} C170 ${y + 18} 190 ${y + 18} 210 ${y} C230 ${y - 18} 250 ${y - 18} 290 ${y}`;
    p.fill(`${wave(232)} L290 340 L90 340 Z`, c.main);
    p.stripe(wave(212), c.main, 8);
    p.line(wave(250), 3).line(wave(276), 3);
    p.fill('M240 140 L280 140 L270 340 L228 340 C246 280 248 210 240 140 Z', c.dark, 0.3);
  });
  pen.line(cup);
  pen.shape(ellipse(190, 148, 82, 18), '#6b4a35');
  steam(pen, 190, 116);
}

export function mugEnamel(pen, c) {
  const cup = 'M112 146 L270 146 L262 322 C240 332 142 332 120 322 Z';
  pen.stripe('M266 186 C334 174 334 286 262 276', c.main, 15).line('M267 177 C346 160 346 300 262 286').line('M266 196 C320 188 322 268 263 266');
  pen.shape(cup, c.main);
  pen.within(cup, (p) => {
    p.fill('M236 140 L280 140 L270 336 L226 336 Z', c.dark, 0.45);
    for (const [x, y] of [[138, 206], [168, 258], [150, 296], [206, 292], [196, 200], [222, 246]]) p.fill(circle(x, y, 3.4), c.dark);
  });
  pen.stripe('M112 148 L270 148', '#2f4a6d', 13);
  pen.line('M104 142 L278 142 L276 156 L106 156 Z');
  // a little anchor
  pen.line('M186 206 L186 268', 5).line(circle(186, 198, 8), 4).line('M168 220 L204 220', 4).line('M156 246 C160 272 212 272 216 246', 5);
}

export function mugCloud(pen, c) {
  const cup = 'M118 156 C96 210 104 318 156 326 L224 326 C276 318 284 210 262 156 Z';
  pen.stripe('M270 200 C328 196 326 280 266 280', c.main, 24).line('M272 186 C346 182 344 294 264 294').line('M273 214 C308 212 306 266 269 266');
  pen.shape(cup, c.main);
  pen.within(cup, (p) => p.fill('M236 150 C270 220 262 290 214 330 L290 330 L290 150 Z', c.dark, 0.5));
  pen.fill('M142 262 C126 262 124 236 146 236 C148 214 186 208 194 230 C216 220 232 246 218 262 Z', '#ffffff');
  pen.line('M142 262 C126 262 124 236 146 236 C148 214 186 208 194 230 C216 220 232 246 218 262 Z', 3);
  pen.shape(ellipse(190, 156, 72, 16), '#d8c7a0');
  steam(pen, 190, 126);
}

export function teapot(pen, c) {
  pen.stripe('M118 212 C60 200 60 296 128 288', c.main, 20).line('M120 202 C40 186 40 310 130 298').line('M116 224 C78 220 78 276 124 276');
  pen.shape('M268 262 C304 256 306 206 340 176 L358 188 C338 232 326 292 278 304 Z', c.main);
  const belly = 'M110 246 C110 188 152 166 198 166 C244 166 286 188 286 246 C286 300 250 334 198 334 C146 334 110 300 110 246 Z';
  pen.shape(belly, c.main);
  pen.within(belly, (p) => {
    p.fill('M244 166 C300 210 290 300 230 340 L300 340 L300 160 Z', c.dark, 0.5);
    for (let row = 0; row < 4; row++) for (let i = 0; i < 6; i++) {
      const x = 132 + i * 30 + (row % 2) * 14; const y = 206 + row * 30;
      p.stripe(`M${x} ${y} L${x - 5} ${y + 13}`, c.light, 4.5);
    }
  });
  pen.line(belly);
  pen.shape('M142 178 C158 140 238 140 254 178 C236 190 160 190 142 178 Z', c.dark).shape(circle(198, 138, 13), c.light);
  pen.line('M342 168 C346 150 332 146 338 128', 3).line('M358 166 C362 148 350 144 356 126', 3);
}

function tin(pen, c, motif) {
  const box = 'M122 128 L278 128 L278 330 C240 340 160 340 122 330 Z';
  pen.shape(box, c.main);
  pen.within(box, (p) => p.fill('M240 120 L290 120 L290 345 L240 345 Z', c.dark, 0.5));
  pen.shape('M112 92 C160 80 240 80 288 92 L288 136 C240 146 160 146 112 136 Z', c.dark).line('M112 116 C160 126 240 126 288 116', 3);
  pen.shape('M146 176 L254 176 L254 294 L146 294 Z', '#fbf6ea', 3);
  motif(pen);
  pen.line('M164 272 L236 272', 3).line('M178 283 L222 283', 3);
}
export const teaTin = (pen, c) => tin(pen, c, (p) => {
  // a kettle cloud with rain
  p.shape('M176 222 C162 222 160 200 180 200 C182 184 212 182 216 200 C236 198 238 222 222 222 Z', '#cfe3ec', 3);
  for (const [x, y] of [[180, 232], [198, 236], [216, 232]]) p.line(`M${x} ${y} L${x - 6} ${y + 18}`, 3);
});
export const teaTinHerb = (pen, c) => tin(pen, c, (p) => {
  p.line('M200 258 C200 236 200 214 200 190', 3);
  for (const [x, y, s] of [[200, 246, -1], [200, 232, 1], [200, 218, -1], [200, 206, 1]]) {
    p.shape(`M${x} ${y} C${x + 10 * s} ${y - 18} ${x + 30 * s} ${y - 18} ${x + 34 * s} ${y - 12} C${x + 28 * s} ${y + 2} ${x + 12 * s} ${y + 4} ${x} ${y} Z`, c.light, 3);
  }
  p.shape(circle(200, 188, 7), '#e2a93b', 3);
});
