/**
 * The meaning of a view, written down as plainly as possible and sharing nothing with the code under test: for every
 * question it walks over the whole log.
 */

/** One event of an opaque log. Its place in the log is its sequence. */
export interface Step {
  does: 'report' | 'change' | 'withdraw' | 'correct' | 'void';
  /** Of a report: what it is about. All else is about what its target is about. */
  key?: string;
  /** Of what is said by the body: the day it was reported. */
  reportedOn?: string;
  /** 1 unless told. */
  edition?: number;
  value?: string;
  /** Sequence of the event that it acts on. */
  target?: number;
}

export interface PlainAnswer {
  /** Sequence of the event whose text answers. */
  src: number;
  /** The value, or `withdrawn`. */
  says: string;
}

/** The answer for a key as reported by a day, from a log cut off at a size; `null` where there is none. */
export function evaluate(log: readonly Step[], key: string, asReportedOn: string, atSize: number): PlainAnswer | null {
  const known = log.map((step, sequence) => ({ ...step, sequence })).slice(0, atSize);
  const isVoided = (sequence: number) => known.some((step) => step.does === 'void' && step.target === sequence);
  const slots = known.filter(
    ({ does, sequence }) =>
      does !== 'correct' && does !== 'void' && keyOf(log, sequence) === key && !isVoided(sequence),
  );
  const reported = slots.filter((slot) => slot.reportedOn! <= asReportedOn);
  if (reported.length === 0) return null;
  const best = reported.reduce((a, b) => (rank(a) > rank(b) ? a : b));
  const texts = known.filter(
    (step) =>
      step.sequence === best.sequence ||
      (step.does === 'correct' && rootOf(log, step.sequence) === best.sequence && !isVoided(step.sequence)),
  );
  const text = texts.at(-1)!;
  return { src: text.sequence, says: best.does === 'withdraw' ? 'withdrawn' : text.value! };
}

/** What one asks a log: as reported by a day, cut off at a size. */
export interface Cut {
  asReportedOn: string;
  atSize: number;
}

/** The keys whose answering event is another one in each of two cuts, with both answers. */
export function differences(
  log: readonly Step[],
  from: Cut,
  to: Cut,
): Record<string, { before: PlainAnswer | null; after: PlainAnswer | null }> {
  const both = keysOf(log).map((key) => ({
    key,
    before: evaluate(log, key, from.asReportedOn, from.atSize),
    after: evaluate(log, key, to.asReportedOn, to.atSize),
  }));
  const changed = both.filter(({ before, after }) => before?.src !== after?.src);
  return Object.fromEntries(changed.map(({ key, before, after }) => [key, { before, after }]));
}

/** The keys of an object that have a standing answer and lie in a range of facets, the last ones, in their order. */
export function lastKeys(
  log: readonly Step[],
  object: string,
  range: { prefix: string; upTo: string; most: number },
  { asReportedOn, atSize }: Cut,
): string[] {
  const answered = keysOf(log).filter((key) => {
    const facet = key.slice(object.length + 1);
    const answer = evaluate(log, key, asReportedOn, atSize);
    const inRange = key.startsWith(`${object}/${range.prefix}`) && facet <= range.upTo;
    return inRange && answer !== null && answer.says !== 'withdrawn';
  });
  return answered.sort().slice(-range.most);
}

/** All keys that a log ever speaks about. */
export function keysOf(log: readonly Step[]): string[] {
  return [...new Set(log.flatMap(({ key }) => key ?? []))];
}

function rank({ reportedOn, edition = 1, sequence }: Step & { sequence: number }): string {
  return `${reportedOn} ${String(edition).padStart(9, '0')} ${String(sequence).padStart(9, '0')}`;
}

function rootOf(log: readonly Step[], sequence: number): number {
  const { does, target } = log[sequence]!;
  return does === 'correct' ? rootOf(log, target!) : sequence;
}

/** The key that an event is about; the target's for whatever has a target. */
export function keyOf(log: readonly Step[], sequence: number): string {
  const { key, target } = log[sequence]!;
  return key ?? keyOf(log, target!);
}
