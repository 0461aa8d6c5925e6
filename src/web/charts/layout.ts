import { coordinate, element, type Markup } from './svg.js';

/**
 * A chart is drawn twice, and the style sheet shows the one that fits: scaled down to a phone, the letters of the wide
 * one could not be read, and scaled up to a desk, those of the narrow one would shout.
 */
export interface Size {
  name: 'narrow' | 'wide' | 'small';
  width: number;
  /** Of the part where the marks stand. */
  plot: number;
  /** Of letters, in units of the drawing. */
  font: number;
}

/** In pixels: at 290 the letters of the narrow one are 13 high; the wide one is never shown below 576, with 12. */
export const SIZES: readonly Size[] = [
  { name: 'narrow', width: 290, plot: 210, font: 13 },
  { name: 'wide', width: 720, plot: 300, font: 15 },
];

export const INK = '#0b0c0c';
export const GREY = '#505a5f';
export const PALE = '#cecece';

export interface Style {
  colour: string;
  /** Pattern of the line; none: solid. */
  dash?: string;
  mark: 'circle' | 'square' | 'triangle' | 'diamond';
}

/** Told apart by mark and line where colours cannot be seen. */
export const STYLES: readonly Style[] = [
  { colour: '#12436D', mark: 'circle' },
  { colour: '#F46A25', mark: 'square', dash: '7 4' },
  { colour: '#801650', mark: 'triangle', dash: '2 3' },
  { colour: '#28A197', mark: 'diamond', dash: '12 3 2 3' },
];

/**
 * How wide a text may be. Nothing is measured on the server: these are widths of letters in the usual sans-serif types,
 * bold ones, with a little to spare.
 */
export function widthOf(text: string, font: number): number {
  return [...text].reduce((sum, character) => sum + widthOfCharacter(character), 0) * font;
}

function widthOfCharacter(character: string): number {
  if (/[ .,:;'|!iljtfrI()[\]]/.test(character)) return 0.38;
  if (/[mwMW@%…–]/.test(character)) return 1;
  if (/[A-Z&]/.test(character)) return 0.78;
  return /[\x20-\x7E£]/.test(character) ? 0.62 : 1;
}

/** A text in lines that fit, a word that is longer than a line cut where it must be. */
export function wrapped(text: string, width: number, font: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/).flatMap((long) => chunks(long, width, font))) {
    if (line && widthOf(`${line} ${word}`, font) > width) {
      lines.push(line);
      line = word;
    } else line = line ? `${line} ${word}` : word;
  }
  return line ? [...lines, line] : lines;
}

/** At most so many lines; what is left out shows as an ellipsis. */
export function shortened(lines: readonly string[], most: number): string[] {
  if (lines.length <= most) return [...lines];
  return [...lines.slice(0, most - 1), `${lines[most - 1]!.slice(0, -1)}…`];
}

function chunks(word: string, width: number, font: number): string[] {
  const parts: string[] = [];
  let part = '';
  for (const character of word) {
    if (part && widthOf(part + character, font) > width) {
      parts.push(part);
      part = '';
    }
    part += character;
  }
  return part ? [...parts, part] : parts;
}

/** Something beside a place on an upright line, as high as it is. */
export interface Beside {
  at: number;
  height: number;
}

/** Moves things apart that would lie on one another, as little as that takes; each is told its upper edge. */
export function apart<T extends Beside>(things: readonly T[], [top, bottom]: [number, number]): (T & { y: number })[] {
  const placed = things.map((thing) => ({ ...thing, y: thing.at - thing.height / 2 })).sort((a, b) => a.at - b.at);
  let free = top;
  for (const thing of placed) {
    thing.y = Math.max(thing.y, free);
    free = thing.y + thing.height;
  }
  let limit = bottom;
  for (const thing of placed.reverse()) {
    thing.y = Math.min(thing.y, limit - thing.height);
    limit = thing.y;
  }
  return placed.reverse();
}

export function heightOf(things: readonly Pick<Beside, 'height'>[]): number {
  return things.reduce((sum, { height }) => sum + height, 0);
}

export interface TextStyle {
  font: number;
  anchor?: 'start' | 'middle' | 'end';
  bold?: boolean;
  colour?: string;
  /** White around the letters, for words that stand on lines. */
  halo?: boolean;
}

/** A line of text; `y` is its middle. */
export function text(
  x: number,
  y: number,
  words: string,
  { font, anchor, bold, colour = INK, halo }: TextStyle,
): Markup {
  return element(
    'text',
    {
      ...{ x, y: y + font * 0.35, 'font-size': font, fill: colour },
      'text-anchor': anchor === 'start' ? undefined : anchor,
      'font-weight': bold ? 700 : undefined,
      ...(halo ? { stroke: '#ffffff', 'stroke-width': 4, 'paint-order': 'stroke' } : {}),
    },
    words,
  );
}

export function line(x1: number, y1: number, x2: number, y2: number, colour = INK, dash?: string): Markup {
  return element('path', { d: pathOf([x1, y1], [x2, y2]), stroke: colour, 'stroke-dasharray': dash });
}

/** Of a target or another level that was set. */
export function targetLine(from: [number, number], to: [number, number]): Markup {
  return element('path', {
    d: pathOf(from, to),
    ...{ stroke: '#801650', 'stroke-width': 2.5, 'stroke-dasharray': '1.5 4', 'stroke-linecap': 'round' },
  });
}

export function pathOf(...points: [number, number][]): string {
  return points.map(([x, y], index) => `${index === 0 ? 'M' : 'L'}${coordinate(x)},${coordinate(y)}`).join('');
}

/** A mark in the shape of its series; an empty one stands for a figure that is not exact. */
export function mark({ mark: shape, colour }: Style, x: number, y: number, exact = true, size = 4.5): Markup {
  const paint = { fill: exact ? colour : '#ffffff', stroke: colour, 'stroke-width': 2 };
  if (shape === 'circle') return element('circle', { cx: x, cy: y, r: size, ...paint });
  if (shape === 'square')
    return element('rect', { x: x - size, y: y - size, width: 2 * size, height: 2 * size, ...paint });
  const corners: [number, number][] =
    shape === 'triangle'
      ? [
          [x, y - size - 1],
          [x + size + 1, y + size],
          [x - size - 1, y + size],
        ]
      : [
          [x, y - size - 1],
          [x + size + 1, y],
          [x, y + size + 1],
          [x - size - 1, y],
        ];
  return element('path', { d: `${pathOf(...corners)}Z`, ...paint });
}

export interface Canvas {
  /** Unique on the page. */
  id: string;
  title: string;
  description: string;
  size: Size;
  height: number;
}

/** The whole drawing, with its name and description. */
export function canvas({ id, title, description, size, height }: Canvas, ...content: Markup[]): Markup {
  const [titleId, descriptionId] = [`${id}-${size.name}-title`, `${id}-${size.name}-desc`];
  return element(
    'svg',
    {
      ...{ xmlns: 'http://www.w3.org/2000/svg', class: `app-chart__svg app-chart__svg--${size.name}` },
      ...{ viewBox: `0 0 ${coordinate(size.width)} ${coordinate(height)}`, width: size.width, height },
      ...{ role: 'img', focusable: 'false', 'aria-labelledby': titleId, 'aria-describedby': descriptionId },
      ...{ fill: 'none', stroke: 'none', 'font-family': 'inherit' },
    },
    element('title', { id: titleId }, title),
    element('desc', { id: descriptionId }, description),
    ...content,
  );
}
