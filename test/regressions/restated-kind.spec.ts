import { bodies } from '../../src/bodies/body.commands.js';
import { changes } from '../../src/changes/change.commands.js';
import { eventId, uuidV7At } from '../../src/ledger/ids.js';
import { meetings } from '../../src/meetings/meeting.commands.js';
import { EVERYBODY, given, idOf, type Sent } from '../support/given.js';

const commandId = (name: string) => uuidV7At(0, name);
const call: Sent = {
  command: 'call-meeting',
  meetingId: 'june',
  bodyIds: ['the-panel'],
  kind: 'panel',
  date: { date: '2022-06-07', precision: 'day' },
};
const hold: Sent = { command: 'hold-meeting', id: commandId('hold'), meetingId: 'june', date: '2022-06-07' };
/** The minutes say that the meeting was held a day later. */
const restateHeld: Sent = {
  command: 'restate-entry',
  sentBy: { ...EVERYBODY, subject: idOf('approver') },
  target: eventId(`meeting-${idOf('june')}`, commandId('hold'), 0),
  reportedOn: '2022-08-04',
  source: { url: 'https://papers.example/2022-08-04.pdf', sha256: 'cd'.repeat(32) },
  reason: 'error',
  statement: { date: '2022-06-08' },
};
const recommend: Sent = {
  command: 'make-recommendation',
  meetingId: 'june',
  recommendationId: 'rec-1',
  type: 'note',
  text: 'Note the progress made',
};
const answer: Sent = {
  command: 'answer-recommendation',
  meetingId: 'june',
  recommendationId: 'rec-1',
  answer: 'noted',
};
const cancel: Sent = { command: 'cancel-meeting', meetingId: 'june', reason: 'Nothing to discuss' };

const heldAndRestated = () =>
  given([meetings, changes]).withObjects(['body', 'the-panel']).and(call, recommend, hold, restateHeld);
const later = { reportedOn: '2022-08-05' };

describe('what was restated', () => {
  it('counts as a meeting held: its recommendations can be answered', () =>
    heldAndRestated()
      .when({ ...answer, ...later })
      .gives({ type: 'RecommendationAnswered' }));

  it('counts as a meeting held: it cannot be cancelled', () =>
    heldAndRestated()
      .when({ ...cancel, ...later })
      .isRefused(422, { message: 'The meeting has taken place' }));

  it('counts as a name listed: it is not listed again', () => {
    const alias = { bodyId: 'the-body', name: 'JE', basis: 'printed' };
    const register: Sent = {
      command: 'register-body',
      bodyId: 'the-body',
      externalIds: ['the-body'],
      named: { name: 'Joint Executive' },
      described: { kind: 'group' },
    };
    const add: Sent = { command: 'add-body-alias', id: commandId('add'), ...alias };
    const restateAlias: Sent = {
      ...restateHeld,
      target: eventId(`body-${idOf('the-body')}`, commandId('add'), 0),
      statement: { name: 'JE', basis: 'inferred' },
    };
    return given([bodies, changes])
      .and(register, add, restateAlias)
      .when({ ...add, id: commandId('again'), ...later })
      .isRefused(422, { message: 'This name is already listed' });
  });
});
