import type { StatusSchemePublishedData } from '../../settings/settings.events.js';
import { element, type Markup } from '../charts/svg.js';

const OUTLINES = ['circle', 'square', 'triangle', 'octagon', 'diamond', 'bars', 'arrow', 'dash'] as const;
const FILLINGS = ['empty', 'half', 'filled'] as const;
const SIGNS = ['none', 'tick', 'cross', 'mark'] as const;

/** What stands beside the word of a status, so that nothing hangs on colour. */
export interface StatusShape {
  outline: (typeof OUTLINES)[number];
  filling: (typeof FILLINGS)[number];
  sign: (typeof SIGNS)[number];
}

/** Modifiers of `govuk-tag`. */
export type TagColour =
  | 'grey'
  | 'green'
  | 'yellow'
  | 'red'
  | 'purple'
  | 'blue'
  | 'orange'
  | 'magenta'
  | 'teal'
  | 'pink';

/** How a status is shown: always with its word. */
export interface StatusLook {
  label: string;
  shape: StatusShape;
  /** Absent where no status was stated: plain words then. */
  colour?: TagColour;
  /** The shape in texts that hold no drawings. */
  character: string;
}

type Scheme = Pick<StatusSchemePublishedData, 'scheme' | 'values' | 'mappings'>;
type Value = Scheme['values'][number];

const DASH: StatusShape = { outline: 'dash', filling: 'empty', sign: 'none' };

/** How the statuses of a ledger look, by what its schemes say of them: the words for the shape, and the traffic lights. */
export class StatusLooks {
  private readonly looks = new Map<string, StatusLook>();

  constructor(schemes: readonly Scheme[]) {
    for (const { scheme, values, mappings } of schemes)
      for (const value of values) {
        const shape = shapeOf(value);
        const look = {
          label: value.label,
          shape,
          colour: colourOf(value, shape, mappings),
          character: characterOf(shape),
        };
        this.looks.set(`${scheme}/${value.id}`, look);
        this.looks.set(value.id, look);
      }
  }

  /**
   * A status in the words of the answer that states it. One of a scheme that is not held is a grey tag; where none is
   * stated, a dash and no tag.
   */
  of({ status, label, scheme }: { status: string | null; label: string; scheme?: string }): StatusLook {
    if (status === null) return { label, shape: DASH, character: characterOf(DASH) };
    const known = this.looks.get(scheme ? `${scheme}/${status}` : status) ?? this.looks.get(status);
    if (known) return { ...known, label };
    const shape = shapeOf({ group: 'open', shape: '' });
    return { label, shape, colour: 'grey', character: characterOf(shape) };
  }
}

/** Reads the words that a scheme has for a shape. What they leave out follows from whether the status is a closed one. */
export function shapeOf({ group, shape }: Pick<Value, 'group' | 'shape'>): StatusShape {
  const words = shape.toLowerCase();
  const outline =
    OUTLINES.find((name) => words.includes(name.replace(/s$/, ''))) ??
    (/\bring\b|\bdisc\b/.test(words) ? 'circle' : undefined);
  const filling =
    FILLINGS.find((name) => words.includes(name)) ??
    (/\b(full|solid|disc|closed)\b/.test(words) || (!outline && group === 'closed') ? 'filled' : 'empty');
  const sign =
    SIGNS.find((name) => words.includes(name)) ??
    (/!|exclamation/.test(words) || isBareTriangle(words) ? 'mark' : 'none');
  return { outline: outline ?? 'circle', filling, sign };
}

/** A triangle is a warning, unless it says otherwise. */
function isBareTriangle(words: string): boolean {
  return words.includes('triangle') && !FILLINGS.some((name) => words.includes(name));
}

const LIGHTS: readonly [RegExp, { open: TagColour; closed: TagColour }][] = [
  [/\bgreen\b/, { open: 'green', closed: 'green' }],
  [/\b(amber|yellow)\b/, { open: 'yellow', closed: 'orange' }],
  [/\borange\b/, { open: 'orange', closed: 'orange' }],
  [/\bred\b/, { open: 'red', closed: 'magenta' }],
  [/\bblue\b/, { open: 'blue', closed: 'blue' }],
  [/\b(purple|violet)\b/, { open: 'purple', closed: 'purple' }],
];

/** The traffic light that the scheme maps a status to, else the colour that it is itself called by; grey for the rest. */
function colourOf({ id, label, group }: Value, { outline }: StatusShape, mappings: Scheme['mappings']): TagColour {
  const mapped = mappings.flatMap(({ values }) =>
    values.filter(({ value }) => value === id).map(({ becomes }) => becomes),
  );
  for (const words of [...mapped, id, label].map((name) => name.toLowerCase().replaceAll('-', ' '))) {
    const light = LIGHTS.find(([colour]) => colour.test(words));
    if (light) return light[1][group];
  }
  return outline === 'bars' ? 'purple' : 'grey';
}

const CHARACTERS: Readonly<Record<string, string>> = {
  ...{ 'circle/empty': '○', 'circle/half': '◐', 'circle/filled': '●', 'square/empty': '□', 'square/half': '◧' },
  ...{
    'square/filled': '■',
    'triangle/empty': '△',
    'triangle/half': '◭',
    'triangle/filled': '▲',
    'diamond/empty': '◇',
  },
  ...{
    'diamond/half': '◈',
    'diamond/filled': '◆',
    bars: '‖',
    arrow: '→',
    dash: '–',
    octagon: '✕',
    tick: '✓',
    cross: '✕',
  },
};

function characterOf({ outline, filling, sign }: StatusShape): string {
  if (sign === 'tick' && filling === 'empty') return CHARACTERS.tick!;
  return CHARACTERS[outline] ?? CHARACTERS[`${outline}/${filling}`]!;
}

/** In a square of 16 units. */
const PATHS: Readonly<Record<StatusShape['outline'], string>> = {
  circle: 'M8,1.5a6.5,6.5 0 1 1 0,13a6.5,6.5 0 1 1 0,-13Z',
  square: 'M2,2H14V14H2Z',
  triangle: 'M8,1.5L15,14.5H1Z',
  octagon: 'M5.3,1.5H10.7L14.5,5.3V10.7L10.7,14.5H5.3L1.5,10.7V5.3Z',
  diamond: 'M8,1L15,8L8,15L1,8Z',
  bars: 'M3.5,2H6.5V14H3.5ZM9.5,2H12.5V14H9.5Z',
  arrow: 'M1.5,8H13.5M9,3.5L13.5,8L9,12.5',
  dash: 'M3,8H13',
};
const HALVES: Partial<Record<StatusShape['outline'], string>> = {
  circle: 'M8,1.5a6.5,6.5 0 0 0 0,13Z',
  square: 'M2,2H8V14H2Z',
  triangle: 'M8,1.5V14.5H1Z',
  octagon: 'M8,1.5H5.3L1.5,5.3V10.7L5.3,14.5H8Z',
  diamond: 'M8,1V15L1,8Z',
};
const SIGN_PATHS: Readonly<Record<StatusShape['sign'], string | undefined>> = {
  none: undefined,
  tick: 'M4.7,8.3L7,10.6L11.4,5.6',
  cross: 'M5.3,5.3L10.7,10.7M10.7,5.3L5.3,10.7',
  mark: 'M8,5.8V10M8,11.6V13',
};

/** The shape as a drawing in the colour of the words beside it; the words say all, so that it is passed over. */
export function shapeSvg({ outline, filling, sign }: StatusShape): Markup {
  const isLine = outline === 'arrow' || outline === 'dash';
  const isFull = filling === 'filled' || outline === 'bars';
  const path = SIGN_PATHS[sign];
  const stroke = { stroke: 'currentColor', 'stroke-width': 1.8, 'stroke-linejoin': 'round' };
  return element(
    'svg',
    {
      ...{ class: 'app-shape', viewBox: '0 0 16 16', width: 16, height: 16, fill: 'none' },
      ...{ 'aria-hidden': 'true', focusable: 'false' },
    },
    element('path', { d: PATHS[outline], fill: !isLine && isFull ? 'currentColor' : undefined, ...stroke }),
    filling === 'half' && HALVES[outline] ? element('path', { d: HALVES[outline], fill: 'currentColor' }) : undefined,
    // On a filled shape the sign is cut out in the colour of the tag or the page; the style sheet says which.
    path ? element('path', { d: path, class: isFull ? 'app-shape__cut' : undefined, ...stroke }) : undefined,
  );
}
