import type { Extraction, Outcome, Plan, Row, Source } from '../extraction.js';
import type { Bodies } from './bodies.js';
import type { Line } from './line.js';
import { type Citing, dayAfter, firstDayOf, lastDayOf } from './papers.js';

const PRIORITY = { key: 'priority', one: 'Priority', many: 'Priorities' };
const THEME = { key: 'theme', one: 'Theme', many: 'Themes', printedAs: 'You Asked Us' };
const COMMITMENT = { key: 'commitment', one: 'Commitment', many: 'Commitments' };

const LEVELS = {
  'plan-2018': [
    { ...PRIORITY, printedAs: 'Priorities' },
    { ...COMMITMENT, printedAs: 'We commit to' },
  ],
  'plan-2022': [{ ...PRIORITY, printedAs: 'Priority' }, THEME, { ...COMMITMENT, printedAs: 'We will...' }],
};

export const ACTION_SCHEME = 'TAGS-22-ACTION';
export const STREAM_SCHEME = 'TAGS-22-STREAMS';

/** `P18-1`, `P22-3`: a priority by its plan and place. */
export function priorityId(plan: string, n: number): string {
  return `P${plan.slice(-2)}-${n}`;
}

/** Both plans with their priorities, outcomes, tags and stated counts; themes come with the commitments. */
export function planLines(extraction: Extraction, bodies: Bodies, citing: Citing): Line[] {
  const { plans } = extraction.plans;
  return [
    ...plans.flatMap((plan) => [
      registerPlan(plan, bodies, citing),
      ...plan.priorities.map((priority) => addPriority(plan, priority, citing)),
      ...outcomes(plan, citing),
      ...actionTags(plan, citing),
      ...statedCounts(plan, citing),
      issuePlan(plan, citing),
    ]),
    ...workStreams(extraction, citing),
    succession(plans[1]!, citing),
  ];
}

function registerPlan(plan: Plan, bodies: Bodies, citing: Citing): Line {
  const { id, period, ambition, made_by, consulted, consultation, outcomes_framework, succession, structure_source } =
    plan;
  const printed = [made_by, consulted, consultation, outcomes_framework, succession, ambition].filter((each) => !!each);
  const further = [period.source, structure_source].filter((each) => !!each);
  const said = citing.said([plan.title_source, ...printed.map(({ source }) => source), ...further], undefined, [
    period.basis,
    ...[made_by, consulted, consultation, outcomes_framework].map((each) => each?.text),
  ]);
  return {
    command: 'register-plan',
    record: `plans/${id}`,
    fields: {
      planId: id,
      ...said,
      reportedOn: id === 'plan-2018' ? lastDayOf(plan.dates[0]!.date) : said.reportedOn,
      // No paper says whose plan it is in so many words; both report that the Deputy Mayor answers for it.
      ownerBodyId: bodies.id('Deputy Mayor'),
      levels: LEVELS[id],
      externalIds: [id],
      described: { title: plan.title, subtitle: plan.subtitle, ambition: ambition?.text },
      period: {
        from: firstDayOf(String(period.from)),
        to: firstDayOf(String(period.to + 1)),
        basis: period.source ? 'printed' : 'inferred',
      },
    },
  };
}

function addPriority(plan: Plan, { n, title, definition, source }: Plan['priorities'][number], citing: Citing): Line {
  const id = priorityId(plan.id, n);
  return {
    command: 'add-priority',
    record: `plans/${id}`,
    fields: {
      planId: plan.id,
      ...citing.said(source),
      nodeId: id,
      level: 'priority',
      // The number is read from the order.
      printedNumber: { value: String(n), basis: 'inferred' },
      titled: { title, definition, class: 'first' },
    },
  };
}

function outcomes(plan: Plan, citing: Citing): Line[] {
  const overall = plan.overarching_outcomes;
  const scopes = [
    ...(overall ? [{ scope: plan.id as string, stem: overall.stem, items: overall.items }] : []),
    ...plan.priorities.map(({ n, we_will_know_stem, outcomes: items }) => ({
      scope: priorityId(plan.id, n),
      stem: we_will_know_stem,
      items,
    })),
  ];
  return scopes.flatMap(({ scope, stem, items }) =>
    items.map((item, index) => stateOutcome(plan, scope, stem, item, index + 1, citing)),
  );
}

function stateOutcome(
  plan: Plan,
  scopeId: string,
  stem: string | undefined,
  { text, qualifier, source, qualifier_source }: Outcome,
  order: number,
  citing: Citing,
): Line {
  const id = `OUT-${scopeId}-${order}`;
  return {
    command: 'state-outcome',
    record: `plans/${id}`,
    fields: {
      planId: plan.id,
      ...citing.said(qualifier_source ? [source, qualifier_source] : source),
      outcomeId: id,
      scopeId,
      stem,
      text,
      qualifier,
      order,
    },
  };
}

function actionTags(plan: Plan, citing: Citing): Line[] {
  const tags = plan.themes_for_action;
  if (tags.length === 0) return [];
  return [
    addScheme(ACTION_SCHEME, 'crossCutting', 'Themes for action', tags[0]!.source, citing),
    ...tags.map(({ n, title, source }) => addTag(`TAG-22-${n}`, ACTION_SCHEME, title, n, undefined, source, citing)),
  ];
}

/** The subjects that reports on each priority are to cover. */
function workStreams({ scorecard }: Extraction, citing: Citing): Line[] {
  const contents = scorecard.priority_report_contents;
  return [
    addScheme(
      STREAM_SCHEME,
      'workStream',
      'Work streams of the priority reports',
      contents[0]!.items[0]!.source,
      citing,
    ),
    ...contents.flatMap(({ priority, items }) =>
      items.map(({ text, source }, index) =>
        addTag(
          `WS-${priority}-${index + 1}`,
          STREAM_SCHEME,
          text,
          index + 1,
          priorityId('plan-2022', priority),
          source,
          citing,
        ),
      ),
    ),
  ];
}

function addScheme(schemeId: string, kind: string, label: string, source: Source, citing: Citing): Line {
  return {
    command: 'add-tag-scheme',
    record: `plans/${schemeId}`,
    fields: { planId: 'plan-2022', ...citing.said(source), schemeId, kind, label },
  };
}

function addTag(
  tagId: string,
  schemeId: string,
  label: string,
  order: number,
  nodeId: string | undefined,
  source: Source,
  citing: Citing,
): Line {
  return {
    command: 'add-tag',
    record: `plans/${tagId}`,
    fields: { planId: 'plan-2022', ...citing.said(source), tagId, schemeId, label, order, nodeId },
  };
}

function statedCounts(plan: Plan, citing: Citing): Line[] {
  const stated = plan.counts_stated;
  if (!stated) return [];
  const count = (scopeId: string, value: number): Line => ({
    command: 'state-count',
    record: `plans/count-${scopeId}`,
    fields: { planId: plan.id, ...citing.said(stated.source), scopeId, of: 'commitments', value },
  });
  return [count(plan.id, stated.high_level_commitments), count(priorityId(plan.id, 1), stated.priority_one)];
}

function issuePlan(plan: Plan, citing: Citing): Line {
  const [when] = plan.dates;
  const { date, source } = when!;
  const evidence = plan.text_date_evidence;
  const draft = !!plan.text_status?.startsWith('draft');
  const sources = [source, plan.text_status_source, ...(evidence?.sources ?? [])].filter((each) => !!each);
  const said = citing.said(sources, undefined, [plan.text_status, evidence?.note]);
  return {
    command: 'issue-plan',
    record: `plans/issue-${plan.id}`,
    fields: {
      planId: plan.id,
      ...said,
      reportedOn: draft ? lastDayOf(date) : said.reportedOn,
      effective: { from: firstDayOf(date), to: dayAfter(lastDayOf(date)) },
      textStatus: draft ? 'draft' : 'final',
    },
  };
}

function succession(plan: Plan, citing: Citing): Line {
  return {
    command: 'succeed-plan',
    record: 'plans/succession',
    fields: { planId: 'plan-2018', ...citing.said(plan.succession!.source), successorPlanId: plan.id },
  };
}

/** A heading under which commitments of 2022 stand, by the places it is printed in. */
export interface Theme {
  id: string;
  title: string;
  /** As the tables of August print it, where that differs or where only they do. */
  titleInAugust: string;
  priorityInJune: number | null;
  priorityInAugust: number;
  june?: Source;
  august?: Source;
  definition?: string;
}

/** The themes of 2022 in the order of June, then what only August prints. */
export function themesOf({ commitments2022, progress2022 }: Extraction): Theme[] {
  const headings = new Map<string, { priority: number; source: Source }>();
  const without = commitments2022.anomalies.find(({ detail }) => detail.includes("the theme 'Improve how police"))!;
  for (const { priority, you_asked_us: title, source } of commitments2022.commitments) {
    // The theme without a commitment stands first in the cell in which the second priority begins.
    if (priority === 'P2' && ![...headings.values()].some((known) => known.priority === 2)) {
      const lone = /theme '([^']+)'/.exec(without.detail)![1]!;
      headings.set(lone, { priority: 2, source: without.source[0]! });
    }
    if (!headings.has(title)) headings.set(title, { priority: Number(priority.slice(1)), source });
  }
  const inJune = [...headings].map(([title, { priority, source }], index): Theme => {
    const row = progress2022.rows.find((each) => letters(each.you_asked_us) === letters(title));
    return {
      id: `T22-${String(index + 1).padStart(2, '0')}`,
      title,
      titleInAugust: row?.you_asked_us ?? title,
      priorityInJune: priority,
      priorityInAugust: row?.priority ?? priority,
      june: source,
      august: row?.source,
    };
  });
  const onlyInAugust = progress2022.rows.filter(
    (row) => !inJune.some(({ title }) => letters(title) === letters(row.you_asked_us)),
  );
  return [
    ...inJune,
    ...onlyInAugust.map(
      (row, index): Theme => ({
        id: `T22-${String(inJune.length + index + 1).padStart(2, '0')}`,
        title: row.you_asked_us,
        titleInAugust: row.you_asked_us,
        priorityInJune: null,
        priorityInAugust: row.priority,
        august: row.source,
        // The row's outcome carries no number: it says what the theme is.
        definition: row.key_outcomes[0]!.text,
      }),
    ),
  ];
}

export function themeOfRow(themes: readonly Theme[], { you_asked_us }: Pick<Row, 'you_asked_us'>): Theme {
  return themes.find(({ titleInAugust }) => titleInAugust === you_asked_us)!;
}

function letters(words: string): string {
  return words.toLowerCase().replace(/[^a-z]/g, '');
}

/** Themes as first printed, and what the tables of August change about them. */
export function themeLines(themes: readonly Theme[], citing: Citing): Line[] {
  const plan = { planId: 'plan-2022' };
  return themes.flatMap((theme): Line[] => {
    const { id, title, titleInAugust, priorityInJune, priorityInAugust, june, august, definition } = theme;
    const added: Line = {
      command: 'add-theme',
      record: `themes/${id}`,
      fields: {
        ...plan,
        ...citing.said((june ?? august)!),
        nodeId: id,
        level: 'theme',
        printedNumber: { basis: 'none' },
        titled: { title, definition, class: 'first' },
        parentId: priorityId('plan-2022', priorityInJune ?? priorityInAugust),
      },
    };
    const renamed: Line = {
      command: 'title-node',
      record: `themes/${id}`,
      fields: { ...plan, ...citing.said(august ?? june!), nodeId: id, title: titleInAugust, class: 'editorial' },
    };
    const moved: Line = {
      command: 'place-node',
      record: `themes/${id}`,
      fields: {
        ...plan,
        ...citing.said(august ?? june!, undefined, ['Printed under another priority in June']),
        nodeId: id,
        parentId: priorityId('plan-2022', priorityInAugust),
      },
    };
    return [
      added,
      ...(titleInAugust === title ? [] : [renamed]),
      ...(priorityInJune === null || priorityInJune === priorityInAugust ? [] : [moved]),
    ];
  });
}
