import type { Travel } from '../../../projections/state/queries/travel/travel.answers.js';
import type { StatusShape } from '../parts/status-shapes.js';
import type { Words } from '../render/words.js';

/** Which way a figure goes, as a page says it: with shapes that say nothing the words do not. */
export interface TravelLine {
  text: string;
  /** An arrow is turned by the style sheet. */
  movement?: { name: 'up' | 'down' | 'noMaterialChange'; shape: StatusShape };
  judgement?: { text: string; shape: StatusShape };
  /** The paper says so; nobody has worked it out here. */
  isSaid: boolean;
  /** What the paper says of it besides. */
  words?: string;
}

const MOVEMENTS: Readonly<Record<string, StatusShape>> = {
  up: { outline: 'arrow', filling: 'empty', sign: 'none' },
  down: { outline: 'arrow', filling: 'empty', sign: 'none' },
  noMaterialChange: { outline: 'bars', filling: 'empty', sign: 'none' },
};

const JUDGEMENTS: Readonly<Record<string, StatusShape>> = {
  improving: { outline: 'circle', filling: 'empty', sign: 'tick' },
  worsening: { outline: 'triangle', filling: 'empty', sign: 'mark' },
  stable: { outline: 'circle', filling: 'empty', sign: 'none' },
};

export function travelLine(travel: Travel, words: Words): TravelLine {
  const movement = MOVEMENTS[travel.movement ?? ''];
  const judgement = JUDGEMENTS[travel.judgement];
  const text = textOf(travel, words);
  return {
    text,
    ...(movement ? { movement: { name: travel.movement as 'up', shape: movement } } : {}),
    ...(judgement
      ? { judgement: { text: words.t(`judgement.${travel.judgement as 'improving'}`), shape: judgement } }
      : {}),
    isSaid: travel.basis === 'statedByThePaper',
    ...(travel.words && travel.words !== text ? { words: travel.words } : {}),
  };
}

function textOf(
  { comparator, movement, why, of, ofValue, ofPeriodDisplay, words: said }: Travel,
  words: Words,
): string {
  const key = `comparator.${comparator}`;
  const than = words.has(key) ? words.t(key) : comparator;
  if (movement === undefined) return said ?? words.t('travel.unsaid', { than });
  if (movement === 'notComparable')
    return words.t('travel.notComparable', { than, why: why ? words.t(`travel.why.${why as 'noFigure'}`) : '' }).trim();
  const way = words.t(`travel.${movement as 'up'}`);
  const value = of?.display ?? ofValue;
  const period = of?.periodDisplay ?? of?.periodPrinted ?? ofPeriodDisplay;
  if (value && period) return words.t('travel.fromIn', { way, value, period });
  if (value) return words.t('travel.from', { way, value, than });
  return comparator === 'not stated' ? way : words.t('travel.against', { way, than });
}
