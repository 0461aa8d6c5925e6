import type { Feature } from '../ledger/catalogue/catalogue.js';
import { commandDto, commandFor, commandType } from '../ledger/catalogue/define.js';
import { Id, Part, Ref } from '../ledger/catalogue/fields.js';
import { attributes } from './attribute.commands.js';
import {
  CommitmentMade,
  CommitmentMadeData,
  CommitmentPlaced,
  CommitmentPlacedData,
  StatusReported,
  WordingReclassified,
  WordingVersionRecorded,
  WordingVersionRecordedData,
} from './commitment.events.js';
import { lineage } from './lineage.commands.js';

const WORDS_AND_PLACE = "Enter the commitment's exact words and choose where it sits";

/** A commitment is made with its words and its place: one append of three facts. */
class NewCommitment extends CommitmentMadeData {
  @Id({ note: 'UUID or external id of the new commitment.' }) commitmentId!: string;
  @Ref('plan') planId!: string;
  @Part(() => WordingVersionRecordedData, { missing: WORDS_AND_PLACE }) wording!: WordingVersionRecordedData;
  @Part(() => CommitmentPlacedData, { missing: WORDS_AND_PLACE }) place!: CommitmentPlacedData;
}

const MakeCommitment = commandType({
  name: 'MakeCommitment',
  summary: 'Record a commitment with its words and its place in the plan',
  dto: commandDto('MakeCommitment', NewCommitment),
  category: 'commitment',
  roles: ['policy-officer'],
  makes: [CommitmentMade, WordingVersionRecorded, CommitmentPlaced],
  creates: true,
  objectId: ({ commitmentId }) => commitmentId,
  plan: ({ planId }) => planId,
  events: ({ promisedBy, externalIds, wording, place }) => [
    { type: CommitmentMade, data: { promisedBy, externalIds } },
    { type: WordingVersionRecorded, data: wording, at: 'wording' },
    { type: CommitmentPlaced, data: place, at: 'place' },
  ],
});

export const commitments: Feature = {
  events: [
    CommitmentMade,
    WordingVersionRecorded,
    WordingReclassified,
    CommitmentPlaced,
    StatusReported,
    ...attributes.events,
    ...lineage.events,
  ],
  commands: [
    MakeCommitment,
    commandFor('RecordWording', 'Record the words of a commitment in another document', WordingVersionRecorded, [
      'policy-officer',
    ]),
    commandFor('ReclassifyWording', 'Say anew what kind of change a wording brought', WordingReclassified, [
      'policy-officer',
    ]),
    commandFor('PlaceCommitment', 'Move a commitment within its plan', CommitmentPlaced, ['policy-officer']),
    commandFor('ReportStatus', 'State how a commitment stands, with the reason and the evidence', StatusReported, [
      'reporting-officer',
      'board-secretary',
    ]),
    ...attributes.commands,
    ...lineage.commands,
  ],
};
