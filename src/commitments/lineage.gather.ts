import type { About } from '../ledger/catalogue/catalogue.js';
import { streamOf } from '../ledger/ids.js';
import type { LineageAssertedData } from './lineage.events.js';

/** What the rules of a link look at: other links that stand, whatever the date. */
export interface Relatives {
  /** Everything that any of the older ones comes from, at any distance; themselves included. */
  ancestors: ReadonlySet<string>;
  /** Of the older ones: those that are marked as dropped. */
  dropped: ReadonlySet<string>;
  /** Of the older ones: those that something follows. */
  followed: ReadonlySet<string>;
}

/** Link types by which nothing follows, or which say nothing of before and after. */
const NO_SUCCESSION: ReadonlySet<string> = new Set(['dropped', 'noSourceFound', 'duplicateOf', 'new']);

export async function gatherRelatives({ linkId, from }: LineageAssertedData, about: About): Promise<Relatives> {
  const ancestors = new Set<string>();
  const waiting = [...from];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (ancestors.has(next)) continue;
    ancestors.add(next);
    for (const link of await linksOf(next, 'to', linkId, about))
      if (!NO_SUCCESSION.has(link.type)) waiting.push(...link.from);
  }
  const dropped = new Set<string>();
  const followed = new Set<string>();
  for (const id of from)
    for (const { type } of await linksOf(id, 'from', linkId, about)) {
      if (type === 'dropped') dropped.add(id);
      if (!NO_SUCCESSION.has(type)) followed.add(id);
    }
  return { ancestors, dropped, followed };
}

/** The links, but for one, that a commitment is an end of. Those in its own stream are seen however late the finder is. */
async function linksOf(
  commitment: string,
  end: 'from' | 'to',
  apartFrom: string,
  { lookups }: Pick<About, 'lookups'>,
): Promise<LineageAssertedData[]> {
  const stream = streamOf('commitment', commitment);
  const own = (await lookups.history(stream)).at().list('lineage/*');
  const found = await lookups.find({ category: 'commitment', facet: 'lineage/*', member: end, value: commitment });
  return [...own, ...found.filter((one) => one.stream !== stream)]
    .filter(({ kind }) => kind === 'LineageAsserted')
    .map(({ data }) => data as unknown as LineageAssertedData)
    .filter((link) => link.linkId !== apartFrom && link[end].includes(commitment));
}

/** Whether a link stands that leads from a commitment to what follows it, or says that nothing does. */
export async function isLinkFrom(linkId: string, commitment: string, about: Pick<About, 'lookups'>): Promise<boolean> {
  const links = await linksOf(commitment, 'from', '', about);
  return links.some((link) => link.linkId === linkId);
}
