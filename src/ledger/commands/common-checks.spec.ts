import { given, idOf, type Sent } from '../../../test/support/given.js';
import { administration } from '../../administration/ledger.commands.js';
import { bodies } from '../../bodies/body.commands.js';
import { changes } from '../../changes/change.commands.js';
import { sources } from '../../sources/source.commands.js';
import { uuidV7At } from '../ids.js';

const FEATURES = [administration, sources, bodies, changes];
const ID = uuidV7At(Date.UTC(2022, 8, 1), 'a command');
const HASH = 'a'.repeat(64);

const register: Sent = {
  command: 'register-body',
  bodyId: 'B-1',
  externalIds: ['B-1'],
  named: { name: 'Board of Bridges' },
  described: { kind: 'board' },
};
const rename: Sent = { command: 'rename-body', bodyId: 'B-1', name: 'Bridges Board' };

const paper: Sent = {
  command: 'register-source',
  sourceId: 'S-1',
  title: 'The paper',
  kind: 'panelPaper',
  dated: { precision: 'none' },
  mediaType: 'application/pdf',
  size: 1,
  sha256: HASH,
  language: 'en',
  source: undefined,
};

/** As an officer may send it: with members that no command has. */
const sent = (command: object) => command as Sent;

describe('every command', () => {
  test('is taken with its events in the order of its facts', () =>
    given(FEATURES)
      .when(register)
      .gives(
        { type: 'BodyRegistered', facet: 'identity', data: { externalIds: ['B-1'] } },
        { type: 'BodyNamed', facet: 'name', data: { name: 'Board of Bridges', actingAs: 'policy-officer' } },
        { type: 'BodyDescribed', facet: 'description', data: { kind: 'board' } },
      ));

  describe('says when it was reported', () => {
    test('needs a day', () =>
      given(FEATURES, register)
        .when(sent({ ...rename, reportedOn: undefined }))
        .isRefused(422, { field: 'reportedOn', code: 'required' }));

    test('not in the future', () =>
      given(FEATURES, register)
        .when({ ...rename, reportedOn: '2022-09-02' })
        .isRefused(422, { field: 'reportedOn', message: 'The reported date must be today or in the past' }));

    test('a real day', () =>
      given(FEATURES, register)
        .when({ ...rename, reportedOn: '2022-02-30' })
        .isRefused(400, { field: 'reportedOn' }));

    test('the ledger decides what was loaded later', () =>
      given(FEATURES, register)
        .when({ ...rename, entry: 'live', reportedOn: '2022-07-31' })
        .gives({ type: 'BodyRenamed', metadata: { entry: 'backfill', reportedOn: '2022-07-31' } }));

    test('31 days after the day it still counts as recorded at the time', () =>
      given(FEATURES, register)
        .when({ ...rename, reportedOn: '2022-08-01' })
        .gives({ type: 'BodyRenamed', metadata: { entry: 'live' } }));

    test('backfill may be declared early', () =>
      given(FEATURES, register)
        .when({ ...rename, entry: 'backfill', reportedOn: '2022-08-31' })
        .gives({ type: 'BodyRenamed', metadata: { entry: 'backfill' } }));
  });

  describe('says where it was taken from', () => {
    test('some document', () =>
      given(FEATURES, register)
        .when(sent({ ...rename, source: undefined, reportedOn: '2022-08-20' }))
        .isRefused(422, {
          field: 'source',
          message: 'Say which document this comes from, in source.doc, source.url or source.sha256',
        }));

    test('with its hash when it is loaded later', () =>
      given(FEATURES, register)
        .when({ ...rename, source: { url: 'https://papers.example/1' } })
        .isRefused(422, {
          field: 'source.sha256',
          message:
            'Reported more than 31 days ago, this is loaded later. Add the SHA-256 of the file it was taken from, or ' +
            'name a registered document in source.doc',
        }));

    test('with its hash when it is said to be loaded later', () =>
      given(FEATURES, register)
        .when({ ...rename, entry: 'backfill', reportedOn: '2022-08-20', source: { url: 'https://papers.example/1' } })
        .isRefused(422, {
          field: 'source.sha256',
          message: expect.stringMatching(/^This is loaded later\. Add the SHA-256/),
        }));

    test('a document that the ledger holds', () =>
      given(FEATURES, register)
        .when({ ...rename, source: { doc: 'S-9', sha256: HASH } })
        .isRefused(404, { field: 'source.doc', message: 'The ledger holds no such source' }));

    test('in the file that was registered, or a copy of it', async () => {
      const document: Sent = {
        command: 'register-source',
        sourceId: 'S-1',
        title: 'Report of the Board',
        kind: 'panelPaper',
        dated: { date: '2022-06-07', precision: 'day' },
        mediaType: 'text/plain',
        size: 1,
        sha256: HASH,
        language: 'en',
        source: undefined,
      };
      const from = (sha256: string) => ({ ...rename, source: { doc: 'S-1', sha256 } });
      await given(FEATURES, register, document).when(from(HASH)).gives({ type: 'BodyRenamed' });
      await given(FEATURES, register, document)
        .when(from('b'.repeat(64)))
        .isRefused(422, { field: 'source.sha256', code: 'other-document' });
    });

    test.each([
      ['2022-06-07', '2022-09-01', undefined],
      ['2021-08-31', '2022-09-01', undefined],
      [
        '2021-08-30',
        '2022-09-01',
        'The document is dated 30 August 2021, more than a year before this was reported. Check that it says this',
      ],
      ['2018-03-31', '2018-09-01', undefined],
    ])('in a document of %s, on %s, which may be an old one', (date, reportedOn, message) => {
      const document = { ...paper, dated: { date, precision: 'day' }, reportedOn: '2018-01-01' };
      const notices = message === undefined ? undefined : [{ code: 'old-document', field: 'source.doc', message }];
      return given(FEATURES, { ...register, reportedOn: '2018-01-01' }, document)
        .when({ ...rename, reportedOn, source: { doc: 'S-1', sha256: HASH } })
        .tells({ notices });
    });

    test('an open backfill that lists the document', () =>
      given(FEATURES, register)
        .when({ ...rename, source: { sha256: HASH, batch: ID } })
        .isRefused(422, { field: 'source.batch', message: 'Choose an open backfill that lists this document' }));
  });

  describe('has a shape', () => {
    test('no unknown field', () =>
      given(FEATURES, register)
        .when({ ...rename, colour: 'red' })
        .isRefused(400, {
          field: 'colour',
          message: expect.stringMatching(/^colour is not recognised\. Allowed are .*\bformerName\b/),
        }));

    test('nor one inside a part', () =>
      given(FEATURES)
        .when({ ...register, named: { name: 'Board of Bridges', colour: 'red' } })
        .isRefused(400, {
          field: 'named.colour',
          message: expect.stringMatching(/^named\.colour is not recognised\. Allowed are name\b/),
        }));

    test.each(['recordedAt', 'sequence'])('%s is set by the ledger alone', (field) =>
      given(FEATURES, register)
        .when({ ...rename, [field]: '2022-08-04T00:00:00.000Z' })
        .isRefused(400, { field, message: 'The ledger sets the recorded time and order' }));

    test('an id in other letters than the object has is said back as the ledger knows it', async () => {
      await given(FEATURES, register)
        .when({ ...rename, bodyId: 'b-1' })
        .isRefused(404, { field: 'bodyId', message: 'The ledger holds no such body. It does hold B-1' });
      await given(FEATURES, register)
        .when({ ...rename, bodyId: 'b-2' })
        .isRefused(404, { field: 'bodyId', message: 'The ledger holds no such body' });
    });

    test('a prototype is a field like any other', () =>
      given(FEATURES, register)
        .when(JSON.parse('{"command":"rename-body","bodyId":"B-1","name":"x","__proto__":{"name":"y"}}'))
        .isRefused(400, { code: 'not-allowed' }));

    test.each([
      ['NUL', 'Bridges\u0000Board', /NUL/],
      ['half a character', 'Bridges \ud800 Board', /surrogate/],
    ])('%s is refused where it stands', (_, name, message) =>
      given(FEATURES, register)
        .when({ ...rename, name })
        .isRefused(400, { field: 'name', message: expect.stringMatching(message) }));

    test('too long', () =>
      given(FEATURES, register)
        .when({ ...rename, name: 'x'.repeat(201) })
        .isRefused(400, { field: 'name', message: 'Name must be 200 characters or fewer' }));

    test('what is required is there', () =>
      given(FEATURES, register)
        .when(sent({ ...rename, name: undefined }))
        .isRefused(400, { field: 'name', code: 'required', message: 'Name is required' }));

    test('a number is no text', () =>
      given(FEATURES, register)
        .when({ ...rename, name: 5 })
        .isRefused(400, { field: 'name', message: 'Name must be a text' }));

    test('an empty text in clear is left out, since a key may be made of it', () =>
      given(FEATURES, register)
        .when({ ...rename, formerName: ' ' })
        .isRefused(400, { field: 'formerName', message: 'Former name must not be empty. Leave it out' }));

    test('nor is one in a list', () =>
      given(FEATURES)
        .when({ ...register, externalIds: [''] })
        .isRefused(400, { field: 'externalIds', message: 'External ids items must not be empty' }));

    test('null is not absence', () =>
      given(FEATURES, register)
        .when({ ...rename, formerName: null })
        .isRefused(400, { field: 'formerName' }));

    test('a period must end after it starts', () =>
      given(FEATURES, register)
        .when({ ...rename, effective: { from: '2022-04-01', to: '2022-04-01' } })
        .isRefused(422, { field: 'effective.to', message: 'The period must end after it starts' }));
  });

  describe('sent again', () => {
    test('gives the first receipt and writes nothing', () =>
      given(FEATURES, register, { ...rename, id: ID })
        .when({ ...rename, id: ID })
        .gives({ type: 'BodyRenamed', data: { name: 'Bridges Board' } }));

    test('with other words is refused', () =>
      given(FEATURES, register, { ...rename, id: ID })
        .when({ ...rename, id: ID, name: 'Board of Ferries' })
        .isRefused(409, {
          message:
            'This id is in the ledger with other content. If the ledger has it wrong, use correct-entry; if the body changed it, restate-entry; if it is another statement, give it a new id',
        }));

    test('with another reason is other words, though the reason is concealed', () =>
      given(FEATURES, register, { ...rename, id: ID, reason: 'renamed in May' })
        .when({ ...rename, id: ID, reason: 'renamed in June' })
        .isRefused(409, { code: 'sent-differently' }));

    test('with other words at the same moment is refused as well', async () => {
      const answers = await given(FEATURES, register).atOnce(
        { ...rename, id: ID },
        { ...rename, id: ID },
        { ...rename, id: ID, name: 'Board of Ferries' },
      );
      expect(answers).toMatchObject([
        { status: 'fulfilled' },
        { status: 'fulfilled', value: (answers[0] as PromiseFulfilledResult<unknown>).value },
        { status: 'rejected', reason: { status: 409, problems: [{ code: 'sent-differently' }] } },
      ]);
    });

    test('is the same still when its document has another hash by now', () =>
      given(FEATURES, register, paper, { ...rename, id: ID, source: { doc: 'S-1' } })
        .and({ ...paper, command: 'describe-source', sha256: 'b'.repeat(64), reason: 'The file was mixed up' })
        .when({ ...rename, id: ID, source: { doc: 'S-1' } })
        .gives({ type: 'BodyRenamed', metadata: { source: { sha256: HASH } } }));

    test('is the same still when it would count as loaded later by now', () =>
      given(FEATURES, { ...paper, id: ID, reportedOn: '2022-08-30' })
        .when({ ...paper, id: ID, reportedOn: '2022-08-30', sentOn: '2022-12-01' })
        .gives({ type: 'SourceRegistered', metadata: { entry: 'live' } }));

    test('a later rule does not matter: what was accepted stays accepted', () =>
      given(FEATURES, register, { ...rename, id: ID }, { ...rename, name: 'Board of Ferries' })
        .when({ ...rename, id: ID })
        .gives({ type: 'BodyRenamed', data: { name: 'Bridges Board' } }));
  });

  test('is tried again when others were faster, three times and no more', async () => {
    const names = ['Board 1', 'Board 2', 'Board 3', 'Board 4', 'Board 5'];
    const answers = await given(FEATURES, register).atOnce(...names.map((name) => ({ ...rename, name })));
    expect(answers.map(({ status }) => status)).toEqual([...Array(4).fill('fulfilled'), 'rejected']);
    expect(answers[4]).toMatchObject({
      reason: {
        status: 409,
        problems: [
          {
            code: 'changed-meanwhile',
            field: '',
            message:
              'Someone else changed this while you were working. Your text is kept. Look at their change, then save again',
          },
        ],
      },
    });
  });

  test('is about an object that exists', () =>
    given(FEATURES).when(rename).isRefused(404, { field: 'bodyId', code: 'unknown-object' }));

  test('does not make an object twice', () =>
    given(FEATURES, register).when(register).isRefused(422, { field: 'bodyId', code: 'already-exists' }));

  test('is sent by someone who may', () =>
    given(FEATURES, register)
      .when({ ...rename, sentBy: { subject: idOf('someone'), name: 'Someone', roles: ['data-owner'] } })
      .isRefused(403, { message: 'You do not have permission to do this. Ask the policy officer' }));

  test('warns of what looks like a name until that is confirmed', () =>
    given(FEATURES, register)
      .when({ ...rename, reason: 'as Mrs Example wrote' })
      .isWarned({ field: 'reason', code: 'may-be-a-name' }));

  test('says all that is wrong at once', () =>
    given(FEATURES, register)
      .when({ ...rename, name: 'Board of Bridges', reportedOn: '2022-12-01' })
      .isRefused(422, { code: 'future-date' }, { field: 'name', message: 'The name has not changed' }));
});
