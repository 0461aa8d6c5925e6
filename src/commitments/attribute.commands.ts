import type { Role } from '../access/roles.js';
import type { Feature } from '../ledger/catalogue/catalogue.js';
import { commandDto, commandFor, commandType, payloadOf } from '../ledger/catalogue/define.js';
import { DateMove, datedBefore } from '../ledger/catalogue/due.js';
import { Key, Ref } from '../ledger/catalogue/fields.js';
import { targetDateIn } from './attribute.decider.js';
import {
  CommitmentTagged,
  CommitmentUntagged,
  LeadSet,
  NatureSet,
  TargetDateMoved,
  TargetDateSet,
} from './attribute.events.js';

const POLICY: readonly Role[] = ['policy-officer'];
const REPORTING: readonly Role[] = ['reporting-officer', 'policy-officer'];

class MovedTargetDate extends DateMove {
  @Ref('commitment', { note: 'The commitment, by UUID or external id.' }) commitmentId!: string;
  @Key({ optional: true, of: ['meeting/decision'], note: 'Key of the decision behind it.' }) decision?: string;
}

const MoveTargetDate = commandType({
  name: 'MoveTargetDate',
  summary: 'Record another target date; the date before and the kind of change are filled in',
  dto: commandDto('MoveTargetDate', MovedTargetDate),
  category: 'commitment',
  roles: REPORTING,
  makes: [TargetDateMoved],
  objectId: ({ commitmentId }) => commitmentId,
  events: (command, { own }) => [
    { type: TargetDateMoved, data: datedBefore(payloadOf(TargetDateMoved, command), command, targetDateIn(own)) },
  ],
});

export const attributes: Feature = {
  events: [NatureSet, LeadSet, TargetDateSet, TargetDateMoved, CommitmentTagged, CommitmentUntagged],
  commands: [
    commandFor(
      'SetNature',
      'Say whether a commitment can be delivered or goes on as long as its plan',
      NatureSet,
      POLICY,
    ),
    commandFor('SetLead', 'Record who leads on a commitment', LeadSet, ['policy-officer', 'reporting-officer']),
    commandFor('SetTargetDate', 'Record when a commitment is to be done by', TargetDateSet, REPORTING),
    MoveTargetDate,
    commandFor('TagCommitment', 'Give a commitment a tag of its plan', CommitmentTagged, POLICY),
    commandFor('UntagCommitment', 'Take a tag from a commitment', CommitmentUntagged, POLICY),
  ],
};
