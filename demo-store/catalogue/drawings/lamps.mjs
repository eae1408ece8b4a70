/** Lamps: the light is a pale cone or halo on the colour plate, never an outline. */
import { circle, ellipse, mirror } from './pen.mjs';

const GLOW = '#fff3c4';
const WOOD = '#c79a63';

export function lampMushroom(pen, c) {
  pen.fill('M92 190 L308 190 L344 350 L56 350 Z', GLOW, 0.6);
  pen.shape('M172 190 C178 240 176 290 160 330 L240 330 C224 290 222 240 228 190 Z', c.light);
  pen.fill('M212 190 C212 240 214 290 226 330 L240 330 C224 290 222 240 228 190 Z', c.dark, 0.35);
  pen.shape('M150 330 L250 330 C258 338 258 346 250 350 L150 350 C142 346 142 338 150 330 Z', c.main);
  const cap = 'M76 192 C76 116 132 72 200 72 C268 72 324 116 324 192 C280 206 120 206 76 192 Z';
  pen.shape(cap, c.main);
  pen.within(cap, (p) => p.fill('M244 70 C320 100 330 170 326 206 L260 206 C282 160 276 110 244 70 Z', c.dark, 0.5));
  pen.line('M110 150 C120 118 146 98 172 92', 3);
}

export function lampLighthouse(pen, c) {
  pen.fill('M200 112 L388 60 L388 178 Z', GLOW, 0.75).fill('M200 112 L12 60 L12 178 Z', GLOW, 0.75);
  const tower = 'M164 152 L236 152 L256 326 L144 326 Z';
  pen.shape(tower, '#fbf6ea');
  pen.within(tower, (p) => {
    for (const y of [176, 232, 288]) p.fill(`M130 ${y} L270 ${y} L270 ${y + 28} L130 ${y + 28} Z`, c.main);
    p.fill('M216 140 L260 140 L262 340 L226 340 Z', c.dark, 0.3);
  });
  pen.line(tower);
  pen.shape('M152 138 L248 138 L248 154 L152 154 Z', c.dark);
  pen.shape('M174 94 L226 94 L226 138 L174 138 Z', '#ffe08a').line('M192 94 L192 138', 3).line('M210 94 L210 138', 3);
  pen.shape('M164 94 C170 68 230 68 236 94 Z', c.main).line('M200 74 L200 54');
  pen.shape('M188 326 L188 300 C188 288 212 288 212 300 L212 326 Z', c.dark, 3);
  pen.shape('M124 326 L276 326 L284 350 L116 350 Z', WOOD);
}

export function lampDesk(pen, c) {
  pen.fill('M98 176 L206 156 L236 346 L60 346 Z', GLOW, 0.65);
  pen.line('M276 330 L310 216', 9).line('M310 216 L196 104', 9);
  pen.stripe('M276 330 L310 216', c.main, 8).stripe('M310 216 L196 104', c.main, 8);
  pen.shape(circle(310, 216, 14), c.light).line('M292 232 L268 208', 3);
  const shade = 'M214 84 C190 66 160 74 146 98 L84 164 C120 200 190 194 222 158 C232 130 232 104 214 84 Z';
  pen.shape(shade, c.main);
  pen.within(shade, (p) => p.fill('M190 70 C232 90 240 150 200 196 L260 196 L260 60 Z', c.dark, 0.5));
  pen.shape('M84 164 C108 190 190 194 222 158 C196 150 122 146 84 164 Z', '#ffe08a', 3);
  pen.shape('M214 332 C214 318 336 318 336 332 L340 350 L210 350 Z', c.dark);
  pen.shape(circle(196, 92, 9), c.light, 3);
}

export function lampGlobe(pen, c) {
  pen.fill(circle(200, 166, 132), GLOW, 0.55);
  pen.shape(circle(200, 166, 92), '#fff8e2');
  pen.fill('M250 90 C300 130 300 210 244 246 C264 200 268 140 250 90 Z', '#e9d9a8', 0.8);
  pen.line('M136 146 C142 122 158 106 178 100', 3);
  pen.shape('M162 250 C176 262 224 262 238 250 L232 276 L168 276 Z', c.main);
  pen.shape('M188 276 L212 276 L212 322 L188 322 Z', c.dark).shape('M134 350 C138 322 262 322 266 350 Z', c.main);
  pen.line('M160 340 C180 332 210 330 224 332', 3);
}

export function lantern(pen, c) {
  pen.fill(circle(200, 224, 120), GLOW, 0.6);
  pen.line('M136 130 C136 30 264 30 264 130', 6);
  pen.shape('M160 108 C170 84 230 84 240 108 Z', c.dark).shape('M128 108 L272 108 L284 142 L116 142 Z', c.main);
  pen.shape('M134 142 L266 142 L272 298 L128 298 Z', '#fff3c4');
  pen.shape('M200 190 C222 218 226 240 214 256 C206 266 194 266 186 256 C174 240 178 218 200 190 Z', '#e2a93b', 3);
  pen.fill('M238 142 L266 142 L272 298 L246 298 Z', '#f0dc9c', 0.8);
  for (const x of [162, 238]) pen.line(`M${x} 142 L${x < 200 ? x - 3 : x + 3} 298`);
  pen.line('M131 220 L269 220', 3);
  pen.shape('M112 298 L288 298 L296 336 C260 348 140 348 104 336 Z', c.main).shape(circle(200, 320, 10), c.light, 3);
  pen.line(mirror('M120 322 L160 326'), 3);
}
