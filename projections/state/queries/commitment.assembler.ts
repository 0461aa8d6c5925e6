import type { Day } from '../../../src/ledger/dates.js';
import type { Statement } from '../statement.js';
import { covers, explains, labelsOfCommitment, type ReportDay, reportsByPlan } from './commitment/labels.js';
import type { CountedMoves } from './commitment/moves.js';
import type {
  CommitmentAnswer,
  CommitmentLine,
  CommitmentSummary,
  DeliveryAnswer,
  PrintedNumberAnswer,
  Reclassification,
  StatusAnswer,
  TargetDateAnswer,
  Wording,
  WordingInForce,
} from './commitment.answers.js';
import { disputedEntries, entriesOf } from './conflict/conflict.assembler.js';
import { type DueAnswer, dueState } from './due.js';
import type { AddedByEditors } from './editors.js';
import { compare, type Facts, grouped, type ObjectFacts, partOf, present, readable } from './facts.js';
import type { MilestoneAnswer } from './milestone.answers.js';
import { byAttachment, milestones } from './milestone.assembler.js';
import type { CountedCommitment } from './plan.answers.js';
import { provenanceOf } from './provenance.js';
import { idIn, idsIn, type Named, Names } from './references.js';
import { closedStatusesOf, isClosed, labelOf, labelsOf } from './schemes.js';
import { tagsOf } from './tag/tag.assembler.js';
import type { UpdateAnswer } from './update.answers.js';
import { byTarget, officesIn, updates } from './update.assembler.js';

/** What commitments are shown with: everything of a view that points at them. */
export class Surroundings {
  readonly names: Names;
  readonly updates: ReadonlyMap<string, UpdateAnswer[]>;
  readonly milestones: ReadonlyMap<string, MilestoneAnswer[]>;
  readonly delivery: ReadonlyMap<string, DeliveryAnswer[]>;
  private readonly statusLabels: ReadonlyMap<string, string>;
  private readonly closedStatuses: ReadonlySet<string>;
  private readonly reports: ReadonlyMap<string, readonly ReportDay[]>;
  private readonly disputed: ReadonlySet<string>;

  /** @param moves how often target dates were moved, by commitment; without, none counts as moved */
  constructor(
    readonly facts: Facts,
    readonly on: Day,
    private readonly moves: ReadonlyMap<string, CountedMoves> = new Map(),
  ) {
    this.names = new Names(facts);
    this.updates = byTarget(updates(facts, this.names));
    this.milestones = byAttachment(milestones(facts, this.names, on));
    this.delivery = deliveryByTarget(facts, this.names);
    const schemes = facts.all('settings').flatMap((settings) => settings.list('scheme/*'));
    this.statusLabels = labelsOf(schemes);
    this.closedStatuses = closedStatusesOf(schemes);
    this.reports = reportsByPlan(facts);
    this.disputed = disputedCommitments(facts);
  }

  /** By when a commitment is to be done, where that is stated. */
  targetDate(commitment: ObjectFacts): TargetDateAnswer | undefined {
    const dated = commitment.get('target-date');
    if (!dated) return undefined;
    const status = commitment.get('status/officer');
    const due = dated.data.due as unknown as DueAnswer;
    return {
      due,
      ...dueState(due, !status || !isClosed(this.closedStatuses, status), this.on),
      ...(this.moves.get(commitment.id) ?? { moved: 0, advanced: 0 }),
      from: provenanceOf(dated),
    };
  }

  labels(commitment: ObjectFacts): string[] {
    const facet = 'status/officer';
    const within = new Set([commitment.plan ?? '', ...pathTo(commitment, this).map(({ id }) => id)]);
    const target = this.targetDate(commitment);
    const reports = (this.reports.get(commitment.plan ?? '') ?? []).filter((report) => covers(report, within));
    return labelsOfCommitment({
      statusSaid: (commitment.get(facet) ?? commitment.withdrawal(facet)) !== undefined,
      updates: this.updates.get(commitment.id) ?? [],
      reports,
      explained: reports[0] !== undefined && explains(reports[0], within.add(commitment.id)),
      overdue: target?.overdue ?? false,
      disputed: this.disputed.has(commitment.id),
      moved: target?.moved ?? 0,
    });
  }

  /** A status in words. */
  statusLabel(scheme: string, status: string): string {
    return labelOf(this.statusLabels, scheme, status);
  }
}

/** A commitment as it stands in a tree. */
export function commitmentSummary(commitment: ObjectFacts, around: Surroundings): CommitmentSummary {
  const wording = wordingInForce(commitment);
  const plan = around.facts.object('plan', commitment.plan);
  return present<CommitmentSummary>({
    id: commitment.id,
    externalIds: externalIdsOf(commitment),
    printedNumber: numberOf(commitment, wording),
    wording: wording ?? null,
    statuses: statusesOf(commitment, around),
    labels: around.labels(commitment),
    nature: commitment.value('nature', 'nature') ?? null,
    lead: around.names.party(commitment.get('lead')?.data),
    targetDate: around.targetDate(commitment),
    tags: tagsOf(commitment, 'tag/*', 'CommitmentTagged', plan),
    latestUpdate: around.updates.get(commitment.id)?.[0] ?? null,
    milestones: around.milestones.get(commitment.id) ?? [],
    delivery: around.delivery.get(commitment.id) ?? [],
  });
}

/** A commitment as it stands in a list. */
export function commitmentLine(summary: CommitmentSummary, around: Surroundings): CommitmentLine {
  const commitment = around.facts.object('commitment', summary.id)!;
  return present<CommitmentLine>({
    ...summary,
    plan: around.names.of(commitment.plan)!,
    promisedBy: around.names.party(commitment.get('identity')?.data.promisedBy),
    path: pathTo(commitment, around),
    from: provenanceOf(commitment.get('identity')!),
  });
}

/**
 * One commitment with everything known of it, or `undefined` where the view does not hold it.
 *
 * @param added what the editors said of it after the day of the view
 */
export function commitmentAnswer(
  id: string,
  around: Surroundings,
  added: AddedByEditors[] = [],
): CommitmentAnswer | undefined {
  const commitment = around.facts.object('commitment', id);
  if (!commitment?.get('identity')) return undefined;
  const line = commitmentLine(commitmentSummary(commitment, around), around);
  return {
    ...line,
    wordings: wordingsOf(commitment),
    updates: around.updates.get(id) ?? [],
    updatesAbove: line.path.flatMap((part) => around.updates.get(part.id) ?? []),
    addedByEditors: added,
  };
}

/** A commitment by its number and its words. */
export function countedCommitment(commitment: ObjectFacts): CountedCommitment {
  const wording = wordingInForce(commitment);
  return present<CountedCommitment>({
    id: commitment.id,
    externalIds: externalIdsOf(commitment),
    printedNumber: numberOf(commitment, wording),
    text: wording?.text,
    from: wording?.from,
  });
}

/** The id of the part of the plan that a commitment sits in, or of the plan itself. */
export function homeOf(commitment: ObjectFacts): string | undefined {
  return idIn(commitment.get('place')?.data.homeId);
}

export function externalIdsOf(object: ObjectFacts): string[] {
  return object.value<string[]>('identity', 'externalIds') ?? [];
}

/** The words in force: the newest authoritative version, else the earliest that is held. */
export function wordingInForce(commitment: ObjectFacts): WordingInForce | undefined {
  const versions = wordingsOf(commitment);
  const authoritative = versions.findLast(({ standing }) => standing === 'authoritative');
  if (authoritative) return { ...authoritative, chosen: 'authoritative' };
  return versions[0] && { ...versions[0], chosen: 'earliestHeld' };
}

/** All versions of a commitment's words that are held, the earliest first. */
export function wordingsOf(commitment: ObjectFacts): Wording[] {
  const versions = commitment
    .list('wording/*')
    .sort((a, b) => compare(a.reportedOn, b.reportedOn) || a.edition - b.edition || a.slot - b.slot);
  return versions.map((version) => {
    const { data } = version;
    return present<Wording>({
      id: partOf(version.facet, 1),
      text: String(data.text),
      lang: data.lang as string | undefined,
      form: data.form as string | undefined,
      standing: String(data.standing),
      class: data.class as string | undefined,
      printedUnder: data.printedUnder as string | undefined,
      printedNumber: printedNumberOf(data.printedNumber),
      damaged: readable(data.damaged) as string | undefined,
      reclassified: reclassified(version, commitment),
      from: provenanceOf(version),
    });
  });
}

function reclassified({ facet }: Statement, commitment: ObjectFacts): Reclassification | undefined {
  const again = commitment.get(`${facet}/class`);
  return again && { class: String(again.data.class), from: provenanceOf(again) };
}

/** The number of the words in force; where those have none, the first that any version has. */
function numberOf(commitment: ObjectFacts, shown: Wording | undefined): PrintedNumberAnswer {
  const numbers = [shown, ...wordingsOf(commitment)].map((wording) => wording?.printedNumber);
  return numbers.find((number) => number?.value !== undefined) ?? printedNumberOf({ basis: 'none' })!;
}

/** A number as a paper prints it, or as its editors have inferred it; `undefined` where nothing is said of one. */
export function printedNumberOf(said: unknown): PrintedNumberAnswer | undefined {
  const { value, basis } = (said ?? {}) as { value?: string; basis?: string };
  if (basis === undefined) return undefined;
  const display = value === undefined ? 'No number printed' : basis === 'inferred' ? `${value} (inferred)` : value;
  return present({ value, basis, display });
}

/**
 * Both assessments, the officer's first; one that nobody has made is "Not stated in the source", one that the body has
 * taken back is "Withdrawn".
 */
function statusesOf(commitment: ObjectFacts, around: Surroundings): StatusAnswer[] {
  return ['officer', 'panel'].flatMap((assessment) => {
    const facet = `status/${assessment}`;
    const overall = commitment.get(facet) ?? commitment.withdrawal(facet);
    const byArea = [...commitment.under(`${facet}/`), ...commitment.withdrawals(`${facet}/`)];
    const first: StatusAnswer = overall
      ? statusAnswer(assessment, overall, around)
      : { assessment, status: null, label: 'Not stated in the source' };
    return [first, ...byArea.map((statement) => statusAnswer(assessment, statement, around))];
  });
}

function statusAnswer(assessment: string, statement: Statement, around: Surroundings): StatusAnswer {
  const { data, withdrawn, facet } = statement;
  const status = withdrawn ? null : String(data.status);
  const area = data.area as { name: string; code?: string } | undefined;
  return present<StatusAnswer>({
    assessment,
    status,
    label: status === null ? 'Withdrawn' : around.statusLabel(String(data.scheme), status),
    area: area?.name ?? (facet.split('/').length > 2 ? decodeURIComponent(partOf(facet, 2)) : undefined),
    areaCode: area?.code,
    reason: readable(withdrawn ? statement.change?.reason : data.reason) as string | null | undefined,
    evidence: readable(data.evidence) as unknown[] | undefined,
    from: provenanceOf(statement),
  });
}

/** Commitments of which an open conflict disputes a status or an update. */
function disputedCommitments(facts: Facts): Set<string> {
  const entries = disputedEntries(facts);
  if (entries.size === 0) return new Set();
  const isDisputed = (statement: Statement) => entriesOf(statement).some((id) => entries.has(id));
  const byStatus = facts.all('commitment').filter((one) => one.under('status/').some(isDisputed));
  const updates = facts.all('update').filter((update) => {
    const content = update.get('content');
    return content && isDisputed(content);
  });
  return new Set([
    ...byStatus.map(({ id }) => id),
    ...updates.flatMap((update) => idsIn(update.get('targets')?.data.targets)),
  ]);
}

function pathTo(commitment: ObjectFacts, around: Surroundings): Named[] {
  const plan = around.facts.object('plan', commitment.plan);
  const path: Named[] = [];
  let here = homeOf(commitment);
  while (here !== undefined && here !== commitment.plan && path.length < MOST_LEVELS) {
    path.unshift(around.names.of(here)!);
    here = idIn(plan?.get(`node/${here}/place`)?.data.parentId);
  }
  return path;
}

/** Delivery links by what they deliver; an ended one stays, with the day of its end. */
function deliveryByTarget(facts: Facts, names: Names): Map<string, DeliveryAnswer[]> {
  return grouped(deliveryLinks(facts, names), ({ targets }) => targets.map(({ id }) => id));
}

export function deliveryLinks(facts: Facts, names: Names): DeliveryAnswer[] {
  return facts.all('plan').flatMap((plan) =>
    plan.list('delivery/*').map((link) => {
      const id = partOf(link.facet, 1);
      const end = plan.get(`delivery/${id}/end`);
      return present<DeliveryAnswer>({
        id,
        body: names.of(link.data.bodyId),
        words: readable(link.data.words) as string | null | undefined,
        function: link.data.function as string | undefined,
        printed: readable(link.data.printed) as string | null | undefined,
        people: officesIn(link.data.people),
        endedOn: (end?.data.to ?? link.data.to) as string | undefined,
        endedFrom: end && provenanceOf(end),
        targets: idsIn(link.data.targets).map((target) => names.of(target)!),
        from: provenanceOf(link),
      });
    }),
  );
}

/** More levels than a plan may have: a loop in the places, which rules refuse, must not hang a page. */
const MOST_LEVELS = 8;
