import type { About, Found } from '../ledger/catalogue/catalogue.js';
import type { StreamHistory } from '../ledger/history.js';
import { resolveId, streamOf } from '../ledger/ids.js';
import { type PlanPart, planParts } from '../ledger/lookups/plan-parts.js';
import type { CommitmentMadeData, CommitmentPlacedData, WordingVersionRecordedData } from './commitment.events.js';

/** Those of the external ids that another commitment of the ledger has. */
export async function gatherKnownIds({ externalIds }: CommitmentMadeData, about: About): Promise<Set<string>> {
  const known = new Set<string>();
  const own = streamOf('commitment', about.objectId);
  for (const externalId of externalIds) {
    const named = streamOf('commitment', resolveId(about.ledger.id, externalId));
    const where = { category: 'commitment', facet: 'identity', member: 'externalIds', value: externalId } as const;
    const listed = await about.lookups.find(where);
    const elsewhere = listed.some(({ stream }) => stream !== own);
    if (elsewhere || (named !== own && (await about.lookups.exists(named)))) known.add(externalId);
  }
  return known;
}

/** Wordings of other commitments that say the same; paraphrases are never compared. */
export async function gatherSameWords(data: WordingVersionRecordedData, about: About): Promise<Found[]> {
  if (data.standing === 'paraphrase') return [];
  const where = { category: 'commitment', facet: 'wording/*', member: 'text', value: data.text } as const;
  const found = await about.lookups.find(where);
  const own = streamOf('commitment', about.objectId);
  return found.filter(({ stream, data: { standing } }) => stream !== own && standing !== 'paraphrase');
}

/** What the home is, wherever it is, and the plan that the commitment belongs to. */
export interface Home {
  part?: PlanPart;
  plan?: StreamHistory;
}

export async function gatherHome({ homeId }: CommitmentPlacedData, about: About): Promise<Home> {
  const [part] = await planParts([homeId], about.plan, about.lookups);
  return { part, plan: await gatherPlan(about) };
}

/** The plan that a commitment belongs to, whatever the date. */
export async function gatherPlan({ plan, lookups }: About): Promise<StreamHistory | undefined> {
  return plan === undefined ? undefined : lookups.history(streamOf('plan', plan));
}
