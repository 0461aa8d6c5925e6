import type { Extraction, Item, Source } from '../extraction.js';
import type { Bodies } from './bodies.js';
import type { Line } from './line.js';
import { type Citing, dayAfter, firstDayOf, lastDayOf } from './papers.js';
import { priorityId, type Theme, themeOfRow } from './plans.js';

const BASES: Readonly<Record<string, string>> = {
  'named in the text': 'named',
  'inferred from context': 'inferred',
  'not stated': 'notStated',
};

const DECISIONS = ['decision', 'agreement', 'approval', 'award'];

/** What is promised, by the kind of milestone that it becomes. */
const PROMISES: Readonly<Record<string, string>> = {
  promise: 'promise',
  'expected date': 'expected',
  scheduled: 'scheduled',
  'report promised': 'reportPromised',
  'standing promise': 'standing',
  'funding end': 'fundingEnd',
  'contract end': 'contractEnd',
  'contract start': 'contractStart',
};

/** What has happened: a milestone that was met. */
const EVENTS = ['launch', 'publication', 'commencement'];

const PANEL = 'Police, Fire and Crime Panel';

/** The meetings for which the papers are, by the day printed on them. */
const PANEL_DAYS = ['2019-09-23', '2022-06-07', '2022-08-04'];

/** The panel meeting for which a paper is. */
export function meetingOn(day: string): string {
  return `MEET-${day}`;
}

/** A decision for which no meeting is named has a notice of its own. */
export function noticeOf({ id }: Pick<Item, 'id'>): string {
  return `NOTICE-${id}`;
}

/** Meetings, decisions, recommendations, promises with and without a date, and what has happened. */
export class Dates {
  constructor(
    private readonly extraction: Extraction,
    private readonly themes: readonly Theme[],
    private readonly bodies: Bodies,
    private readonly citing: Citing,
  ) {}

  lines(): Line[] {
    const { items } = this.extraction.dates;
    const of = (types: readonly string[]) => items.filter(({ type }) => types.includes(type));
    const decisions = of(DECISIONS);
    return [
      ...this.panelMeetings(),
      ...decisions.map((item) => this.notice(item)),
      ...decisions.map((item) => this.decision(item)),
      ...of(['recommendation']).map((item) => this.recommendation(item)),
      ...of(Object.keys(PROMISES)).map((item) => this.promise(item, item.id, PROMISES[item.type]!)),
      ...decisions.filter(({ due }) => due).flatMap((item) => this.dueOf(item)),
      ...of(EVENTS).flatMap((item) => this.event(item)),
    ];
  }

  private panelMeetings(): Line[] {
    const { progress2019, progress2022, scorecard } = this.extraction;
    const front = [progress2019.document.sources, [scorecard.document.source], progress2022.document.sources];
    return PANEL_DAYS.map((date, index) => ({
      command: 'call-meeting',
      record: `meetings/${date}`,
      fields: {
        meetingId: meetingOn(date),
        ...this.citing.said(front[index]!),
        bodyIds: [this.bodies.id(PANEL)],
        kind: 'panel',
        date: { date, precision: 'day' },
      },
    }));
  }

  private notice(item: Item): Line {
    return {
      command: 'call-meeting',
      record: `dates/${item.id}`,
      fields: {
        meetingId: noticeOf(item),
        ...this.citing.said(item.source, item.where),
        // Where the paper does not say who decided, it is the notice of the office that the paper is by.
        bodyIds: [this.bodies.named(item.by_whom) ?? this.bodies.id('Deputy Mayor')],
        kind: 'decisionNotice',
        date: decidedOn(item),
      },
    };
  }

  private decision(item: Item): Line {
    return {
      command: 'record-board-decision',
      record: `dates/${item.id}`,
      fields: {
        meetingId: noticeOf(item),
        ...this.said(item),
        decisionId: item.id,
        text: item.what,
        decidedBy: this.party(item),
        decidedOn: decidedOn(item),
      },
    };
  }

  /** The papers ask the panel; a review asks somebody else, and no meeting. None of the answers is in the papers. */
  private recommendation(item: Item): Line {
    const said = this.said(item);
    if (!item.by_whom.endsWith('Panel')) {
      const issuer = this.bodies.id('Neighbourhood policing review (GMP)');
      return {
        command: 'register-external-recommendation',
        record: `dates/${item.id}`,
        fields: {
          externalRecommendationId: item.id,
          ...said,
          issuerBodyId: issuer,
          addressedTo: [this.bodies.id('GMP')],
          text: item.what,
        },
      };
    }
    const { recommendations } = this.extraction.scorecard;
    const printed = recommendations.find(({ source }) => isAt(source, item.source));
    return {
      command: 'make-recommendation',
      record: `dates/${item.id}`,
      fields: {
        meetingId: meetingOn(said.reportedOn),
        ...said,
        recommendationId: item.id,
        type: /agrees/.test(item.what) ? 'agree' : 'note',
        text: item.what,
        madeBy: this.party(item),
        addressedTo: [this.bodies.id(PANEL)],
        printedNumber: printed && String(printed.n),
      },
    };
  }

  private promise(item: Item, id: string, kind: string): Line {
    const plan = this.planOf(item);
    return {
      command: 'promise-milestone',
      record: `dates/${id}`,
      fields: {
        milestoneId: id,
        planId: plan,
        ...this.said(item),
        kind,
        what: item.what,
        promisedBy: this.party(item),
        due: dueOf(item),
        attached: this.attached(item, plan),
      },
    };
  }

  /** A decision that says until when: the date is a milestone of its own, which the decision sets. */
  private dueOf(item: Item): Line[] {
    const id = `${item.id}-due`;
    return [
      this.promise(item, id, 'expected'),
      {
        command: 'link-decision-changes',
        record: `dates/${item.id}`,
        fields: {
          meetingId: noticeOf(item),
          ...this.citing.edited(item.source),
          decisionId: item.id,
          changes: [{ kind: 'milestone', id }],
        },
      },
    ];
  }

  private event(item: Item): Line[] {
    const on = item.decided_or_happened && lastDayOf(item.decided_or_happened);
    return [
      this.promise(item, item.id, 'expected'),
      {
        command: 'report-milestone-outcome',
        record: `dates/${item.id}`,
        fields: {
          milestoneId: item.id,
          ...this.citing.said(item.source, item.where),
          state: 'met',
          on,
          reason: item.status_as_reported ?? item.type,
          evidence: [{ citation: this.citing.passages(item.source, item.where)[0] }],
        },
      },
    ];
  }

  private said(item: Item) {
    const undated = item.due ? undefined : item.due_text;
    return this.citing.said(item.source, item.where, [item.note, item.status_as_reported, undated]);
  }

  /** In the paper's words; by its id as well where these are exactly a body's name. */
  private party({ by_whom, by_whom_basis }: Item): object {
    const basis = BASES[by_whom_basis]!;
    if (basis === 'notStated') return { basis };
    const bodyId = this.bodies.named(by_whom);
    return { bodyId, role: bodyId ? undefined : by_whom, basis };
  }

  private planOf({ where }: Item): string {
    return where.startsWith('2022') ? 'plan-2022' : 'plan-2018';
  }

  /** What the passage stands under: a commitment, the commitments of a section, a row's theme, else the plan. */
  private attached({ where }: Item, plan: string): object[] {
    const node = (targetId: string) => [{ kind: 'node', targetId }];
    const inDraft = /^plan-2018\/(?:(C18-.+)|P(\d))$/.exec(where);
    if (inDraft?.[1]) return [{ kind: 'commitment', targetId: inDraft[1] }];
    if (inDraft?.[2]) return node(priorityId(plan, Number(inDraft[2])));
    const row = this.extraction.progress2022.rows.find(({ id }) => id === where);
    if (row) return node(themeOfRow(this.themes, row).id);
    const commitments = this.commitmentsAt(where);
    return commitments.length > 0
      ? commitments.map((targetId) => ({ kind: 'commitment', targetId }))
      : [{ kind: 'plan', targetId: plan }];
  }

  /** Commitments of the sections of 2019 that a place is in: `2019-09-23/2.8.11, 2.9.2`. */
  private commitmentsAt(where: string): string[] {
    if (!where.startsWith('2019-09-23/')) return [];
    const { sections } = this.extraction.progress2019;
    const { reported_2019_09_23: reported } = this.extraction.commitments2018;
    const places = where.slice('2019-09-23/'.length).split(', ');
    const numbers = new Set(places.map((place) => /^\d+\.\d+/.exec(place)?.[0]));
    const listed = sections.filter(({ section }) => numbers.has(section)).flatMap(({ commitments }) => commitments);
    return listed.map((id) => reported.find((each) => each.id === id)!.commitment_2018 ?? id);
  }
}

/** Whether two passages are the same line of the same paper. */
export function isAt(one: Source, other: Source): boolean {
  return one.file === other.file && one.line === other.line;
}

function decidedOn({ decided_or_happened: printed }: Item): object {
  if (!printed) return { precision: 'notStated' };
  if (/^\d{4}\/\d{2}$/.test(printed)) {
    const ends = `${Number(printed.slice(0, 4)) + 1}-03-31`;
    return { date: ends, precision: 'financialYear', printed };
  }
  if (!/^\d{4}(-\d{2}){0,2}$/.test(printed)) return { precision: 'notStated', printed };
  const precision = { 4: 'year', 7: 'month', 10: 'day' }[printed.length];
  return { date: lastDayOf(printed), precision };
}

/** A due date as exactly as it is printed. The last day on which it is not overdue is the extraction's. */
export function dueOf({ due, due_text, due_precision = '', overdue_after }: Item): object | undefined {
  if (!due) return undefined;
  const last = overdue_after!;
  const precision = precisionOf(due_precision);
  const [year, month] = last.split('-') as [string, string];
  const from: Record<string, string> = {
    day: last,
    periodEnd: last,
    month: firstDayOf(`${year}-${month}`),
    // Autumn is September to November.
    season: firstDayOf(`${year}-${String(Number(month) - 2).padStart(2, '0')}`),
    financialYear: `${Number(year) - 1}-04-01`,
    year: `${year}-01-01`,
  };
  const basis = due_precision.includes('launch')
    ? 'readFromPlanLaunch'
    : due_precision.includes('report date')
      ? 'readFromReport'
      : 'printed';
  return { from: from[precision], to: dayAfter(last), precision, printed: due_text, basis };
}

function precisionOf(words: string): string {
  if (words.startsWith('financial year')) return 'financialYear';
  if (words.startsWith('end of named period')) return 'periodEnd';
  return ['month', 'season', 'year', 'day'].find((each) => words.includes(each))!;
}
