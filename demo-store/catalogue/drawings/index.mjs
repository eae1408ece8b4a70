/** The drawing of a product in one of its colours, as the text of an SVG file. */
import { Pen } from './pen.mjs';
import * as coats from './coats.mjs';
import * as knits from './knits.mjs';
import * as table from './table.mjs';
import * as lamps from './lamps.mjs';
import * as house from './house.mjs';
import * as outdoors from './outdoors.mjs';

const drawings = { ...coats, ...knits, ...table, ...lamps, ...house, ...outdoors };

/** @param {string} name one of the functions of this folder @param {import('../colours.mjs').Colour} colour @param {string} tint the paper */
export function draw(name, colour, tint) {
  const drawing = drawings[name];
  if (!drawing) throw new Error(`no drawing called ${name}`);
  const pen = new Pen();
  drawing(pen, colour);
  return pen.svg(tint);
}
