import type { Actor } from '../access/roles.js';
import type { JsonObject } from '../integrity/canonical-json.js';
import { type Finding, refusal, type Situation, type Target, warning } from '../ledger/catalogue/catalogue.js';
import type { Envelope } from '../ledger/catalogue/envelope.dto.js';
import { addDays, printedDay } from '../ledger/dates.js';
import type { Commitment, StreamEvent } from '../ledger/event.js';
import { statementData } from '../ledger/history.js';
import { sameJson, sameStatement } from '../ledger/same-json.js';

/** A command that states the entry it acts on anew. */
type Anew = Envelope & { statement: JsonObject };

export function revisionRules(command: Anew & { scheduled: boolean }, situation: Situation): Finding[] {
  const target = situation.target!;
  if (target.type.permanent) return [cannotBe('revised')];
  return statedAnew(target, [
    comparedDays(situation) <= 0 && refusal('reportedOn', 'A revision must be reported after the figure it revises'),
    sameStatement(command.statement, statementData(target.history.textOf(target.statement))) &&
      refusal('statement', 'The value has not changed'),
    outsideSchedule(command, situation) &&
      warning('outside-schedule', 'scheduled', 'Outside the release schedule; is this a restatement?'),
    otherKey(command, situation) &&
      refusal(
        'statement',
        'A revision keeps the object and period. Enter another as a statement of its own',
        OTHER_KEY,
      ),
  ]);
}

export function restatementRules(command: Anew, situation: Situation): Finding[] {
  if (situation.target!.type.permanent) return [cannotBe('restated')];
  return statedAnew(situation.target!, [
    approvalFinding(situation),
    comparedDays(situation) < 0 &&
      refusal('reportedOn', 'A restatement cannot be reported before the figure it restates'),
    otherKey(command, situation) &&
      refusal(
        'statement',
        'A restatement keeps the object and period. Enter another as a statement of its own',
        OTHER_KEY,
      ),
  ]);
}

export function withdrawalRules(_: Envelope, situation: Situation): Finding[] {
  const target = situation.target!;
  if (target.type.permanent) return [cannotBe('withdrawn')];
  if (!isStatement(target)) return [NOT_A_STATEMENT];
  const before = withdrawalOf(target);
  return [
    !!before && withdrawnOn(before),
    comparedDays(situation) < 0 && refusal('reportedOn', 'Nothing can be withdrawn before it was reported'),
  ];
}

export function correctionRules(command: Anew, situation: Situation): Finding[] {
  return statedAnew(situation.target!, [
    saysNothingNew(command, situation) && refusal('statement', 'Nothing has changed'),
    otherKey(command, situation) &&
      refusal(
        'statement',
        'A correction keeps the object, period and reported date. To change those, void the entry and enter it again',
        OTHER_KEY,
      ),
  ]);
}

export function voidRules(_: Envelope, situation: Situation): Finding[] {
  const target = situation.target!;
  const { event, type } = target;
  // A correction of a permanent entry is none itself: it can be voided where it was the slip.
  if (event.type === 'EntryVoided') return [cannotBe('voided', 'voids-a-void')];
  return [((type.permanent && event.type === type.name) || !isStatement(target)) && cannotBe('voided')];
}

/** What others rely on, and what the ledger says of itself, stays as it was recorded. */
function cannotBe(changed: string, code = 'permanent'): Finding {
  return refusal('target', `This cannot be ${changed}`, code);
}

const OTHER_KEY = 'key-differs';
const NOT_A_STATEMENT = refusal('target', 'This entry states nothing, so there is nothing to change');

/** What was taken back has no words that could be stated anew; what says nothing about a key has none either. */
function statedAnew(target: Target, findings: Finding[]): Finding[] {
  if (!isStatement(target)) return [NOT_A_STATEMENT];
  return target.statement.type === 'Withdrawn' ? [withdrawnOn(target.statement)] : findings;
}

/** Voids, erasures and administrative entries say nothing about a key. */
function isStatement({ event, type }: Target): boolean {
  return type.key !== null && event.type !== 'EntryVoided' && event.type !== 'PersonalDataErased';
}

function withdrawalOf({ statement, history }: Target): StreamEvent | undefined {
  return history.events.find(({ id, type, metadata }) => {
    if (type !== 'Withdrawn' || history.voidOf(id)) return false;
    const withdrawn = history.event(metadata.target!);
    return id === statement.id || (!!withdrawn && history.root(withdrawn).id === statement.id);
  });
}

function withdrawnOn(withdrawal: StreamEvent): Finding {
  return refusal('target', `This was withdrawn on ${printedDay(withdrawal.metadata.reportedOn!)}`);
}

/** A planned update comes on the day that was announced for it; where none was announced, its word is taken for it. */
function outsideSchedule({ scheduled }: { scheduled: boolean }, { history, reportedOn }: Situation): boolean {
  const announced = reportedOn && history.at(addDays(reportedOn, -1)).get('schedule')?.data.nextDue;
  return !scheduled || (announced !== undefined && announced !== reportedOn);
}

/**
 * What is restated live is approved by somebody else: on its way, by somebody else than its author, or, where an
 * approver sends it, by somebody else than whoever entered what it restates. Where that person was erased, nobody can be
 * shown to be somebody else, and only the way through a draft is left.
 */
function approvalFinding({ entry, actingAs, actor, target }: Situation): Finding {
  if (entry !== 'live') return null;
  const by = target!.statement.metadata.by as Commitment | Pick<Actor, 'subject'>;
  const refused = (how: string) => refusal('actingAs', `Someone else must approve this. ${how}`, 'not-approved');
  if (actor.approvedBy)
    return (
      actor.approvedBy.subject === actor.subject && refused('An approver who did not write it must publish the report')
    );
  if (!('subject' in by)) return refused('Whoever made the entry was erased, so restate it in the draft of a report');
  if (actingAs !== 'approver' || by.subject === actor.subject)
    return refused('An approver who did not make the entry must send it, with actingAs approver');
  return null;
}

/** Negative when the command is reported before its target, 0 on the same day; without a day nothing is wrong here. */
function comparedDays({ reportedOn, target }: Situation): number {
  const before = target!.statement.metadata.reportedOn;
  if (!reportedOn || !before || reportedOn > before) return 1;
  return reportedOn === before ? 0 : -1;
}

function otherKey({ statement }: Anew, { target, effective }: Situation): boolean {
  const { type, history, event } = target!;
  return type.key?.(statement, effective) !== history.facetOf(event.id);
}

/** A correction may also put right what an entry is about in time, or which passage it rests on. */
function saysNothingNew({ statement, citations, source }: Anew, { target, effective }: Situation): boolean {
  const text = target!.history.textOf(target!.statement);
  const kept = text.metadata.source ?? {};
  return (
    sameStatement(statement, statementData(text)) &&
    sameJson(effective ?? null, text.metadata.effective ?? null) &&
    (citations === undefined || sameJson(citations, text.data.citations ?? [])) &&
    (['doc', 'url', 'sha256'] as const).every((member) => (source?.[member] ?? kept[member]) === kept[member])
  );
}
