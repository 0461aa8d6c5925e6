import type { Day } from '../../../../src/ledger/dates.js';
import type { Statement } from '../../statement.js';
import { disputedEntries, entriesOf } from '../conflict/conflict.assembler.js';
import { type DueAnswer, dueState } from '../due.js';
import { compare, type Facts, type ObjectFacts, present, readable } from '../facts.js';
import type { MilestoneAnswer } from '../milestone/milestone.answers.js';
import { byAttachment, milestones } from '../milestone/milestone.assembler.js';
import { Names } from '../names.js';
import { pathTo } from '../plan/under.js';
import { provenanceOf } from '../provenance.js';
import { rowOf, SilentRows } from '../report/rows.js';
import { closedStatusesOf, isClosed, labelOf, labelsOf } from '../schemes.js';
import type { UpdateAnswer } from '../update/update.answers.js';
import { byTarget, updates } from '../update/update.assembler.js';
import type { DeliveryAnswer, Silence, TargetDateAnswer } from './commitment.answers.js';
import { deliveryByTarget } from './delivery.js';
import { covers, explains, labelsOfCommitment, type ReportDay, reportsByPlan } from './labels.js';
import type { CountedMoves } from './moves.js';

/** What commitments are shown with: everything of a view that points at them. */
export class Surroundings {
  readonly names: Names;
  /** By what they name, as a whole or by a paragraph, whether they say anything about it or not. */
  readonly updates: ReadonlyMap<string, UpdateAnswer[]>;
  readonly milestones: ReadonlyMap<string, MilestoneAnswer[]>;
  readonly delivery: ReadonlyMap<string, DeliveryAnswer[]>;
  private readonly statusLabels: ReadonlyMap<string, string>;
  private readonly closedStatuses: ReadonlySet<string>;
  private readonly reports: ReadonlyMap<string, readonly ReportDay[]>;
  private readonly disputed: ReadonlySet<string>;
  private readonly silent: SilentRows;

  /** @param moves how often target dates were moved, by commitment; without, none counts as moved */
  constructor(
    readonly facts: Facts,
    readonly on: Day,
    private readonly moves: ReadonlyMap<string, CountedMoves> = new Map(),
  ) {
    this.names = new Names(facts);
    this.updates = byTarget(updates(facts, this.names), facts);
    this.milestones = byAttachment(milestones(facts, this.names, on));
    this.delivery = deliveryByTarget(facts, this.names);
    const schemes = facts.all('settings').flatMap((settings) => settings.list('scheme/*'));
    this.statusLabels = labelsOf(schemes);
    this.closedStatuses = closedStatusesOf(schemes);
    this.reports = reportsByPlan(facts);
    this.disputed = disputedCommitments(facts);
    this.silent = new SilentRows(facts);
  }

  /** Updates that say something about a commitment, the newest first. */
  updatesAbout(commitment: string): UpdateAnswer[] {
    return (this.updates.get(commitment) ?? []).filter(({ id }) => !this.silent.of(id, commitment));
  }

  /** Updates that name a commitment and say nothing about it, and reports that say so themselves; the newest first. */
  silences(commitment: string): Silence[] {
    const rows = (this.updates.get(commitment) ?? []).flatMap(({ id, from: { reportedOn } }) => {
      const silent = this.silent.of(id, commitment);
      return silent ? [{ id, reportedOn, said: silent.said }] : [];
    });
    const inRows = new Set(rows.map(({ said }) => said));
    const said = this.silent.saidOf(commitment).filter((one) => !inRows.has(one));
    const all = [...rows, ...said.map((one) => ({ id: undefined, reportedOn: one.reportedOn, said: one }))];
    return all
      .sort((a, b) => compare(b.reportedOn, a.reportedOn))
      .map(({ id, reportedOn, said }) =>
        present<Silence>({
          ...{ update: id, reportedOn, report: said && this.names.of(said.objectId) },
          reason: said && ((readable(said.data.reason) ?? null) as string | null),
          from: said && provenanceOf(said),
        }),
      );
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
      updates: this.updatesAbout(commitment.id),
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
  return new Set([...byStatus.map(({ id }) => id), ...updates.flatMap((update) => [...rowOf(update).targets])]);
}
