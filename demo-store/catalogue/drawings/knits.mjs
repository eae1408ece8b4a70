/** Socks, hat, scarf, jumper. */
import { circle, mirror } from './pen.mjs';

const RIB = 3;

/** One sock with its foot to the left, its top edge at x…x+92. `pattern` draws inside it. */
function sock(pen, c, x, y, pattern) {
  const leg = `M${x} ${y} L${x + 92} ${y} L${x + 94} ${y + 150} C${x + 96} ${y + 190} ${x + 60} ${y + 226} ${x + 10} ${y + 246} `
    + `C${x - 20} ${y + 258} ${x - 62} ${y + 262} ${x - 70} ${y + 234} C${x - 76} ${y + 206} ${x - 44} ${y + 196} ${x - 18} ${y + 180} C${x + 2} ${y + 166} ${x + 4} ${y + 146} ${x + 2} ${y + 120} Z`;
  pen.fill(leg, c.main);
  pen.within(leg, (p) => {
    pattern(p, x, y);
    p.fill(`M${x - 90} ${y + 190} L${x - 34} ${y + 176} C${x - 24} ${y + 206} ${x - 28} ${y + 240} ${x - 40} ${y + 270} L${x - 100} ${y + 270} Z`, c.dark);
    p.fill(circle(x + 96, y + 168, 40), c.dark);
  });
  pen.fill(`M${x - 4} ${y} L${x + 96} ${y} L${x + 96} ${y + 34} L${x - 4} ${y + 34} Z`, c.dark);
  pen.line(leg);
  pen.line(`M${x + 1} ${y + 34} L${x + 92} ${y + 34}`, RIB);
  for (let i = 1; i < 8; i++) pen.line(`M${x + i * 11.5} ${y + 8} L${x + i * 11.5} ${y + 26}`, 2.5);
  pen.line(`M${x - 33} ${y + 186} C${x - 24} ${y + 212} ${x - 28} ${y + 234} ${x - 36} ${y + 254}`, RIB);
  pen.line(`M${x + 66} ${y + 142} C${x + 54} ${y + 158} ${x + 58} ${y + 190} ${x + 70} ${y + 205}`, RIB);
}

const socks = (pattern) => (pen, c) => {
  const draw = (p, x, y) => pattern(p, c, x, y);
  sock(pen, c, 246, 62, draw);
  pen.front();
  sock(pen, c, 128, 92, draw);
};

export const socksStripes = socks((p, c, x, y) => {
  for (let i = 0; i < 9; i++) p.stripe(`M${x - 90} ${y + 56 + i * 26 } L${x + 110} ${y + 50 + i * 26}`, c.light, 10);
});
export const socksDrops = socks((p, c, x, y) => {
  for (let row = 0; row < 8; row++) for (let i = -3; i < 4; i++) {
    const cx = x + 12 + i * 32 + (row % 2) * 16; const cy = y + 56 + row * 27;
    p.fill(`M${cx} ${cy - 9} C${cx + 3} ${cy - 2} ${cx + 7} ${cy + 1} ${cx + 7} ${cy + 5} C${cx + 7} ${cy + 10} ${cx - 7} ${cy + 10} ${cx - 7} ${cy + 5} C${cx - 7} ${cy + 1} ${cx - 3} ${cy - 2} ${cx} ${cy - 9} Z`, c.light);
  }
});
export const socksArgyle = socks((p, c, x, y) => {
  for (let row = 0; row < 5; row++) for (let i = -3; i < 3; i++) {
    const cx = x + 46 + i * 46; const cy = y + 66 + row * 60;
    p.fill(`M${cx} ${cy - 30} L${cx + 23} ${cy} L${cx} ${cy + 30} L${cx - 23} ${cy} Z`, i % 2 ? c.light : c.dark, 0.85);
    p.stripe(`M${cx - 23} ${cy - 30} L${cx + 23} ${cy + 30}`, c.light, 2.5);
    p.stripe(`M${cx + 23} ${cy - 30} L${cx - 23} ${cy + 30}`, c.light, 2.5);
  }
});
export const socksWool = (pen, c) => {
  const fleck = (p, x, y) => {
    for (let row = 0; row < 14; row++) for (let i = -5; i < 7; i++) {
      const px = x + i * 18 + (row % 2) * 9; const py = y + 48 + row * 17;
      p.stripe(`M${px} ${py} L${px + 5} ${py + 6} L${px + 10} ${py}`, c.dark, 2.5);
    }
    p.stripe(`M${x - 10} ${y + 52} L${x + 110} ${y + 52}`, '#c4593f', 7);
  };
  sock(pen, c, 246, 62, fleck);
  pen.front();
  sock(pen, c, 128, 92, fleck);
};

export function beanie(pen, c) {
  const dome = 'M104 250 C96 150 140 104 200 104 C260 104 304 150 296 250 Z';
  pen.shape(circle(200, 82, 36), c.light);
  for (const a of [0, 45, 90, 135]) {
    const dx = Math.cos(a * Math.PI / 180) * 20; const dy = Math.sin(a * Math.PI / 180) * 20;
    pen.line(`M${(200 - dx).toFixed(1)} ${(82 - dy).toFixed(1)} L${(200 + dx).toFixed(1)} ${(82 + dy).toFixed(1)}`, 3);
  }
  pen.shape(dome, c.main);
  pen.within(dome, (p) => {
    p.fill('M236 96 C300 110 320 190 300 260 L256 260 C270 190 262 130 236 96 Z', c.dark, 0.55);
    for (const x of [128, 152, 176, 200, 224, 248, 272]) p.line(`M${x} 250 C${x} 190 ${200 + (x - 200) * 0.72} 140 ${200 + (x - 200) * 0.36} 106`, RIB);
  });
  pen.shape('M92 246 C150 262 250 262 308 246 C316 270 314 300 306 316 C250 332 150 332 94 316 C86 300 84 270 92 246 Z', c.dark);
  for (let x = 108; x <= 292; x += 16) pen.line(`M${x} ${262 + Math.sin((x - 92) / 216 * Math.PI) * 8} L${x} ${304 + Math.sin((x - 92) / 216 * Math.PI) * 8}`, RIB);
}

export function scarf(pen, c) {
  const tail = 'M150 190 L214 190 L206 338 L140 338 Z';
  const tail2 = 'M206 190 L262 184 L282 312 L222 322 Z';
  const bands = (p, y) => { for (const i of [0, 1, 2]) p.stripe(`M110 ${y + i * 20} L310 ${y + i * 20 - 6}`, i === 1 ? c.light : c.dark, 9); };
  pen.fill(tail2, c.dark).within(tail2, (p) => p.stripe('M200 272 L300 258', c.light, 9).stripe('M200 292 L300 278', c.main, 9)).line(tail2);
  pen.shape(tail, c.main).within(tail, (p) => bands(p, 272));
  const loop = 'M110 140 C110 96 150 74 200 74 C250 74 290 96 290 140 C290 186 250 216 200 216 C150 216 110 186 110 140 Z';
  pen.shape(loop, c.main);
  pen.within(loop, (p) => p.fill('M110 150 C130 206 270 206 290 150 L290 230 L110 230 Z', c.dark, 0.5));
  pen.shape('M146 128 C146 104 168 94 200 94 C232 94 254 104 254 128 C254 148 232 158 200 158 C168 158 146 148 146 128 Z', c.dark);
  pen.line('M118 162 C150 196 214 200 252 178', RIB).line('M124 118 C120 140 130 160 146 172', RIB);
  for (let i = 0; i < 7; i++) pen.line(`M${143 + i * 10.5} 338 L${140 + i * 10.5} 360`, RIB);
  for (let i = 0; i < 6; i++) pen.line(`M${226 + i * 11} ${322 - i * 2} L${229 + i * 11} ${342 - i * 2}`, RIB);
}

export function jumper(pen, c) {
  const body = 'M140 112 C160 124 240 124 260 112 L272 312 C230 322 170 322 128 312 Z';
  const sleeve = 'M140 112 C112 122 98 160 86 226 L76 300 L116 306 L134 214 Z';
  pen.pair(sleeve, c.main);
  pen.shape(body, c.main);
  pen.within(body, (p) => {
    p.fill('M236 100 L262 110 L276 320 L244 322 Z', c.dark, 0.5);
    for (const x of [164, 200, 236]) for (let y = 132; y < 300; y += 24) {
      p.line(`M${x - 8} ${y} C${x - 8} ${y + 12} ${x + 8} ${y + 12} ${x + 8} ${y + 24}`, RIB);
      p.line(`M${x + 8} ${y} C${x + 8} ${y + 12} ${x - 8} ${y + 12} ${x - 8} ${y + 24}`, RIB);
    }
  });
  pen.shape('M128 300 C170 312 230 312 272 300 L274 334 C230 346 170 346 126 334 Z', c.dark);
  pen.shape('M76 288 L117 294 L113 322 L72 316 Z', c.dark).shape(mirror('M76 288 L117 294 L113 322 L72 316 Z'), c.dark);
  pen.shape('M158 116 C156 84 164 74 200 74 C236 74 244 84 242 116 C228 130 172 130 158 116 Z', c.dark);
  pen.line('M166 80 C184 92 216 92 234 80', RIB);
  for (let x = 140; x < 268; x += 12) pen.line(`M${x} ${314 + Math.sin((x - 126) / 148 * Math.PI) * 8} L${x} ${328 + Math.sin((x - 126) / 148 * Math.PI) * 8}`, 2.5);
  for (let x = 172; x <= 228; x += 11) pen.line(`M${x} 96 L${x} 116`, 2.5);
}
