import { given, idOf, type Sent } from '../../../test/support/given.js';
import { bodies } from '../../bodies/body.commands.js';
import { changes } from '../../changes/change.commands.js';
import type { Feature } from '../catalogue/catalogue.js';
import { commandFor, eventType } from '../catalogue/define.js';
import { Entries, Entry, fieldsOf, Key, Keys, Narrative, Office, Part, Ref, Text } from '../catalogue/fields.js';
import { eventId, uuidV7At } from '../ids.js';

class Member {
  @Ref('body', { optional: true }) bodyId?: string;
  @Office('bodyId') roleId!: string;
}

class NoteTakenData {
  @Key({ optional: true, unknown: 'Choose an office of this ledger' }) office?: string;
  @Keys({ optional: true }) keys?: string[];
  @Key({ optional: true, unchecked: true }) future?: string;
  @Entry({ optional: true }) about?: string;
  @Entries({ optional: true }) entries?: string[];
  @Entry({ optional: true, unchecked: true }) draft?: string;
  @Part(() => Member, { optional: true }) member?: Member;
  @Ref('metric', { optional: true, unknown: 'Choose a metric of this ledger' }) metricId?: string;
  @Text({ optional: true, search: 'A' }) title?: string;
  @Narrative({ optional: true, search: 'C' }) words?: string;
}

const NoteTaken = eventType({ name: 'NoteTaken', category: 'programme', data: NoteTakenData, key: () => 'note' });
class RecommendedData {
  @Ref('extrec', { optional: true }) follows?: string;
}
const Recommended = eventType({
  name: 'Recommended',
  category: 'extrec',
  data: RecommendedData,
  key: () => 'identity',
});
const notes: Feature = {
  events: [NoteTaken, Recommended],
  commands: [
    commandFor('TakeNote', 'Take a note', NoteTaken, ['policy-officer'], { creates: true }),
    commandFor('Recommend', 'Record what somebody else recommends', Recommended, ['policy-officer'], { creates: true }),
    commandFor('RecommendAgain', 'Record it once more', Recommended, ['policy-officer']),
  ],
};

const commandId = (name: string) => uuidV7At(0, name);
const BODY = `body-${idOf('board')}`;
const entry = (name: string) => eventId(BODY, commandId(name), 0);
const ROLE = `${BODY}/role/${idOf('chair')}`;

const register: Sent = {
  command: 'register-body',
  bodyId: 'board',
  externalIds: ['board'],
  named: { name: 'Board of Bridges' },
  described: { kind: 'board' },
};
const create: Sent = {
  command: 'create-role',
  id: commandId('create'),
  bodyId: 'board',
  roleId: 'chair',
  title: 'Chair',
  reportedOn: '2022-06-30',
};
const rename: Sent = { command: 'rename-body', id: commandId('rename'), bodyId: 'board', name: 'Bridges Board' };
const voidRename: Sent = { command: 'void-entry', target: entry('rename'), reason: 'Another body' };
const note = (fields: object): Sent => ({ command: 'take-note', programmeId: 'notes', ...fields });

const ledger = () => given([bodies, changes, notes], register, create, rename);
const NO_KEY = 'The ledger holds nothing under this key';
const NO_ENTRY = 'The ledger holds no entry with this id';

describe('what a command names', () => {
  it('is there, whatever the date on which it was reported', () =>
    ledger()
      .when(
        note({
          office: ROLE,
          keys: [ROLE, `${BODY}/name`],
          about: entry('create'),
          entries: [entry('rename')],
          member: { bodyId: 'board', roleId: 'chair' },
        }),
      )
      .gives({ type: 'NoteTaken', data: { member: { bodyId: idOf('board'), roleId: idOf('chair') } } }));

  it('by key is held, in a list too', () =>
    ledger()
      .when(note({ office: `${BODY}/role/${idOf('nobody')}`, keys: [ROLE, `${BODY}/end`, `body-${idOf('x')}/name`] }))
      .isRefused(
        404,
        { field: 'office', code: 'unknown-object', message: 'Choose an office of this ledger' },
        { field: 'keys[1]', code: 'unknown-object', message: NO_KEY },
        { field: 'keys[2]', code: 'unknown-object', message: NO_KEY },
      ));

  it('by key has not been taken back', () =>
    ledger()
      .and({ ...voidRename, target: entry('create') })
      .when(note({ keys: [ROLE] }))
      .isRefused(404, { field: 'keys[0]', message: NO_KEY }));

  it('by entry is held', () =>
    ledger()
      .when(note({ about: commandId('nothing'), entries: [entry('rename'), commandId('nothing')] }))
      .isRefused(
        404,
        { field: 'about', code: 'unknown-object', message: NO_ENTRY },
        { field: 'entries[1]', code: 'unknown-object', message: NO_ENTRY },
      ));

  it('by entry was not voided', () =>
    ledger()
      .and(voidRename)
      .when(note({ entries: [entry('rename')] }))
      .isRefused(409, {
        field: 'entries[0]',
        code: 'voided',
        message: 'This entry was voided on 1 September 2022, so it cannot be used',
      }));

  it('as an office is one of the body named beside it', async () => {
    const none = { field: 'member.roleId', code: 'unknown-object', message: 'The body has no such role' };
    await ledger()
      .when(note({ member: { bodyId: 'board', roleId: 'clerk' } }))
      .isRefused(404, none);
    await ledger()
      .and({ ...register, bodyId: 'other' })
      .when(note({ member: { bodyId: 'other', roleId: 'chair' } }))
      .isRefused(404, none);
    await ledger()
      .when(note({ member: { roleId: 'chair' } }))
      .isRefused(404, none);
  });

  it('is said in the words of its field', () =>
    ledger()
      .when(note({ metricId: 'nothing' }))
      .isRefused(404, { field: 'metricId', code: 'unknown-object', message: 'Choose a metric of this ledger' }));

  it('need not be there where its field says so', () =>
    ledger()
      .when(note({ future: `${BODY}/end`, draft: commandId('nothing') }))
      .gives({ type: 'NoteTaken' }));

  it('as the entry that should have been made is there', () =>
    ledger()
      .when({ ...voidRename, insteadOf: commandId('nothing') })
      .isRefused(404, { field: 'insteadOf', message: NO_ENTRY }));
});

describe('an object that people call otherwise than its category', () => {
  const recommend: Sent = { command: 'recommend', externalRecommendationId: 'R-1' };
  const message = 'The ledger holds no such external recommendation';

  it('is named so in fields and messages', async () => {
    await ledger().when(recommend).gives({ type: 'Recommended' });
    await ledger().and(recommend).when(recommend).isRefused(422, { field: 'externalRecommendationId' });
    const again = { ...recommend, command: 'recommend-again' };
    await ledger().when(again).isRefused(404, { field: 'externalRecommendationId', message });
    await ledger()
      .when({ ...recommend, follows: 'R-9' })
      .isRefused(404, { field: 'follows', message });
  });
});

describe('a field', () => {
  it('says how much a find in it counts', () => {
    const searched = fieldsOf(NoteTakenData).flatMap(({ name, search }) => (search ? [[name, search]] : []));
    expect(searched).toEqual([
      ['title', 'A'],
      ['words', 'C'],
    ]);
  });
});
