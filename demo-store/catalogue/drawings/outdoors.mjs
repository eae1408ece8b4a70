/** Umbrellas, boots, backpack, tote. */
import { circle, mirror } from './pen.mjs';

const WOOD = '#b9834f';

export function umbrella(pen, c) {
  pen.line('M200 176 L200 326 C200 360 152 360 154 326', 9);
  pen.stripe('M200 280 L200 326 C200 358 154 358 154 328', WOOD, 9);
  const canopy = 'M52 196 C60 112 124 62 200 62 C276 62 340 112 348 196 C330 178 300 178 282 196 C262 176 222 176 200 196 C178 176 138 176 118 196 C100 178 70 178 52 196 Z';
  pen.shape(canopy, c.main);
  pen.within(canopy, (p) => p
    .fill('M200 62 C150 90 124 140 118 196 C100 178 70 178 52 196 C60 112 124 62 200 62 Z', c.light, 0.75)
    .fill('M200 62 C254 90 278 140 282 196 C300 178 330 178 348 196 C340 112 276 62 200 62 Z', c.dark, 0.85));
  pen.line('M200 62 C150 90 124 140 118 196', 3).line('M200 62 L200 196', 3).line('M200 62 C250 90 276 140 282 196', 3);
  pen.line('M200 62 L200 42', 6);
  for (const [x, y] of [[70, 250], [110, 286], [96, 330], [290, 256], [330, 290], [300, 332], [250, 300]]) pen.line(`M${x} ${y} L${x - 6} ${y + 18}`, 3);
}

export function umbrellaFolded(pen, c) {
  const sleeve = 'M172 96 L228 96 C244 160 246 230 236 300 L164 300 C154 230 156 160 172 96 Z';
  pen.shape('M188 300 L212 300 L214 356 C206 364 194 364 186 356 Z', WOOD).line('M186 340 C170 352 162 344 164 330', 3);
  pen.shape(sleeve, c.main);
  pen.within(sleeve, (p) => p.fill('M200 90 C216 160 216 230 204 310 L260 310 L260 90 Z', c.dark, 0.5));
  pen.line('M186 100 C178 160 178 230 184 298', 3).line('M214 100 C222 160 222 230 216 298', 3);
  pen.shape('M160 190 L240 190 L241 214 L159 214 Z', c.light, 3).fill(circle(222, 202, 5), '#c9a24b').line(circle(222, 202, 5), 3);
  pen.shape('M180 96 L220 96 L212 66 L188 66 Z', c.dark).line('M200 66 L200 46', 6);
}

export function boots(pen, c) {
  const boot = (x, y) => {
    const shaft = `M${x} ${y} L${x + 84} ${y - 4} L${x + 90} ${y + 150} C${x + 92} ${y + 170} ${x + 128} ${y + 168} ${x + 138} ${y + 192} C${x + 142} ${y + 204} ${x + 140} ${y + 212} ${x + 138} ${y + 216} L${x - 2} ${y + 216} C${x - 6} ${y + 170} ${x + 4} ${y + 90} ${x} ${y} Z`;
    pen.shape(shaft, c.main);
    pen.within(shaft, (p) => p.fill(`M${x + 52} ${y - 10} L${x + 96} ${y - 10} L${x + 92} ${y + 160} L${x + 54} ${y + 150} Z`, c.dark, 0.4));
    pen.shape(`M${x - 3} ${y - 4} L${x + 87} ${y - 8} L${x + 88} ${y + 20} L${x - 2} ${y + 24} Z`, c.light);
    pen.shape(`M${x - 6} ${y + 212} L${x + 142} ${y + 212} L${x + 140} ${y + 236} L${x + 54} ${y + 236} L${x + 48} ${y + 228} L${x + 40} ${y + 236} L${x - 6} ${y + 236} Z`, c.dark);
    pen.line(`M${x + 16} ${y + 44} C${x + 18} ${y + 80} ${x + 14} ${y + 110} ${x + 12} ${y + 140}`, 3);
    pen.line(`M${x + 92} ${y + 168} C${x + 80} ${y + 176} ${x + 70} ${y + 178} ${x + 60} ${y + 176}`, 3);
  };
  boot(190, 92);
  pen.front();
  boot(86, 112);
}

export function backpack(pen, c) {
  pen.line('M112 200 C84 220 84 290 108 318', 12).line(mirror('M112 200 C84 220 84 290 108 318'), 12);
  const bag = 'M118 128 L282 128 C296 190 298 270 286 326 C274 344 126 344 114 326 C102 270 104 190 118 128 Z';
  pen.shape(bag, c.main);
  pen.within(bag, (p) => p.fill('M240 120 L300 120 L300 350 L244 350 C256 270 254 190 240 120 Z', c.dark, 0.5));
  pen.shape('M112 92 C150 80 250 80 288 92 L292 132 C250 144 150 144 108 132 Z', c.dark);
  pen.line('M108 112 C150 124 250 124 292 112', 3).line('M170 84 C172 58 228 58 230 84', 6);
  pen.shape('M144 226 L256 226 C262 256 260 290 254 310 C220 318 180 318 146 310 C140 290 138 256 144 226 Z', c.dark, 3);
  pen.line('M142 246 L258 246', 3).shape('M190 238 L210 238 L210 258 L190 258 Z', '#c9a24b', 3);
  pen.shape('M192 128 L208 128 L208 178 L192 178 Z', c.light, 3).line('M160 200 L240 200', 3);
  pen.stripe('M150 284 L200 284', c.light, 5);
}

export function tote(pen, c) {
  pen.line('M150 170 C144 60 184 54 188 168', 8).line('M212 168 C216 54 256 60 250 170', 8);
  pen.stripe('M150 170 C144 60 184 54 188 168', c.dark, 6).stripe('M212 168 C216 54 256 60 250 170', c.dark, 6);
  const bag = 'M104 160 L296 160 L308 338 C250 350 150 350 92 338 Z';
  pen.shape(bag, c.main);
  pen.within(bag, (p) => p.fill('M256 150 L300 150 L312 345 L270 348 Z', c.dark, 0.5));
  pen.line('M104 182 L297 182', 3);
  // the shop's drop over two waves
  pen.shape('M200 204 C212 226 226 240 226 258 C226 288 174 288 174 258 C174 240 188 226 200 204 Z', '#2f4a6d');
  pen.line('M140 308 C156 296 168 296 184 308 C200 320 212 320 228 308 C240 298 250 298 262 306', 4);
}
