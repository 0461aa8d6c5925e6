import { isSize } from './size.js';

/** Hashes of a full tile, and entries of a full bundle. */
export const TILE_WIDTH = 256;
const MOST_LEVELS = 64;

/** A tile of hashes, or with `entries` the bundle of the entries below a tile of level 0. */
export interface TileName {
  /** 0 to 63, or the bundle. */
  level: number | 'entries';
  /** Counted from 0 in its level. */
  index: number;
  /** Hashes or entries in it: 256 when full, otherwise 1 to 255. */
  width: number;
}

const PATH =
  /^tile\/(entries|[0-9]|[1-5][0-9]|6[0-3])\/((?:x[0-9]{3}\/)*[0-9]{3})(?:\.p\/([1-9]|[1-9][0-9]|1[0-9]{2}|2[0-4][0-9]|25[0-5]))?$/;
const MOST_GROUPS = 7;

/** The path of a tile or bundle below the log's address, such as `tile/0/x001/234.p/112`. */
export function tilePath({ level, index, width }: TileName): string {
  if (level !== 'entries' && !(isSize(level) && level < MOST_LEVELS))
    throw new RangeError(`There is no level ${level}`);
  if (!isSize(width) || width < 1 || width > TILE_WIDTH) throw new RangeError(`A tile is not ${width} wide`);
  return `tile/${level}/${nPath(index)}${width === TILE_WIDTH ? '' : `.p/${width}`}`;
}

/** Reads a path in its one canonical form; `null` for every other. */
export function parseTilePath(path: string): TileName | null {
  const [, level, number, width] = PATH.exec(path) ?? [];
  if (level === undefined || number === undefined) return null;
  const groups = number.split('/').map((group) => group.slice(-3));
  if (groups.length > MOST_GROUPS || (groups.length > 1 && groups[0] === '000')) return null;
  const index = Number(groups.join(''));
  if (!isSize(index)) return null;
  return {
    level: level === 'entries' ? level : Number(level),
    index,
    width: width === undefined ? TILE_WIDTH : Number(width),
  };
}

/** A number in groups of three digits, all but the last behind an `x`: 1234067 is `x001/x234/067`. */
export function nPath(n: number): string {
  if (!isSize(n)) throw new RangeError(`${n} is no place of a tile`);
  let rest = n;
  let path = threeDigits(rest);
  while (rest >= 1_000) {
    rest = Math.floor(rest / 1_000);
    path = `x${threeDigits(rest)}/${path}`;
  }
  return path;
}

function threeDigits(n: number): string {
  return String(n % 1_000).padStart(3, '0');
}
