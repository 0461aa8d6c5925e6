import type { Actor } from '../access/roles.js';
import { type Finding, type Lookups, refusal, type Situation } from '../ledger/catalogue/catalogue.js';
import type { Commitment, StreamEvent } from '../ledger/event.js';
import { streamOf } from '../ledger/ids.js';
import type { BackfillClosedData, BackfillOpenedData, ListedDocument, TypeCount } from './ledger.events.js';

/** A listed document that has no hash, under the title by which people know it. */
export interface DocumentWithoutFile {
  index: number;
  title: string;
}

export async function documentsWithoutTheirFile(
  documents: readonly ListedDocument[],
  lookups: Lookups,
): Promise<DocumentWithoutFile[]> {
  const without = documents.flatMap(({ sourceId, sha256 }, index) => (sha256 ? [] : [{ index, sourceId }]));
  return Promise.all(
    without.map(async ({ index, sourceId }) => {
      const source = await lookups.history(streamOf('source', sourceId));
      return { index, title: String(source.at().get('description')?.data.title ?? sourceId) };
    }),
  );
}

export function openingRules(_: BackfillOpenedData, { gathered }: Situation<DocumentWithoutFile[]>): Finding[] {
  return gathered.map(({ index, title }) => refusal(`documents[${index}].sha256`, `Add the file of ${title}`));
}

export function closingRules(
  { batch, counts }: BackfillClosedData,
  { gathered: loaded, history, actor }: Situation<ReadonlyMap<string, number>>,
): Finding[] {
  const opened = history.event(batch);
  if (opened?.type !== 'BackfillOpened')
    return [refusal('batch', 'The ledger holds no such backfill', 'unknown-object')];
  const closed = history.events.some(({ type, data }) => type === 'BackfillClosed' && data.batch === batch);
  return [
    closed && refusal('batch', 'This backfill is already closed'),
    isOpener(opened, actor) && refusal('batch', 'Someone else must close this backfill', 'same-person'),
    ...countFindings(loaded, counts),
  ];
}

/** Compared by subject, since names change; where the opener was erased nobody can be shown to be someone else. */
function isOpener(opened: StreamEvent, actor: Actor): boolean {
  const by = opened.metadata.by as Commitment | Pick<Actor, 'subject' | 'name'>;
  return !('subject' in by) || by.subject === actor.subject;
}

function countFindings(loaded: ReadonlyMap<string, number>, counts: readonly TypeCount[]): Finding[] {
  const stated = new Map<string, number>();
  for (const { type, count } of counts) stated.set(type, (stated.get(type) ?? 0) + count);
  const differ = (n: number, what: string, m: number) =>
    n !== m && refusal('counts', `${n} ${what} were loaded, ${m} stated`, 'count-differs');
  const types = [...new Set([...loaded.keys(), ...stated.keys()])].sort();
  return [
    differ(sum(loaded), 'entries', sum(stated)),
    ...types.map((type) => differ(loaded.get(type) ?? 0, `${type} entries`, stated.get(type) ?? 0)),
  ];
}

function sum(counts: ReadonlyMap<string, number>): number {
  return [...counts.values()].reduce((total, count) => total + count, 0);
}
