import type { UpdateDetail } from '../../../projections/state/queries/update/update-detail.answers.js';
import { pageOf } from '../links.js';
import { type PlanThing, planThing } from '../parts/parts-of-plans.js';

/** One update: what it is about, and every paragraph with the figures that it states. */
export interface UpdatePage {
  update: UpdateDetail;
  path: string;
  plan?: { text: string; path: string };
  /** Its words were read from a paper; nothing says whether they are those of the paper. */
  isFromPaper: boolean;
  /** Parts of the plan, then commitments. */
  targets: PlanThing[];
  figures: UpdateDetail['blocks'][number]['figures'];
  /** Paragraphs that are about less than the whole update. */
  narrower: { place: number; targets: PlanThing[] }[];
  damaged: { place: number; repair?: string | null }[];
  /** Places of paragraphs with the same words as in the update before. */
  copied: number[];
}

export function updatePage(update: UpdateDetail): UpdatePage {
  const { id, plan, targets, blocks, from } = update;
  const placed = blocks.map((block, index) => ({ ...block, place: index + 1 }));
  const whole = targets.map((one) => planThing(one, plan));
  return {
    update,
    path: pageOf('update', { id })!,
    ...(plan ? { plan: { text: plan.name ?? plan.id, path: pageOf('plan', plan)! } } : {}),
    isFromPaper: from.entry === 'backfill',
    targets: whole,
    figures: blocks.flatMap(({ figures }) => figures),
    narrower: placed
      .filter((block) => block.targets !== undefined)
      .map((block) => ({
        place: block.place,
        targets: block.targets!.flatMap(({ id: target }) => whole.filter((one) => one.id === target)),
      })),
    damaged: placed.filter(({ damaged }) => damaged).map(({ place, repair }) => ({ place, repair: repair ?? null })),
    copied: placed.filter(({ copied }) => copied).map(({ place }) => place),
  };
}
