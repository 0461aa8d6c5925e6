import { type Finding, type Lookups, refusal, type Situation } from '../ledger/catalogue/catalogue.js';
import type { StreamHistory } from '../ledger/history.js';
import { sameStatement } from '../ledger/same-json.js';
import type {
  SourceCopyAddedData,
  SourceDescribedData,
  SourceRegisteredData,
  SourceSupersededData,
} from './source.events.js';

/** Titles of the other documents whose file, or a copy of it, has this hash. */
export async function holdersOf(sha256: string, lookups: Lookups, own: StreamHistory): Promise<string[]> {
  const held = await Promise.all(
    ['description', `copy/${sha256}`].map((facet) =>
      lookups.find({ category: 'source', facet, member: 'sha256', value: sha256 }),
    ),
  );
  const streams = new Set(held.flat().map(({ stream }) => stream));
  streams.delete(own.stream);
  return Promise.all(
    [...streams].map(async (stream) =>
      String((await lookups.history(stream)).at().get('description')?.data.title ?? stream),
    ),
  );
}

export function documentRules({ dated }: SourceRegisteredData, { gathered: holders }: Situation<string[]>): Finding[] {
  return [
    holders[0] !== undefined && refusal('sha256', `This file is already held as ${holders[0]}`, 'hash-known'),
    dated.precision !== 'none' &&
      !dated.date &&
      refusal('dated.date', 'Enter the date printed on the document or say that there is none'),
  ];
}

export function describingRules(data: SourceDescribedData, situation: Situation<string[]>): Finding[] {
  const before = situation.own.get('description');
  return [
    ...documentRules(data, situation),
    !!before && sameStatement(data, before.data, ['reason']) && refusal('', 'Nothing has changed'),
  ];
}

export function copyRules({ sha256 }: SourceCopyAddedData, { history }: Situation): Finding[] {
  const view = history.at();
  const known = !!view.get(`copy/${sha256}`) || view.get('description')?.data.sha256 === sha256;
  return [known && refusal('sha256', 'This copy is already held', 'hash-known')];
}

export function successionRules({ bySourceId }: SourceSupersededData, { objectId }: Situation): Finding[] {
  return [bySourceId === objectId && refusal('bySourceId', 'A document cannot replace itself')];
}
