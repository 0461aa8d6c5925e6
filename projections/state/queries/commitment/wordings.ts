import { streamOf } from '../../../../src/ledger/ids.js';
import type { Statement, StatementFilter } from '../../statement.js';
import { compare, type Facts, type ObjectFacts, partOf, present, readable } from '../facts.js';
import { provenanceOf } from '../provenance.js';
import type { Named, Worded } from '../references.js';
import type { PrintedNumberAnswer, Reclassification, Wording, WordingInForce } from './commitment.answers.js';

/** The words in force: the newest authoritative version, else the earliest that is held. */
export function wordingInForce(commitment: ObjectFacts): WordingInForce | undefined {
  const versions = wordingsOf(commitment);
  const authoritative = versions.findLast(({ standing }) => standing === 'authoritative');
  if (authoritative) return { ...authoritative, chosen: 'authoritative' };
  return versions[0] && { ...versions[0], chosen: 'earliestHeld' };
}

/** All versions of a commitment's words that are held, the earliest first. */
export function wordingsOf(commitment: ObjectFacts): Wording[] {
  const versions = commitment
    .list('wording/*')
    .sort((a, b) => compare(a.reportedOn, b.reportedOn) || a.edition - b.edition || a.slot - b.slot);
  return versions.map((version) => {
    const { data } = version;
    return present<Wording>({
      id: partOf(version.facet, 1),
      text: String(data.text),
      lang: data.lang as string | undefined,
      form: data.form as string | undefined,
      standing: String(data.standing),
      class: data.class as string | undefined,
      printedUnder: data.printedUnder as string | undefined,
      printedNumber: printedNumberOf(data.printedNumber),
      damaged: readable(data.damaged) as string | undefined,
      reclassified: reclassified(version, commitment),
      from: provenanceOf(version),
    });
  });
}

/** Reads the words of some commitments; ids of other things find nothing. */
export function wordingsOfAll(ids: readonly string[]): StatementFilter {
  return { streams: ids.map((id) => streamOf('commitment', id)), facets: ['wording/*'] };
}

/** The words in force of a commitment; `undefined` of anything else, and where none are held. */
export function wordsOf(id: string, facts: Facts): string | undefined {
  const commitment = facts.object('commitment', id);
  return commitment && wordingInForce(commitment)?.text;
}

/** A commitment with its words, and anything else as it is. */
export function worded(thing: Named, facts: Facts): Worded {
  return present<Worded>({ ...thing, text: wordsOf(thing.id, facts) });
}

function reclassified({ facet }: Statement, commitment: ObjectFacts): Reclassification | undefined {
  const again = commitment.get(`${facet}/class`);
  return again && { class: String(again.data.class), from: provenanceOf(again) };
}

/** The number of the words in force; where those have none, the first that any version has. */
export function numberOf(commitment: ObjectFacts, shown: Wording | undefined): PrintedNumberAnswer {
  const numbers = [shown, ...wordingsOf(commitment)].map((wording) => wording?.printedNumber);
  return numbers.find((number) => number?.value !== undefined) ?? printedNumberOf({ basis: 'none' })!;
}

/** A number as a paper prints it, or as its editors have inferred it; `undefined` where nothing is said of one. */
export function printedNumberOf(said: unknown): PrintedNumberAnswer | undefined {
  const { value, basis } = (said ?? {}) as { value?: string; basis?: string };
  if (basis === undefined) return undefined;
  const display = value === undefined ? 'No number printed' : basis === 'inferred' ? `${value} (inferred)` : value;
  return present({ value, basis, display });
}
