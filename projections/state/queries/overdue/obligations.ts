import { addDays, type Day } from '../../../../src/ledger/dates.js';
import type { Statement } from '../../statement.js';
import { wordingInForce } from '../commitment/wordings.js';
import type { DueAnswer } from '../due.js';
import { type Facts, grouped, type ObjectFacts, partOf, readable } from '../facts.js';
import { comesByItself } from '../milestone/endings.js';
import type { Names } from '../names.js';
import { idsIn, type Named, type PartyAnswer } from '../references.js';
import { closedStatusesOf, isClosed } from '../schemes.js';
import type { DueKind } from './overdue.answers.js';

/** Something promised or asked for that nobody has said to be done. */
export interface Obligation {
  id: string;
  kind: DueKind;
  what: string | null;
  object: Named;
  plan?: Named;
  owedBy: PartyAnswer[];
  about: Named[];
  due?: DueAnswer;
  /** To be kept again and again, and so without a date. */
  standing: boolean;
  /** When something was last said of it. */
  lastWord: Day;
  stated: Statement;
  dated?: Statement;
  /** The key that its dates are said under, where they can be moved. */
  dates?: { stream: string; facet: string };
}

/** Everything of a view that is still to be done, by kind and in the order of the first entries. */
export function obligations(facts: Facts, names: Names): Obligation[] {
  return [
    ...facts.all('milestone').flatMap((milestone) => ofMilestone(milestone, names)),
    ...ofCommitments(facts, names),
    ...facts.all('meeting').flatMap((meeting) => ofActions(meeting, names)),
    ...facts.all('extrec').flatMap((one) => ofExternalRecommendation(one, names)),
    ...ofReleases(facts, names),
  ];
}

function ofMilestone(milestone: ObjectFacts, names: Names): Obligation[] {
  const promise = milestone.get('promise');
  const state = milestone.get('state');
  if (!promise || (state && state.data.state !== 'open') || comesByItself(promise.data.kind)) return [];
  const dated = milestone.get('due');
  const attached = milestone.list('attached/*/*', 'MilestoneAttached');
  return [
    {
      id: milestone.id,
      kind: 'milestone',
      what: readable(promise.data.what) as string | null,
      object: names.of(milestone.id)!,
      plan: names.of(milestone.plan),
      owedBy: parties(names.party(promise.data.promisedBy)),
      about: attached.map(({ facet }) => names.of(partOf(facet, 2))!),
      due: dated?.data.due as DueAnswer | undefined,
      standing: promise.data.kind === 'standing',
      lastWord: latest(promise, dated, state),
      stated: promise,
      dated,
      dates: { stream: milestone.stream, facet: 'due' },
    },
  ];
}

/** Only commitments with a date of their own: the others are due when their plan ends. */
function ofCommitments(facts: Facts, names: Names): Obligation[] {
  const closed = closedStatusesOf(facts.all('settings').flatMap((settings) => settings.list('scheme/*')));
  const updates = grouped(
    facts.all('update').flatMap((update) => update.get('targets') ?? []),
    ({ data }) => idsIn(data.targets),
  );
  return facts.all('commitment').flatMap((commitment): Obligation[] => {
    const identity = commitment.get('identity');
    const dated = commitment.get('target-date');
    const status = commitment.get('status/officer');
    if (!identity || !dated || (status && isClosed(closed, status))) return [];
    const led = names.party(commitment.get('lead')?.data);
    const home = names.of(commitment.get('place')?.data.homeId);
    return [
      {
        id: commitment.id,
        kind: 'commitment',
        what: wordingInForce(commitment)?.text ?? null,
        object: names.of(commitment.id)!,
        plan: names.of(commitment.plan),
        owedBy: parties(led ?? names.party(identity.data.promisedBy)),
        about: home ? [home] : [],
        due: dated.data.due as unknown as DueAnswer,
        standing: false,
        lastWord: latest(dated, ...commitment.under('status/'), ...(updates.get(commitment.id) ?? [])),
        stated: identity,
        dated,
        dates: { stream: commitment.stream, facet: 'target-date' },
      },
    ];
  });
}

function ofActions(meeting: ObjectFacts, names: Names): Obligation[] {
  return meeting.list('action/*').flatMap((raised): Obligation[] => {
    const { facet } = raised;
    const id = partOf(facet, 1);
    const state = meeting.get(`${facet}/state`);
    if (state?.kind === 'ActionClosed') return [];
    const owner = meeting.get(`${facet}/owner`);
    const dated = meeting.get(`${facet}/due`);
    return [
      {
        id,
        kind: 'action',
        what: readable(raised.data.text) as string | null,
        object: names.of(id)!,
        owedBy: parties(names.party(owner?.data)),
        about: [names.of(meeting.id)!],
        due: dated?.data.due as DueAnswer | undefined,
        standing: false,
        lastWord: latest(raised, state, owner, dated),
        stated: raised,
        dated,
        dates: { stream: meeting.stream, facet: `${facet}/due` },
      },
    ];
  });
}

/** One that was sent to its maker for closing is done as far as the body goes. */
function ofExternalRecommendation(one: ObjectFacts, names: Names): Obligation[] {
  const identity = one.get('identity');
  const state = one.get('state');
  if (!identity || (state && state.data.state !== 'open')) return [];
  const { text, addressedTo, due } = readable(identity.data) as Record<string, unknown>;
  return [
    {
      id: one.id,
      kind: 'externalRecommendation',
      what: text as string | null,
      object: names.of(one.id)!,
      owedBy: idsIn(addressedTo).flatMap((bodyId) => parties(names.party({ bodyId }))),
      about: one.list('link/*/*', 'ExternalRecommendationLinked').map(({ facet }) => names.of(partOf(facet, 2))!),
      due: due as DueAnswer | undefined,
      standing: false,
      lastWord: latest(identity, state),
      stated: identity,
      ...(due ? { dated: identity } : {}),
    },
  ];
}

/** The next figures of a metric, which belong to the priorities on whose scorecard it stands. */
function ofReleases(facts: Facts, names: Names): Obligation[] {
  const priorities = prioritiesByMetric(facts);
  return facts.all('metric').flatMap((metric): Obligation[] => {
    const schedule = metric.get('schedule');
    const nextDue = String(schedule?.data.nextDue);
    const isReleased = metric.under('value/').some((figure) => isReleaseSince(figure, nextDue));
    if (!schedule || metric.get('end') || isReleased) return [];
    return [
      {
        id: metric.id,
        kind: 'release',
        what: metric.value('definition', 'name') ?? null,
        object: names.of(metric.id)!,
        owedBy: [],
        about: (priorities.get(metric.id) ?? []).map((id) => names.of(id)!),
        due: { from: nextDue, to: addDays(nextDue, 1), precision: 'day' },
        standing: false,
        lastWord: schedule.reportedOn,
        stated: schedule,
        dated: schedule,
        dates: { stream: metric.stream, facet: 'schedule' },
      },
    ];
  });
}

/** Figures that are said anew are those of an earlier release. */
export function isReleaseSince({ originalType, reportedOn }: Statement, due: Day): boolean {
  return originalType === 'MetricSubmitted' && reportedOn >= due;
}

function prioritiesByMetric(facts: Facts): Map<string, string[]> {
  const metrics = new Map<string, string[]>();
  for (const plan of facts.all('plan'))
    for (const { facet, data } of plan.list('indicator/*', 'ScorecardIndicatorSet')) {
      const priority = String(data.priorityId);
      for (const metric of idsIn(plan.get(`${facet}/metrics`)?.data.metricIds))
        metrics.set(metric, [...new Set([...(metrics.get(metric) ?? []), priority])]);
    }
  return metrics;
}

function parties(party: PartyAnswer | undefined): PartyAnswer[] {
  return party ? [party] : [];
}

function latest(first: Statement, ...others: (Statement | undefined)[]): Day {
  return others.reduce((day, other) => (other && other.reportedOn > day ? other.reportedOn : day), first.reportedOn);
}
