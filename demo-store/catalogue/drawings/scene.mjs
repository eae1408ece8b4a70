/** The picture of the home page: a quay with houses under fine rain, and someone who does not mind. */
import { Pen, circle } from './pen.mjs';

const HOUSES = [
  { x: 30, w: 92, top: 150, colour: '#e9c9a6', dark: '#c4593f' }, { x: 122, w: 84, top: 112, colour: '#c4593f', dark: '#7d3f5c' },
  { x: 206, w: 98, top: 138, colour: '#8fb8cc', dark: '#2f4a6d' }, { x: 304, w: 82, top: 100, colour: '#f4d48a', dark: '#bd8420' },
  { x: 386, w: 96, top: 146, colour: '#b4c39a', dark: '#53653c' }, { x: 482, w: 88, top: 120, colour: '#ecaa93', dark: '#9c402a' },
];

function house(pen, { x, w, top, colour, dark }, index) {
  pen.shape(`M${x} ${top} L${x + w} ${top} L${x + w} 356 L${x} 356 Z`, colour);
  pen.shape(`M${x - 6} ${top} L${x + w / 2} ${top - 38} L${x + w + 6} ${top} Z`, dark);
  for (let y = top + 26; y < 300; y += 58) {
    for (const wx of [x + w * 0.18, x + w * 0.58]) {
      const lit = (index + Math.round(wx + y)) % 3 === 0;
      pen.shape(`M${wx.toFixed(0)} ${y} L${(wx + w * 0.24).toFixed(0)} ${y} L${(wx + w * 0.24).toFixed(0)} ${y + 32} L${wx.toFixed(0)} ${y + 32} Z`, lit ? '#ffe08a' : '#fbf6ea', 3);
      pen.line(`M${(wx + w * 0.12).toFixed(0)} ${y} L${(wx + w * 0.12).toFixed(0)} ${y + 32}`, 2.5);
    }
  }
}

function walker(pen) {
  // legs and boots, coat, head, umbrella
  pen.line('M300 400 L296 430', 7).line('M326 400 L334 430', 7);
  pen.shape('M284 428 L304 426 L306 448 L276 448 C274 440 278 434 284 428 Z', '#2c5b4c').shape('M326 428 L344 426 L352 448 L322 448 Z', '#2c5b4c');
  pen.shape('M292 318 C300 308 326 308 334 318 L352 404 C332 414 294 414 274 404 Z', '#e2a93b');
  pen.line('M313 316 L313 410', 3).line('M292 372 L304 370', 3).line('M324 370 L336 372', 3);
  pen.shape('M290 322 C282 296 294 276 314 276 C334 276 344 296 336 322 C326 332 300 332 290 322 Z', '#e2a93b');
  pen.shape('M300 316 C296 300 302 290 314 290 C326 290 330 300 328 316 C320 322 308 322 300 316 Z', '#f1d9c2', 3);
  pen.line('M334 340 C352 344 360 336 362 322', 9).line('M362 336 L362 236', 5);
  const canopy = 'M252 246 C258 182 306 148 362 148 C418 148 466 182 472 246 C458 232 436 232 424 246 C410 230 382 230 362 246 C342 230 314 230 300 246 C288 232 266 232 252 246 Z';
  pen.shape(canopy, '#2f4a6d');
  pen.within(canopy, (p) => p.fill('M362 148 C330 170 306 206 300 246 L252 246 C258 182 306 148 362 148 Z', '#7f9cc0', 0.8)
    .fill('M362 148 C394 170 418 206 424 246 L472 246 C466 182 418 148 362 148 Z', '#1f3450', 0.9));
  pen.line('M362 148 C330 170 306 206 300 246', 3).line('M362 148 L362 246', 3).line('M362 148 C394 170 418 206 424 246', 3).line('M362 148 L362 134', 5);
}

export function scene() {
  const pen = new Pen();
  pen.fill('M0 250 C120 190 200 210 300 180 C420 150 520 200 640 170 L640 360 L0 360 Z', '#b9cdc9');
  HOUSES.forEach((one, index) => house(pen, one, index));
  pen.front();
  pen.fill('M-10 356 L650 356 L650 490 L-10 490 Z', '#a9b9b6').line('M0 356 L640 356');
  for (const [x, y, r] of [[120, 420, 46], [470, 440, 60], [210, 456, 30], [560, 396, 34]]) pen.fill(`M${x - r} ${y}C${x - r} ${y - r / 5} ${x + r} ${y - r / 5} ${x + r} ${y}C${x + r} ${y + r / 5} ${x - r} ${y + r / 5} ${x - r} ${y}Z`, '#d5e2e2');
  // a lamp post that is already lit
  pen.fill(circle(560, 226, 60), '#fff3c4', 0.5).line('M560 448 L560 250', 7).shape('M544 216 L576 216 L570 250 L550 250 Z', '#ffe08a').line('M538 216 L582 216', 5).line('M560 216 L560 204', 5);
  pen.front();
  walker(pen);
  for (let i = 0; i < 60; i++) {
    const x = (i * 97) % 640; const y = (i * 61) % 470;
    if (x > 240 && x < 480 && y > 150 && y < 410) continue;
    pen.line(`M${x} ${y} L${x - 7} ${y + 20}`, 2.5);
  }
  return pen.svg('#dfe8e6', [315, 452, 70], [640, 480]);
}
