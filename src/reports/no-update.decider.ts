import type { JsonObject } from '../integrity/canonical-json.js';
import { type About, type Finding, refusal, type Situation } from '../ledger/catalogue/catalogue.js';
import type { StreamHistory } from '../ledger/history.js';
import { type PlanPart, planParts } from '../ledger/lookups/plan-parts.js';
import type { NoUpdateGivenData } from './report.events.js';

interface AboutTarget {
  target: PlanPart | undefined;
  /** Updates that name the target, with what else they name. */
  updates: { history: StreamHistory; parts: (PlanPart | undefined)[] }[];
  /** Of blocks of updates, some of which are about the target. */
  blocks: StreamHistory[];
  report: string;
}

export async function aboutTarget(
  { target }: NoUpdateGivenData,
  { plan, lookups, objectId }: About,
): Promise<AboutTarget> {
  const inUpdates = { category: 'update', member: 'targets', value: target } as const;
  const named = await lookups.find({ ...inUpdates, facet: 'targets' });
  const streams = await lookups.ofPlan('update', plan ?? '');
  const histories = new Map(
    await Promise.all(streams.map(async (stream) => [stream, await lookups.history(stream)] as const)),
  );
  return {
    target: (await planParts([target], plan, lookups))[0],
    updates: await Promise.all(
      named.map(async ({ stream, data }) => ({
        history: histories.get(stream) ?? (await lookups.history(stream)),
        parts: await planParts(data.targets as string[], plan, lookups),
      })),
    ),
    blocks: [...histories.values()].filter((update) => update.at().get('block-targets')),
    report: objectId,
  };
}

/**
 * A row of a report is about its theme and about the commitments that stand in it, but is not an update of each of
 * them: of such a commitment it can be said that it has none.
 */
export function noUpdateRules(
  { target }: NoUpdateGivenData,
  { plan, reportedOn, history, gathered }: Situation<AboutTarget>,
): Finding[] {
  const { target: part, updates, blocks, report } = gathered;
  const ofReport = (update: StreamHistory) => isOfReport(update, report, reportedOn);
  const isUpdated =
    updates.some(
      ({ history: update, parts }) =>
        ofReport(update) &&
        isAbout(target, update, reportedOn) &&
        !parts.some((other) => other?.is === 'node' && other.id !== target),
    ) ||
    blocks.some(
      (update) => ofReport(update) && blockTargets(update, reportedOn).some(({ targets }) => targets.includes(target)),
    );
  return [
    !plan && refusal('planId', 'Choose the plan', 'required'),
    !!history.plan && history.plan !== plan && refusal('planId', 'The report is about another plan'),
    !!plan &&
      (!part || part.is === 'plan' || part.plan !== plan) &&
      refusal('target', 'Choose a theme or commitment', 'unknown-object'),
    isUpdated && refusal('target', 'There is an update for this commitment'),
  ];
}

/** Said in the report or, where a paper of the past was read, on its day. */
function isOfReport(update: StreamHistory, report: string, day: string | undefined): boolean {
  const content = update.at(day).get('content');
  if (!content) return false;
  return content.data.reportId ? content.data.reportId === report : content.slot.metadata.reportedOn === day;
}

/** It names the target, and at least one of its paragraphs is not about something else alone. */
function isAbout(target: string, update: StreamHistory, day: string | undefined): boolean {
  const view = update.at(day);
  const named = view.get('targets')?.data.targets as string[] | undefined;
  if (!named?.includes(target)) return false;
  const elsewhere = new Set(blockTargets(update, day).map(({ blockId }) => blockId));
  const blocks = (view.get('content')?.data.blocks ?? []) as JsonObject[];
  return blocks.some(({ blockId }) => !elsewhere.has(blockId as string));
}

function blockTargets(update: StreamHistory, day: string | undefined): { blockId: string; targets: string[] }[] {
  const said = update.at(day).get('block-targets')?.data.blockTargets;
  return (said ?? []) as { blockId: string; targets: string[] }[];
}
