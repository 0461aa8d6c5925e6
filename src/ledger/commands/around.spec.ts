import { EVERYBODY, given, idOf, LEDGER_ID, type Sent } from '../../../test/support/given.js';
import { type Feature, refusal } from '../catalogue/catalogue.js';
import { commandDto, commandFor, commandType, eventType, payloadOf } from '../catalogue/define.js';
import { Id, Text } from '../catalogue/fields.js';
import { uuidV7At } from '../ids.js';
import { AroundCommands } from './around.js';
import { Refused } from './refused.js';

class DraftedData {
  @Text() title!: string;
  @Text({ optional: true }) hash?: string;
}
class Drafted extends DraftedData {
  @Id() programmeId!: string;
}
const Written = eventType({
  name: 'Written',
  category: 'programme',
  data: DraftedData,
  key: () => 'draft',
  rules: ({ hash }) => [!hash && refusal('', 'The draft is not at hand')],
});
const Noted = eventType({ name: 'Noted', category: 'programme', data: DraftedData, key: () => 'note' });
const drafts: Feature = {
  events: [Written, Noted],
  commands: [
    commandType({
      name: 'WriteDown',
      summary: 'Write a draft down, for the first time or again',
      dto: commandDto('WriteDown', Drafted),
      category: 'programme',
      roles: ['policy-officer'],
      makes: [Written],
      creates: 'may',
      objectId: ({ programmeId }) => programmeId,
      supplied: true,
      serviceSets: ['hash'],
      events: (command, { supplied }) => [{ type: Written, data: { ...payloadOf(Written, command), ...supplied } }],
    }),
    commandFor('Note', 'Note something', Noted, ['policy-officer'], { creates: 'may' }),
  ],
};

const write: Sent = { command: 'write-down', id: uuidV7At(1, 'write'), programmeId: 'P-1', title: 'A report' };
const noted: Sent = { command: 'note', programmeId: 'P-1', title: 'Before' };

/** Counts what is done around the command. */
function around(prelude?: () => Promise<void>) {
  const calls = { supplied: 0, prelude: 0 };
  const commands = new AroundCommands();
  commands.suppliers.set('WriteDown', async (command, about) => {
    expect(command).toMatchObject({ programmeId: idOf('P-1') });
    expect(about).toMatchObject({ objectId: idOf('P-1'), actor: EVERYBODY, today: '2022-09-01' });
    expect(about.ledger.id).toBe(LEDGER_ID);
    return { hash: `hash ${++calls.supplied}` };
  });
  commands.preludes.set('WriteDown', async () => {
    calls.prelude++;
    await prelude?.();
  });
  return { calls, commands };
}

describe('what a command looks at outside the ledger', () => {
  it('is there when it is decided, and asked for again for the same command', async () => {
    const { calls, commands } = around();
    await given([drafts], noted, write)
      .around(commands)
      .when(write)
      .gives({ type: 'Written', data: { hash: 'hash 1' } });
    expect(calls.supplied).toBe(2);
  });

  it('is not there without a service, as in an import, which is for the rules to refuse', () =>
    given([drafts]).when(write).isRefused(422, { message: 'The draft is not at hand' }));
});

describe('what is done before a command', () => {
  it('is done once, and not for a command that is in the ledger', async () => {
    const { calls, commands } = around();
    await given([drafts], write).around(commands).when(write).gives({ type: 'Written' });
    expect(calls.prelude).toBe(1);
  });

  it('is not done for those who may not send it, nor for what has the wrong shape', async () => {
    const { calls, commands } = around();
    const reader = { ...EVERYBODY, roles: ['auditor'] as const };
    await given([drafts])
      .around(commands)
      .when({ ...write, sentBy: reader })
      .isRefused(403, { code: 'not-permitted' });
    await given([drafts])
      .around(commands)
      .when({ ...write, title: undefined })
      .isRefused(400, { field: 'title' });
    expect(calls).toEqual({ prelude: 0, supplied: 0 });
  });

  it('refuses the command where it cannot be done', () => {
    const { commands } = around(() => Promise.reject(Refused.one(409, 'line-refused', 'draft', 'Line 3 is refused')));
    return given([drafts])
      .around(commands)
      .when(write)
      .isRefused(409, { code: 'line-refused', field: 'draft', message: 'Line 3 is refused' });
  });
});

describe('a command that may make its object', () => {
  it('is taken whether the object is there or not', async () => {
    await given([drafts]).when(noted).gives({ type: 'Noted' });
    await given([drafts], noted)
      .when({ ...noted, title: 'After' })
      .gives({ type: 'Noted', data: { title: 'After' } });
  });
});
