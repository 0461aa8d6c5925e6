import type { CommitmentLine, StatusAnswer } from '../../../projections/state/queries/commitment/commitment.answers.js';
import { bodiesOf, isArea } from '../../../projections/state/queries/commitment/commitment-list.js';
import type { PlanNode, PlanTree } from '../../../projections/state/queries/plan/plan.answers.js';
import type { Named } from '../../../projections/state/queries/references.js';
import { type Numbered, numbered } from '../parts/pagination.js';
import { pathOfPlan, titleOf } from '../plans/plan.view.js';
import { officerStatus } from '../plans/status-table.js';
import { type CommitmentRow, commitmentRow } from './commitment-row.js';

/** How the list is narrowed, as the address says it. */
export interface CommitmentsAsked {
  /** UUID of a part of the plan. */
  under?: string;
  status?: string;
  /** Code or name of an area that a status is said for. */
  area?: string;
  /** UUID of a body that leads on it, promised it or delivers it. */
  body?: string;
  /** UUID of a tag of the plan. */
  tag?: string;
  noUpdate?: 'true' | 'false';
  overdue?: 'true' | 'false';
  words?: readonly string[];
  page?: number;
}

/** A value to choose; `text` is `null` for one that was asked for and that nothing in the view has. */
export interface CommitmentChoice {
  value: string;
  text: string | null;
}

export interface CommitmentListPage {
  plan: { title: string; path: string };
  path: string;
  list: Numbered<CommitmentRow>;
  asked: CommitmentsAsked;
  isNarrowed: boolean;
  parts: { value: string; text: string }[];
  /** What is overdue was asked for, and nothing is: then milestones may be, which have dates where commitments have none. */
  noneOverdue: { isAnyDated: boolean; plan: string; about?: string } | null;
  /** Statuses that a commitment of the plan has, and how often. */
  statuses: { value: string; text: string | null }[];
  /** Areas that the officers' status of a commitment of the plan is said for. */
  areas: CommitmentChoice[];
  /** Bodies that lead on a commitment of the plan, promised it or deliver it. */
  bodies: CommitmentChoice[];
  /** Tags that a commitment of the plan has. */
  tags: CommitmentChoice[];
}

/** @param found those of all that fit what was asked */
export function commitmentListPage(
  plan: PlanTree,
  { all, found }: { all: readonly CommitmentLine[]; found: readonly CommitmentLine[] },
  { page, ...asked }: CommitmentsAsked,
): CommitmentListPage {
  const path = pathOfPlan(plan);
  const areas = areasOf(all);
  const area = asked.area === undefined ? undefined : valueOfArea(asked.area, areas);
  const narrowing = { ...asked, area };
  const { under, overdue } = asked;
  return {
    plan: { title: plan.title ?? plan.id, path },
    path: `${path}/commitments`,
    list: numbered(
      found.map((line) => rowOf(line, area)),
      page,
    ),
    asked: narrowing,
    isNarrowed: Object.values(narrowing).some((value) => value !== undefined),
    noneOverdue:
      overdue === 'true' && found.length === 0
        ? {
            isAnyDated: all.some(({ targetDate }) => targetDate !== undefined),
            ...{ plan: plan.externalIds[0] ?? plan.id, ...(under === undefined ? {} : { about: under }) },
          }
        : null,
    parts: partsOf(plan.children),
    statuses: statusesOf(all, area),
    areas: withAsked(areas, area, area),
    bodies: withAsked(byName(all.flatMap(bodiesOf)), asked.body),
    tags: withAsked(byName(all.flatMap(({ tags }) => tags)), asked.tag),
  };
}

function rowOf(line: CommitmentLine, area?: string): CommitmentRow {
  const within = line.path.filter((part) => part.id !== line.plan.id).map((part) => part.name ?? part.id);
  const inArea = statusIn(line, area);
  return { ...commitmentRow(line, within), ...(inArea ? { inArea } : {}) };
}

/** What the officers have said of it for one area. */
function areaStatuses({ statuses }: CommitmentLine): StatusAnswer[] {
  return statuses.filter(({ assessment, area }) => assessment === 'officer' && area !== undefined);
}

function statusIn(line: CommitmentLine, area: string | undefined): StatusAnswer | undefined {
  return area === undefined ? undefined : areaStatuses(line).find((status) => isArea(status, area));
}

/** Each area once, by its code where it has one: names may differ. One whose only status was taken back is left out. */
function areasOf(lines: readonly CommitmentLine[]): { value: string; text: string }[] {
  const found = new Map<string, string>();
  for (const { area, areaCode, status } of lines.flatMap(areaStatuses)) {
    const value = areaCode ?? area!;
    if (status !== null && !found.has(value)) found.set(value, area!);
  }
  return inOrder([...found].map(([value, text]) => ({ value, text })));
}

/** An address may name an area by its name too, in any letters. */
function valueOfArea(asked: string, areas: readonly { value: string; text: string }[]): string {
  return areas.find(({ value, text }) => value === asked || text.toLowerCase() === asked.toLowerCase())?.value ?? asked;
}

function byName(things: readonly Named[]): { value: string; text: string }[] {
  return inOrder([...new Map(things.map(({ id, name }) => [id, { value: id, text: name ?? id }])).values()]);
}

function inOrder(choices: { value: string; text: string }[]): { value: string; text: string }[] {
  return choices.sort((a, b) => a.text.localeCompare(b.text, 'en'));
}

/** With what was asked for, so that the form says that it narrows the list even where nothing in the view has it. */
function withAsked(
  choices: readonly CommitmentChoice[],
  asked: string | undefined,
  text: string | null = null,
): CommitmentChoice[] {
  if (asked === undefined || choices.some(({ value }) => value === asked)) return [...choices];
  return [...choices, { value: asked, text }];
}

/** Every part of the tree, those below another with a dash before them. */
function partsOf(nodes: readonly PlanNode[], depth = 0): { value: string; text: string }[] {
  return nodes.flatMap((node) => [
    { value: node.id, text: `${'– '.repeat(depth)}${titleOf(node)}` },
    ...partsOf(node.children, depth + 1),
  ]);
}

/** @param area the statuses said for it besides */
function statusesOf(lines: readonly CommitmentLine[], area?: string): CommitmentListPage['statuses'] {
  const found = new Map<string, string | null>();
  for (const line of lines) {
    const { status, label } = officerStatus(line) ?? { status: null, label: '' };
    found.set(status ?? 'notStated', status ? label : null);
    const inArea = statusIn(line, area);
    if (inArea && inArea.status !== null) found.set(inArea.status, inArea.label);
  }
  return [...found].map(([value, text]) => ({ value, text }));
}
