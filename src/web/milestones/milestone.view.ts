import type { MilestoneDetail } from '../../../projections/state/queries/milestone/milestone-detail.answers.js';
import { pageOf } from '../links.js';
import { type PlanThing, planThing } from '../parts/parts-of-plans.js';

/** What a milestone belongs to, or did. */
export interface Belonging {
  thing: PlanThing;
  from: MilestoneDetail['attachments'][number]['from'];
  endedFrom?: MilestoneDetail['from'];
}

/** One milestone: what was promised, every date that it had, and how it ended. */
export interface MilestonePage {
  milestone: MilestoneDetail;
  path: string;
  plan?: { text: string; path: string };
  belongsTo: Belonging[];
  /** How often its date was put off or brought forward. */
  changes: number;
}

export function milestonePage(milestone: MilestoneDetail): MilestonePage {
  const { id, plan, attachments, moved, advanced } = milestone;
  return {
    milestone,
    path: pageOf('milestone', { id })!,
    ...(plan ? { plan: { text: plan.name ?? plan.id, path: pageOf('plan', plan)! } } : {}),
    belongsTo: attachments.map(({ kind, target, text, from, endedFrom }) => ({
      thing: planThing({ ...target, kind, ...(text === undefined ? {} : { text }) }, plan),
      from,
      ...(endedFrom ? { endedFrom } : {}),
    })),
    changes: moved + advanced,
  };
}
