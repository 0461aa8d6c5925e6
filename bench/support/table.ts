import type { Figure, Goal } from './figure.js';

const HEAD = ['what', 'ours', 'compared with', '', 'ratio', 'goal', 'met'];
const RIGHT = new Set([1, 2, 4]);

/**
 * Figures as an aligned table for a terminal.
 *
 * @param judged whether the run was large enough for its goals to mean anything
 */
export function tableOf(figures: readonly Figure[], judged: boolean): string {
  const rows = [HEAD, ...figures.map((figure) => cells(figure, judged))];
  const widths = HEAD.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  const lines = rows.map((row) =>
    row
      .map((cell, column) => (RIGHT.has(column) ? cell.padStart(widths[column]!) : cell.padEnd(widths[column]!)))
      .join('  ')
      .trimEnd(),
  );
  lines.splice(1, 0, '-'.repeat(Math.max(...lines.map((line) => line.length))));
  return lines.join('\n');
}

/** A number with as many digits as say something, thousands apart. */
export function shown(value: number): string {
  const decimals = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  return value.toLocaleString('en-GB', { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
}

function cells({ name, unit, ours, peer, peerIs, ratio, goal, met }: Figure, judged: boolean): string[] {
  return [
    name,
    `${shown(ours)} ${unit}`,
    `${shown(peer)} ${unit}`,
    peerIs,
    ratio.toFixed(2),
    goal ? goalText(goal, unit) : '',
    met === null ? '' : !judged ? 'not judged' : met ? 'yes' : 'NO',
  ];
}

function goalText({ of, bound, value }: Goal, unit: string): string {
  const sign = bound === 'atLeast' ? '≥' : '≤';
  return of === 'ratio' ? `${sign} ${value}` : `${sign} ${value.toLocaleString('en-GB')} ${unit}`;
}
