import { type About, type Finding, refusal, type Situation } from '../ledger/catalogue/catalogue.js';
import type { StreamHistory } from '../ledger/history.js';
import { type PlanPart, planParts } from '../ledger/lookups/plan-parts.js';
import { isUpdateOf, type UpdateTargets } from '../updates/about.js';
import type { NoUpdateGivenData } from './report.events.js';

interface AboutTarget {
  target: PlanPart | undefined;
  /** Updates that name the target, and those with paragraphs that are said to be about something of their own. */
  updates: StreamHistory[];
  /** Of what these updates name, the parts of the plan. */
  nodes: ReadonlySet<string>;
  report: string;
}

export async function aboutTarget(
  { target }: NoUpdateGivenData,
  { plan, lookups, objectId }: About,
): Promise<AboutTarget> {
  const inUpdates = { category: 'update', member: 'targets', value: target } as const;
  const named = new Set((await lookups.find({ ...inUpdates, facet: 'targets' })).map(({ stream }) => stream));
  const streams = [...new Set([...(await lookups.ofPlan('update', plan ?? '')), ...named])];
  const histories = await Promise.all(
    streams.map(async (stream) => ({ stream, history: await lookups.history(stream) })),
  );
  const updates = histories
    .filter(({ stream, history }) => named.has(stream) || history.at().get('block-targets'))
    .map(({ history }) => history);
  const targets = new Set(updates.flatMap((update) => (update.at().get('targets')?.data.targets ?? []) as string[]));
  const parts = await planParts([...targets], plan, lookups);
  return {
    target: (await planParts([target], plan, lookups))[0],
    updates,
    nodes: new Set(parts.flatMap((part) => (part?.is === 'node' ? [part.id] : []))),
    report: objectId,
  };
}

/** Where an update of the report is about something by itself, the report has an update about it. */
export function noUpdateRules(
  { target }: NoUpdateGivenData,
  { plan, reportedOn, history, gathered }: Situation<AboutTarget>,
): Finding[] {
  const { target: part, updates, nodes, report } = gathered;
  const isUpdated = updates.some(
    (update) =>
      isOfReport(update, report, reportedOn) &&
      isUpdateOf(target, targetsOf(update, reportedOn), (id) => nodes.has(id)),
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

function targetsOf(update: StreamHistory, day: string | undefined): UpdateTargets {
  const view = update.at(day);
  const blocks = (view.get('content')?.data.blocks ?? []) as { blockId: string }[];
  const said = (view.get('block-targets')?.data.blockTargets ?? []) as { blockId: string; targets: string[] }[];
  return {
    targets: (view.get('targets')?.data.targets ?? []) as string[],
    blocks: blocks.map(({ blockId }) => blockId),
    byBlock: new Map(said.map(({ blockId, targets }) => [blockId, targets])),
  };
}
