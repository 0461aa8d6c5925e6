import { given, idOf, type Sent } from '../../test/support/given.js';
import { changes } from '../changes/change.commands.js';
import { eventId, uuidV7At } from '../ledger/ids.js';
import { plans } from './plan.commands.js';

const STREAM = `plan-${idOf('PLAN-22')}`;
const about = (command: string, more: object = {}): Sent => ({ command, planId: 'PLAN-22', ...more });
const LEVELS = ['priority', 'commitment'].map((key) => ({ key, one: key, many: key, printedAs: key }));
const PLAN = about('register-plan', { ownerBodyId: 'OWNER', levels: LEVELS, externalIds: [] });

/** Two counts that two papers state, and a third. */
const counts = ['2022-06-07', '2022-08-04', '2022-08-30'].map((reportedOn, index) => ({
  ...about('state-count', { scopeId: 'PLAN-22', of: 'commitments', value: 31 + index, reportedOn }),
  id: uuidV7At(index + 1, 'count'),
}));
const [A, B, C] = counts.map(({ id }) => eventId(STREAM, id, 0)) as [string, string, string];

const note = (more: object = {}) =>
  about('note-conflict', {
    ...{ conflictId: 'X1', entryA: A, entryB: B, point: 'How many there are', reason: 'Both cannot be right' },
    ...more,
  });
const resolve = (more: object = {}) =>
  about('resolve-conflict', { conflictId: 'X1', result: 'bHeld', reason: 'Counted again', noEvidence: true, ...more });

const ledger = (...before: Sent[]) =>
  given([plans, changes], PLAN, ...counts, ...before).withObjects(['body', 'OWNER']);

describe('a conflict', () => {
  test('is noted between two entries, which stay as they are', () =>
    ledger()
      .when(note({ blockA: 'b1', source: undefined, reportedOn: '2022-08-31' }))
      .gives({
        type: 'ConflictNoted',
        facet: `conflict/${idOf('X1')}`,
        data: { entryA: A, entryB: B, blockA: 'b1', point: 'How many there are' },
      }));

  test('is between two different entries, or two paragraphs of one', async () => {
    const message = 'Choose two different entries';
    for (const more of [{}, { blockA: 'b1' }, { blockA: 'b1', blockB: 'b1' }])
      await ledger()
        .when(note({ entryB: A, ...more }))
        .isRefused(422, { field: 'entryB', message });
    await ledger()
      .when(note({ entryB: A, blockA: 'b1', blockB: 'b2' }))
      .gives({ type: 'ConflictNoted' });
  });

  test('is linked once, whichever entry is named first', async () => {
    const linked = { field: 'entryB', message: 'These are already linked as conflicting' };
    await ledger(note())
      .when(note({ conflictId: 'X2' }))
      .isRefused(422, linked);
    await ledger(note())
      .when(note({ conflictId: 'X2', entryA: B, entryB: A }))
      .isRefused(422, linked);
    await ledger(note())
      .when(note({ conflictId: 'X2', entryB: C }))
      .gives({ type: 'ConflictNoted' });
    await ledger(note({ blockA: 'b1' }))
      .when(note({ conflictId: 'X2', blockA: 'b2' }))
      .gives({ type: 'ConflictNoted' });
  });

  test('is between entries that the ledger holds and nobody has voided', async () => {
    await ledger()
      .when(note({ entryB: uuidV7At(9, 'nothing') }))
      .isRefused(422, { field: 'entryB', code: 'unknown-object' }, { field: 'entryB' });
    const id = uuidV7At(10, 'void');
    await ledger({ command: 'void-entry', id, target: C, reason: 'Misread' })
      .when(note({ entryB: eventId(STREAM, id, 0) }))
      .isRefused(422, { field: 'entryB', message: 'Choose an entry that states something' });
    await ledger({ command: 'void-entry', target: B, reason: 'Misread' })
      .when(note())
      .isRefused(409, { field: 'entryB', code: 'voided' });
  });

  test('says what it is about, and why', async () => {
    await ledger()
      .when(note({ point: ' ' }))
      .isRefused(400, { field: 'point', message: 'Say what they disagree about' });
    await ledger()
      .when(note({ reason: undefined }))
      .isRefused(400, { field: 'reason', message: 'Give the reason' });
  });

  test('is settled with an explanation, and with evidence or the word that there is none', async () => {
    await ledger(note())
      .when(resolve())
      .gives({ type: 'ConflictResolved', facet: `conflict/${idOf('X1')}/result`, data: { result: 'bHeld' } });
    await ledger(note())
      .when(resolve({ reason: undefined }))
      .isRefused(400, { field: 'reason', message: 'Explain how this was settled' });
    await ledger(note())
      .when(resolve({ noEvidence: undefined }))
      .isRefused(422, { field: 'evidence', message: 'Add evidence or confirm with noEvidence that none was supplied' });
    await ledger().when(resolve()).isRefused(404, { field: 'conflictId', message: 'This plan has no such conflict' });
  });
});
