import { given, idOf, type Sent } from '../../test/support/given.js';
import { changes } from '../changes/change.commands.js';
import { eventId, uuidV7At } from '../ledger/ids.js';
import { plans } from '../plans/plan.commands.js';
import { commitments } from './commitment.commands.js';

const LEVELS = ['priority', 'commitment'].map((key) => ({ key, one: key, many: key, printedAs: key }));
const plan = (planId: string): Sent => ({
  ...{ command: 'register-plan', planId, ownerBodyId: 'OWNER', levels: LEVELS, externalIds: [] },
});
const make = (commitmentId: string, planId: string): Sent => ({
  ...{ command: 'make-commitment', commitmentId, planId, promisedBy: { basis: 'notStated' }, externalIds: [] },
  place: { homeId: planId },
  wording: {
    ...{ wordingId: `${commitmentId}-W1`, text: `Do ${commitmentId}.`, lang: 'en-GB', standing: 'draft' },
    ...{ printedNumber: { basis: 'none' }, class: 'first' },
  },
});
/** A link in the stream of the last of `to` or, where nothing follows, of the first of `from`. */
const link = (linkId: string, type: string, from: string[], to: string[], more: object = {}): Sent => ({
  ...{ command: 'assert-lineage', commitmentId: to.at(-1) ?? from[0], linkId, type, from, to },
  ...{ reason: 'Read side by side', basis: 'judgement', reportedOn: '2022-08-30', ...more },
});
const withdraw = (linkId: string, commitmentId: string, more: object = {}): Sent => ({
  ...{ command: 'withdraw-lineage', commitmentId, linkId, reason: 'Read again', reportedOn: '2022-08-31', ...more },
});

const OLD = ['A1', 'A2', 'A3'];
const NEW = ['B1', 'B2', 'B3'];
const ledger = (...before: Sent[]) =>
  given(
    [plans, commitments, changes],
    plan('PLAN-18'),
    plan('PLAN-22'),
    ...OLD.map((id) => make(id, 'PLAN-18')),
    ...NEW.map((id) => make(id, 'PLAN-22')),
    ...before,
  ).withObjects(['body', 'OWNER'], ['source', 'PAPER']);

describe('a link between promises', () => {
  test.each([
    ['carriedForward', ['A1'], ['B1']],
    ['rewordedEditorial', ['A1'], ['B1']],
    ['rewordedSubstantive', ['A1'], ['B1']],
    ['moved', ['A1'], ['B1']],
    ['duplicateOf', ['B2'], ['B1']],
    ['splitInto', ['A1'], ['B1', 'B2']],
    ['mergedFrom', ['A1', 'A2', 'A3'], ['B1']],
    ['replacedBy', ['A1'], ['B1']],
    ['replacedBy', ['A1'], ['B1', 'B2']],
    ['dropped', ['A1'], []],
    ['noSourceFound', ['A1'], []],
    ['new', [], ['B1']],
  ])('%s leads from %j to %j', (type, from, to) =>
    ledger()
      .when(link('L1', type, from, to))
      .gives({
        type: 'LineageAsserted',
        facet: `lineage/${idOf('L1')}`,
        data: { type, from: from.map(idOf), to: to.map(idOf), basis: 'judgement' },
      }));

  const one = 'This kind of link needs one commitment on this side';
  const oneOrMore = 'This kind of link needs one commitment or more on this side';
  const nothing = 'This kind of link needs nothing on this side';
  test.each([
    ['carriedForward', ['A1', 'A2'], ['B1'], 'from', one],
    ['carriedForward', [], ['B1'], 'from', one],
    ['rewordedEditorial', ['A1'], ['B1', 'B2'], 'to', one],
    ['moved', ['A1'], ['B2', 'B1'], 'to', one],
    ['splitInto', ['A1'], ['B1'], 'to', 'A split needs at least two commitments'],
    ['splitInto', ['A1'], ['B1', 'B1'], 'to', 'A split needs at least two commitments'],
    ['splitInto', ['A1', 'A2'], ['B1', 'B2'], 'from', one],
    ['mergedFrom', ['A1'], ['B1'], 'from', 'A merger needs at least two commitments'],
    ['mergedFrom', ['A1', 'A2'], ['B1', 'B2'], 'to', one],
    ['mergedFrom', ['A1', 'A2', 'A2'], ['B1'], 'from', 'Name each commitment once'],
    ['dropped', ['A1', 'A2'], [], 'from', one],
    ['new', ['A1'], ['B1'], 'from', nothing],
    ['new', [], ['B1', 'B2'], 'to', one],
  ])('%s does not lead from %j to %j', (type, from, to, field, message) =>
    ledger()
      .when(link('L1', type, from, to))
      .isRefused(422, { field, message }));

  test('has both its ends', async () => {
    await ledger()
      .when(link('L1', 'replacedBy', ['A1'], [], { commitmentId: 'B1' }))
      .isRefused(422, { field: 'to', message: oneOrMore }, { field: 'commitmentId' });
    await ledger()
      .when(link('L1', 'dropped', ['A1'], ['B1'], { commitmentId: 'A1' }))
      .isRefused(422, { field: 'to', message: nothing });
  });

  test('from a narrative cites the passage that became a promise', async () => {
    await ledger()
      .when(link('L1', 'promotedFromNarrative', [], ['B1']))
      .isRefused(422, { field: 'passage', message: 'Cite the passage that became a promise' });
    await ledger()
      .when(link('L1', 'promotedFromNarrative', [], ['B1'], { passage: { sourceId: 'PAPER', section: '2.10' } }))
      .gives({ data: { passage: { sourceId: idOf('PAPER'), section: '2.10' } } } as never);
  });

  test('stands from the day on which it was told of until it was withdrawn', async () => {
    const told = () =>
      ledger(link('L1', 'carriedForward', ['A1'], ['B1'], { reportedOn: '2022-08-20' }), withdraw('L1', 'B1'));
    await told()
      .when(withdraw('L1', 'B1', { reportedOn: '2022-08-30' }))
      .gives({ type: 'LineageWithdrawn' });
    await told()
      .when(withdraw('L1', 'B1', { reportedOn: '2022-08-19' }))
      .isRefused(404, { field: 'linkId', message: 'This commitment has no such link' });
  });

  test('is said of the newer commitment, or of the one that nothing follows', async () => {
    const newer = { field: 'commitmentId', message: 'This link belongs with the newer commitment' };
    await ledger()
      .when(link('L1', 'carriedForward', ['A1'], ['B1'], { commitmentId: 'A1' }))
      .isRefused(422, newer);
    await ledger()
      .when(link('L1', 'dropped', ['A1'], [], { commitmentId: 'B1' }))
      .isRefused(422, { field: 'commitmentId', message: 'This link belongs with the commitment that nothing follows' });
    await ledger()
      .when(link('L1', 'splitInto', ['A1'], ['B1', 'B2'], { commitmentId: 'B1' }))
      .gives({ type: 'LineageAsserted' });
  });

  test('names commitments of the ledger, and gives a reason', async () => {
    await ledger()
      .when(link('L1', 'carriedForward', ['A9'], ['B1']))
      .isRefused(404, { field: 'from[0]', code: 'unknown-object' });
    await ledger()
      .when(link('L1', 'carriedForward', ['A1'], ['B1'], { reason: undefined }))
      .isRefused(400, { field: 'reason', message: 'Give the reason' });
  });

  test('makes no commitment its own ancestor, at any distance', async () => {
    const loop = { field: 'to', message: 'This would make a commitment its own ancestor' };
    await ledger()
      .when(link('L1', 'carriedForward', ['A1'], ['A1']))
      .isRefused(422, loop);
    const chain = [link('L1', 'splitInto', ['A1'], ['A2', 'A3']), link('L2', 'replacedBy', ['A2'], ['B1'])];
    await ledger(...chain)
      .when(link('L3', 'moved', ['B1'], ['A1']))
      .isRefused(422, loop);
    await ledger(...chain)
      .when(link('L3', 'moved', ['B1'], ['A3']))
      .gives({ type: 'LineageAsserted' });
    await ledger(...chain, withdraw('L1', 'A3'))
      .when(link('L3', 'moved', ['B1'], ['A1']))
      .gives({ type: 'LineageAsserted' });
  });

  test('between two with the same words says nothing of before and after', async () => {
    await ledger(link('L1', 'duplicateOf', ['B1'], ['B2']))
      .when(link('L2', 'duplicateOf', ['B2'], ['B1']))
      .gives({ type: 'LineageAsserted' });
    await ledger()
      .when(link('L1', 'duplicateOf', ['B1'], ['B1']))
      .isRefused(422, { field: 'to', message: 'Choose another commitment with the same words' });
    await ledger(link('L1', 'dropped', ['A1'], []))
      .when(link('L2', 'duplicateOf', ['A1'], ['A2']))
      .gives({ type: 'LineageAsserted' });
  });

  test('does not follow what was dropped, nor drop what something follows', async () => {
    const dropped = { field: 'from', message: 'This commitment is marked as dropped. Withdraw that first' };
    await ledger(link('L1', 'dropped', ['A1'], []))
      .when(link('L2', 'mergedFrom', ['A2', 'A1'], ['B1']))
      .isRefused(422, dropped);
    await ledger(link('L1', 'dropped', ['A1'], []), withdraw('L1', 'A1'))
      .when(link('L2', 'carriedForward', ['A1'], ['B1']))
      .gives({ type: 'LineageAsserted' });
    const followed = { field: 'from', message: 'It has a successor. Withdraw that link first' };
    await ledger(link('L1', 'carriedForward', ['A1'], ['B1']))
      .when(link('L2', 'dropped', ['A1'], []))
      .isRefused(422, followed);
    await ledger(link('L1', 'noSourceFound', ['A1'], []))
      .when(link('L2', 'dropped', ['A1'], []))
      .gives({ type: 'LineageAsserted' });
  });

  test('is held against every link that stands, whatever the day of either', async () => {
    const early = { reportedOn: '2022-08-20' };
    await ledger(link('L1', 'dropped', ['A1'], []))
      .when(link('L2', 'carriedForward', ['A1'], ['B1'], early))
      .isRefused(422, { field: 'from', message: 'This commitment is marked as dropped. Withdraw that first' });
    await ledger(link('L1', 'carriedForward', ['A1'], ['B1']))
      .when(link('L2', 'dropped', ['A1'], [], early))
      .isRefused(422, { field: 'from', message: 'It has a successor. Withdraw that link first' });
    await ledger(link('L1', 'carriedForward', ['A1'], ['B1']))
      .when(link('L2', 'moved', ['B1'], ['A1'], early))
      .isRefused(422, { field: 'to', message: 'This would make a commitment its own ancestor' });
  });

  test('is asserted once, and again only after it was withdrawn', async () => {
    const first = link('L1', 'carriedForward', ['A1'], ['B1']);
    await ledger(first).when(first).isRefused(422, { field: 'linkId', code: 'already-exists' });
    await ledger(first, withdraw('L1', 'B1'))
      .when({ ...first, reportedOn: '2022-09-01' })
      .gives({ type: 'LineageAsserted' });
  });

  test('is not compared with itself when it is corrected', async () => {
    const id = uuidV7At(5, 'link');
    const sent = link('L1', 'carriedForward', ['A1'], ['B1']);
    const statement = { linkId: 'L1', type: 'moved', from: ['A1'], to: ['B1'], reason: 'As it is', basis: 'printed' };
    await ledger({ ...sent, id })
      .when({
        command: 'correct-entry',
        target: eventId(`commitment-${idOf('B1')}`, id, 0),
        statement,
        correctionReason: 'Wrong type chosen',
        actingAs: 'policy-officer',
        source: { url: 'https://papers.example/2.pdf', sha256: 'ab'.repeat(32) },
      })
      .gives({ type: 'EntryCorrected' });
  });
});

describe('taking a link back', () => {
  const asserted = link('L1', 'carriedForward', ['A1'], ['B1']);

  test('leaves it in the ledger, with the reason', () =>
    ledger(asserted)
      .when(withdraw('L1', 'B1'))
      .gives({ type: 'LineageWithdrawn', facet: `lineage/${idOf('L1')}`, data: { reason: 'Read again' } }));

  test('happens once, where the link stands', async () => {
    await ledger(asserted, withdraw('L1', 'B1'))
      .when(withdraw('L1', 'B1'))
      .isRefused(422, { field: 'linkId', message: 'This link was withdrawn on 31 August 2022' });
    await ledger(asserted)
      .when(withdraw('L1', 'B2'))
      .isRefused(404, { field: 'linkId', message: 'This commitment has no such link' });
    await ledger(asserted)
      .when(withdraw('L1', 'B1', { reason: ' ' }))
      .isRefused(400, { field: 'reason', message: 'Give the reason' });
  });
});

describe('a suggestion', () => {
  const dismiss = (more: object = {}): Sent => ({
    ...{ command: 'dismiss-lineage-suggestion', commitmentId: 'B1', otherId: 'A1', reason: 'Another subject', ...more },
  });

  test('is dismissed with a reason', async () => {
    await ledger()
      .when(dismiss())
      .gives({ type: 'LineageSuggestionDismissed', facet: `suggestion/${idOf('A1')}` });
    await ledger()
      .when(dismiss({ reason: undefined }))
      .isRefused(400, { field: 'reason', message: 'Say why these are not related' });
    await ledger()
      .when(dismiss({ otherId: 'A9' }))
      .isRefused(404, { field: 'otherId', code: 'unknown-object' });
  });
});
