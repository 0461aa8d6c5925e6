import type { Lookups } from '../catalogue/catalogue.js';
import { streamOf } from '../ids.js';
import { planParts } from './plan-parts.js';

/** Things with an id of their own that statements of other objects point at. A node is a priority or a theme. */
export type LinkKind = 'plan' | 'node' | 'commitment' | 'metric' | 'milestone';

/** Whether the ledger holds a thing of this kind with this id (UUID), whatever the date. */
export async function isHeld(kind: LinkKind, id: string, lookups: Lookups): Promise<boolean> {
  if (kind !== 'node') return lookups.exists(streamOf(kind, id));
  const [part] = await planParts([id], undefined, lookups);
  return part?.is === 'node';
}
