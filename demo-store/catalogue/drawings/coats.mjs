/** Coats: each takes the pen and a colour and draws one garment, front view. */
import { circle, mirror } from './pen.mjs';

const BRASS = '#c9a24b';

const buttons = (pen, x, ys, colour) => {
  for (const y of ys) pen.fill(circle(x, y, 6), colour).line(circle(x, y, 6), 3);
};

export function raincoat(pen, c) {
  const body = 'M146 128 C170 116 230 116 254 128 L286 332 C232 348 168 348 114 332 Z';
  pen.pair('M146 128 C120 138 106 168 94 234 L84 284 L118 292 L140 214 Z', c.main);
  pen.fill('M88 264 L84 284 L118 292 L124 272 Z', c.dark).fill(mirror('M88 264 L84 284 L118 292 L124 272 Z'), c.dark);
  pen.shape(body, c.main);
  pen.within(body, (p) => p.fill('M222 110 L254 128 L290 345 L240 350 Z', c.dark, 0.55));
  pen.shape('M156 130 C138 84 162 46 200 46 C238 46 262 84 244 130 C226 146 174 146 156 130 Z', c.main);
  pen.shape('M172 122 C160 92 176 72 200 72 C224 72 240 92 228 122 C214 134 186 134 172 122 Z', c.dark);
  pen.line('M166 78 C182 62 218 62 234 78', 3);
  pen.line('M200 140 L200 342').line('M214 142 L216 341', 3);
  pen.shape('M134 246 L182 240 L184 258 L132 264 Z', c.light, 3).shape('M232 240 L268 246 L270 264 L230 258 Z', c.light, 3);
  pen.line('M186 134 L184 172', 3).line('M214 134 L218 172', 3);
  buttons(pen, 207, [184, 232, 284], BRASS);
}

export function trench(pen, c) {
  const body = 'M142 116 L200 104 L258 116 L266 212 L288 344 C230 354 170 354 112 344 L134 212 Z';
  pen.pair('M142 116 C118 126 108 152 100 214 L92 292 L126 298 L138 212 Z', c.main);
  pen.line('M95 266 L130 272', 3).line(mirror('M95 266 L130 272'), 3);
  pen.shape(body, c.main);
  pen.within(body, (p) => p.fill('M210 216 L268 210 L292 350 L224 356 Z', c.dark, 0.5));
  pen.shape('M200 148 L162 96 L142 116 L152 158 L178 176 Z', c.light).shape('M200 148 L238 96 L258 116 L248 158 L222 176 Z', c.light);
  pen.shape('M162 96 C176 82 224 82 238 96 L214 132 L200 148 L186 132 Z', c.dark);
  pen.line('M200 148 L204 212').line('M206 236 L210 350');
  pen.shape('M132 208 L268 208 L269 236 L130 236 Z', c.dark).shape('M188 202 L222 202 L222 242 L188 242 Z', BRASS).line('M200 210 L210 210 L210 234 L200 234', 3);
  buttons(pen, 184, [186, 270, 308], c.light);
  buttons(pen, 226, [186, 270, 308], c.light);
  pen.line('M134 268 L160 282', 3).line('M266 268 L244 282', 3);
}

export function woolcoat(pen, c) {
  const body = 'M140 112 L200 102 L260 112 L276 338 C230 350 170 350 124 338 Z';
  pen.pair('M140 112 C114 122 104 152 96 222 L88 304 L124 308 L138 214 Z', c.main);
  pen.shape(body, c.main);
  pen.within(body, (p) => {
    p.fill('M218 100 L262 112 L280 345 L232 350 Z', c.dark, 0.6);
    for (let y = 130; y < 345; y += 22) for (let x = 128 + (y % 44 ? 8 : 0); x < 275; x += 26) p.fill(circle(x, y, 1.6), c.light, 0.55);
  });
  pen.shape('M198 190 L156 92 C142 98 134 108 130 120 L146 138 L136 148 Z', c.dark);
  pen.shape('M202 190 L244 92 C258 98 266 108 270 120 L254 138 L264 148 Z', c.dark);
  pen.shape('M156 92 C176 78 224 78 244 92 L200 190 Z', c.light).line('M168 100 C184 92 216 92 232 100', 3);
  pen.line('M200 190 L204 347');
  buttons(pen, 218, [214, 256, 298], '#b9834f');
  pen.shape('M134 250 L176 246 L176 262 L134 266 Z', c.main, 3).shape('M238 248 L268 250 L269 266 L238 264 Z', c.main, 3);
}

export function poncho(pen, c) {
  const body = 'M164 118 C120 150 84 220 62 292 C110 334 290 334 338 292 C316 220 280 150 236 118 Z';
  pen.shape(body, c.main);
  pen.within(body, (p) => p.fill('M226 112 C286 160 324 230 342 296 C310 322 270 330 248 332 C262 250 250 170 226 112 Z', c.dark, 0.5)
    .stripe('M70 276 C120 314 280 314 330 276', c.light, 9));
  pen.shape('M162 122 C148 82 166 54 200 54 C234 54 252 82 238 122 C224 138 176 138 162 122 Z', c.main);
  pen.shape('M176 116 C166 92 178 78 200 78 C222 78 234 92 224 116 C212 126 188 126 176 116 Z', c.dark);
  pen.line('M200 134 L200 196', 4).line('M192 134 C184 158 186 164 184 178', 3).line('M210 134 C216 158 214 164 216 178', 3);
  pen.shape('M158 214 L242 214 L238 262 C220 270 180 270 162 262 Z', c.light, 3).line('M160 228 L240 228', 3);
  pen.line('M112 210 C104 236 100 262 98 300', 3).line(mirror('M112 210 C104 236 100 262 98 300'), 3);
}

export function gilet(pen, c) {
  const body = 'M150 110 C136 112 132 124 134 138 C142 172 136 186 122 200 L116 322 C160 338 240 338 284 322 L278 200 C264 186 258 172 266 138 C268 124 264 112 250 110 Z';
  pen.shape(body, c.main);
  pen.within(body, (p) => {
    for (const y of [152, 190, 228, 266, 304]) p.stripe(`M100 ${y + 6} C140 ${y + 20} 260 ${y + 20} 300 ${y + 6}`, c.dark, 9);
    p.fill('M238 100 L300 110 L300 340 L250 340 Z', c.dark, 0.35);
    for (const y of [150, 188, 226, 264, 302]) p.line(`M100 ${y} C140 ${y + 12} 260 ${y + 12} 300 ${y}`, 3);
  });
  pen.shape('M150 112 C150 86 166 72 200 72 C234 72 250 86 250 112 C232 126 168 126 150 112 Z', c.light);
  pen.line('M164 84 C184 96 216 96 236 84', 3);
  pen.line('M200 121 L200 334').line('M212 120 L212 334', 3);
  buttons(pen, 206, [146, 184, 222, 260, 298], BRASS);
  pen.line('M140 246 L152 288', 4).line('M260 246 L248 288', 4);
}

export function kidscoat(pen, c) {
  const body = 'M146 150 C170 138 230 138 254 150 L292 318 C240 338 160 338 108 318 Z';
  pen.pair('M146 150 C116 158 98 188 80 236 L104 258 L138 220 Z', c.main);
  pen.fill('M86 222 L80 236 L104 258 L112 246 Z', c.light).fill(mirror('M86 222 L80 236 L104 258 L112 246 Z'), c.light);
  pen.shape(body, c.main);
  pen.within(body, (p) => {
    p.stripe('M100 288 C150 306 250 306 300 288', c.light, 12);
    p.fill('M230 140 L256 150 L298 330 L250 338 Z', c.dark, 0.4);
  });
  pen.shape('M152 152 C126 96 152 58 200 58 C248 58 274 96 248 152 C228 170 172 170 152 152 Z', c.main);
  pen.shape('M170 144 C154 110 170 88 200 88 C230 88 246 110 230 144 C214 158 186 158 170 144 Z', c.dark);
  // the ears that children ask for
  pen.pair('M158 82 C140 60 130 58 126 70 C126 88 136 100 146 106 Z', c.dark);
  pen.line('M200 166 L200 332');
  buttons(pen, 200, [196, 236, 276], c.light);
  pen.shape('M130 232 C140 226 172 226 180 232 L178 262 C166 270 144 270 132 262 Z', c.dark, 3);
  pen.shape(mirror('M130 232 C140 226 172 226 180 232 L178 262 C166 270 144 270 132 262 Z'), c.dark, 3);
}
