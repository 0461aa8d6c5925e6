import type { Observation } from '../../../projections/state/queries/metric/metric.answers.js';
import { display } from '../../../projections/state/queries/metric/observation.js';
import { qualifierIn } from '../charts/words.js';
import type { Words } from '../render/words.js';

/** What stands before a figure that is not exact; other words stand behind it. */
const BEFORE: ReadonlySet<string> = new Set(['over', 'under', 'about', 'upTo']);

/** A figure as exact as it is: `over 95%`, `93% (provisional)`; in its place the paper's own print, or that there is none. */
export function figureText(figure: Pick<Observation, 'display' | 'printed' | 'qualifier'>, words: Words): string {
  return withParts(figure, [], words);
}

/** The same where it stands for a whole metric, with the part that it is of: `93% (residential burglary)`. */
export function figureOfPart(
  figure: Pick<Observation, 'display' | 'printed' | 'qualifier' | 'breakdown'>,
  words: Words,
): string {
  return withParts(figure, partsOf(figure), words);
}

function withParts(
  { display: shown, printed, qualifier = 'exact' }: Pick<Observation, 'display' | 'printed' | 'qualifier'>,
  parts: readonly string[],
  words: Words,
): string {
  const text = shown ?? (printed === undefined ? undefined : words.t('figure.printed', { printed }));
  if (text === undefined) return words.t('figure.none');
  const exactness = qualifier === 'exact' ? undefined : qualifierIn(words, qualifier);
  const isBefore = BEFORE.has(qualifier);
  const besides = [...parts, ...(exactness && !isBefore ? [exactness] : [])].join(', ');
  return [isBefore && exactness, text, besides && `(${besides})`].filter(Boolean).join(' ');
}

/** Which part of the whole a figure is of, such as `female`; none where it is of the whole. */
export function partsOf({ breakdown }: Pick<Observation, 'breakdown'>): string[] {
  return ((breakdown ?? []) as { value: string }[]).map(({ value }) => value);
}

/** A figure as it was first reported; the same figure where the body has not changed it since. */
export function asFirstReported<T extends Observation>(figure: T, unit: string | undefined): T {
  if (!figure.firstReported) return figure;
  const { qualifier: _, reasonIfMissing: __, printed: ___, firstReported: ____, ...rest } = figure;
  const { value, printed, from } = figure.firstReported;
  return {
    ...(rest as T),
    ...{ value, from, changed: false, withdrawn: false },
    display: display(value, figure.unit ?? unit),
    ...(printed === undefined ? {} : { printed }),
  };
}
