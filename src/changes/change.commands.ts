import type { Feature } from '../ledger/catalogue/catalogue.js';
import { commandDto, commandType, payloadOf } from '../ledger/catalogue/define.js';
import { Entry } from '../ledger/catalogue/fields.js';
import { correctionRules, restatementRules, revisionRules, voidRules, withdrawalRules } from './change.decider.js';
import {
  EntryCorrected,
  EntryCorrectedData,
  EntryVoided,
  EntryVoidedData,
  Restated,
  Restatement,
  Revised,
  RevisedData,
  Withdrawn,
  WithdrawnData,
} from './change.events.js';

const TARGET = { unchecked: true, note: 'The entry acted on, by its event id.' } as const;

class Revision extends RevisedData {
  @Entry(TARGET) target!: string;
}
class RestatementOf extends Restatement {
  @Entry(TARGET) target!: string;
}
class Withdrawal extends WithdrawnData {
  @Entry(TARGET) target!: string;
}
class Correction extends EntryCorrectedData {
  @Entry(TARGET) target!: string;
}
class Void extends EntryVoidedData {
  @Entry(TARGET) target!: string;
}

/** Whoever may make an entry may also change it, so the acts name no roles of their own; approvers may restate. */
const MAKERS = { category: 'target', roles: [] } as const;

const ReviseEntry = commandType({
  ...MAKERS,
  name: 'ReviseEntry',
  summary: 'Record the planned update of a published statement',
  dto: commandDto('ReviseEntry', Revision),
  makes: [Revised],
  events: (command) => [{ type: Revised, data: payloadOf(Revised, command) }],
  rules: revisionRules,
});

const RestateEntry = commandType({
  ...MAKERS,
  name: 'RestateEntry',
  summary: 'Record that the body changed a statement it had published',
  dto: commandDto('RestateEntry', RestatementOf),
  roles: ['approver'],
  makes: [Restated],
  events: (command, { actingAs, actor }) => {
    const approvedBy = actingAs === 'approver' || actor.approvedBy ? { approvedBy: 'approver' as const } : {};
    return [{ type: Restated, data: { ...payloadOf(Restated, command), ...approvedBy } }];
  },
  rules: restatementRules,
  serviceSets: ['approvedBy'],
});

const WithdrawEntry = commandType({
  ...MAKERS,
  name: 'WithdrawEntry',
  summary: 'Record that the body took a statement back',
  dto: commandDto('WithdrawEntry', Withdrawal),
  makes: [Withdrawn],
  events: (command) => [{ type: Withdrawn, data: payloadOf(Withdrawn, command) }],
  rules: withdrawalRules,
});

const CorrectEntry = commandType({
  ...MAKERS,
  name: 'CorrectEntry',
  summary: 'Put right what was entered wrongly into the ledger',
  dto: commandDto('CorrectEntry', Correction),
  makes: [EntryCorrected],
  events: (command) => [{ type: EntryCorrected, data: payloadOf(EntryCorrected, command) }],
  rules: correctionRules,
});

const VoidEntry = commandType({
  ...MAKERS,
  name: 'VoidEntry',
  summary: 'Void an entry that was never said: a wrong object or date',
  dto: commandDto('VoidEntry', Void),
  makes: [EntryVoided],
  events: (command) => [{ type: EntryVoided, data: payloadOf(EntryVoided, command) }],
  rules: voidRules,
});

export const changes: Feature = {
  events: [Revised, Restated, Withdrawn, EntryCorrected, EntryVoided],
  commands: [ReviseEntry, RestateEntry, WithdrawEntry, CorrectEntry, VoidEntry],
};
