import { given, idOf, type Sent } from '../../test/support/given.js';
import { sources } from '../sources/source.commands.js';
import { externalRecommendations } from './external-recommendation.commands.js';

const register: Sent = {
  command: 'register-external-recommendation',
  externalRecommendationId: 'rec',
  issuerBodyId: 'inspectorate',
  addressedTo: ['the-force'],
  reference: 'PEEL-4',
  text: 'Answer calls sooner',
  reportedOn: '2022-05-01',
};
const about = (act: string, fields: object = {}): Sent => ({
  command: `${act}-external-recommendation`,
  externalRecommendationId: 'rec',
  ...fields,
});
const evidence = [{ citation: { sourceId: 'own-paper', line: 7 } }];
const submit = about('submit', { reason: 'Calls are answered in ten seconds', evidence });
const giveBack = about('return', { reason: 'The figures cover one month' });
const close = about('close', { confirmedIn: { sourceId: 'their-letter', line: 1 } });
const reopen = about('reopen', { reason: 'It is slow again' });
const withdraw = about('withdraw', { reason: 'Replaced by another' });
const link = about('link', { kind: 'commitment', targetId: 'C-1', reason: 'Both ask for quick answers' });
const unlink = { ...link, command: 'unlink-external-recommendation', edition: 2 };

const document = (sourceId: string, publisherBodyId?: string): Sent => ({
  command: 'register-source',
  sourceId,
  title: sourceId,
  kind: 'letter',
  publisherBodyId,
  dated: { date: '2022-05-01', precision: 'day' },
  mediaType: 'text/plain',
  size: 10,
  sha256: (sourceId === 'own-paper' ? 'a' : sourceId === 'unsigned' ? 'b' : 'c').repeat(64),
  language: 'en',
  source: {},
});

const noted = () =>
  given([sources, externalRecommendations])
    .withObjects(['body', 'inspectorate'], ['body', 'auditor'], ['body', 'the-force'], ['milestone', 'M-1'])
    .and(document('own-paper', 'the-force'), document('their-letter', 'inspectorate'), document('unsigned'));
const registered = () => noted().and(register);

describe('registering', () => {
  it('says who asks what of whom', () =>
    noted()
      .when(register)
      .gives({
        type: 'ExternalRecommendationRegistered',
        facet: 'identity',
        data: { issuerBodyId: idOf('inspectorate'), addressedTo: [idOf('the-force')], text: 'Answer calls sooner' },
      }));

  it.each([
    ['issuerBodyId', undefined, 'Choose who made it'],
    ['addressedTo', [], 'Choose whom it is addressed to'],
    ['text', ' ', 'Enter the recommendation'],
  ])('needs its %s', (field, value, message) =>
    noted()
      .when({ ...register, [field]: value })
      .isRefused(400, { field, message }));

  it("lists an issuer's reference once", async () => {
    const again = { ...register, externalRecommendationId: 'other' };
    await registered()
      .when(again)
      .isRefused(422, { field: 'reference', message: 'Reference PEEL-4 is already listed' });
    for (const fields of [{ issuerBodyId: 'auditor' }, { reference: 'PEEL-5' }, { reference: undefined }])
      await registered()
        .when({ ...again, ...fields })
        .gives({ type: 'ExternalRecommendationRegistered' });
  });

  it('takes dates as exact as they are known', async () => {
    await noted()
      .when({ ...register, issuedOn: { precision: 'month' } })
      .isRefused(422, { field: 'issuedOn.date' });
    await noted()
      .when({ ...register, due: { from: '2022-07-01', to: '2022-07-01', precision: 'day', basis: 'printed' } })
      .isRefused(422, { field: 'due.to' });
  });

  it('is of something that others are said of', () =>
    noted().when(submit).isRefused(404, {
      field: 'externalRecommendationId',
      message: 'The ledger holds no such external recommendation',
    }));
});

/** The state that each act leads to from each state, or why it is refused. */
const NOT_OPEN = 'Only an open recommendation can be submitted for closure';
const NOT_SUBMITTED = 'It has not been submitted for closure';
const NOT_CLOSED = 'Only a closed recommendation can be opened again';
const acts = { submit, return: giveBack, close, reopen, withdraw };
const sent = [submit];
const closed = [...sent, { ...close, edition: 2 }];

describe('what a later paper tells of', () => {
  const toldOfLater = () => registered().and({ ...submit, reportedOn: '2022-08-04' });

  it('had not happened by then', async () => {
    const on = { reportedOn: '2022-08-03' };
    await toldOfLater()
      .when({ ...submit, ...on })
      .gives({ type: 'ExternalRecommendationSubmitted' });
    await toldOfLater()
      .when({ ...giveBack, ...on })
      .isRefused(422, { field: 'state', message: NOT_SUBMITTED });
  });
});

describe.each([
  [
    'open',
    [],
    {
      submit: 'submitted',
      return: NOT_SUBMITTED,
      close: NOT_SUBMITTED,
      reopen: 'It is already open',
      withdraw: 'withdrawn',
    },
  ],
  ['submitted', sent, { submit: NOT_OPEN, return: 'open', close: 'closed', reopen: NOT_CLOSED, withdraw: 'withdrawn' }],
  [
    'returned',
    [...sent, { ...giveBack, edition: 2 }],
    { submit: 'submitted', return: NOT_SUBMITTED, close: NOT_SUBMITTED, reopen: 'It is already open' },
  ],
  [
    'closed',
    closed,
    { submit: NOT_OPEN, return: NOT_SUBMITTED, close: NOT_SUBMITTED, reopen: 'open', withdraw: 'withdrawn' },
  ],
  ['opened again', [...closed, { ...reopen, edition: 3 }], { submit: 'submitted', reopen: 'It is already open' }],
  [
    'withdrawn',
    [withdraw],
    {
      submit: NOT_OPEN,
      return: NOT_SUBMITTED,
      close: NOT_SUBMITTED,
      reopen: NOT_CLOSED,
      withdraw: 'It is already withdrawn',
    },
  ],
] as const)('a recommendation that is %s', (_, said, outcomes) => {
  it.each(Object.entries(outcomes))('%s: %s', (act, outcome) => {
    const when = registered()
      .and(...said)
      .when({ ...acts[act as keyof typeof acts], edition: 4 });
    return outcome.includes(' ')
      ? when.isRefused(422, { field: 'state', message: outcome })
      : when.gives({ facet: 'state', type: expect.any(String), data: { state: outcome } });
  });
});

describe('what an act rests on', () => {
  it('is evidence where a recommendation is submitted', async () => {
    await registered()
      .when({ ...submit, evidence: [] })
      .isRefused(400, { field: 'evidence', message: 'Add the evidence sent' });
    await registered()
      .when({ ...submit, evidence: [{}] })
      .isRefused(422, { field: 'evidence[0]' });
  });

  it.each([
    ['none', 400, undefined],
    ["the body's own paper", 422, { sourceId: 'own-paper' }],
    ['a document of nobody known', 422, { sourceId: 'unsigned' }],
  ] as const)("is the issuer's own document where it is closed, not %s", (_, status, confirmedIn) =>
    registered()
      .and(submit)
      .when({ ...close, confirmedIn, edition: 2 })
      .isRefused(status, { field: 'confirmedIn', message: 'Closure must cite the issuer' }));

  it('was closed on a day that has come', () =>
    registered()
      .and(submit)
      .when({ ...close, on: '2022-06-08', edition: 2 })
      .isRefused(422, { field: 'on', message: 'The date it was closed must be in the past' }));

  it.each([submit, giveBack, reopen, withdraw])('is a reason: $command', (act) =>
    registered()
      .when({ ...act, reason: ' ' })
      .isRefused(400, { field: 'reason', message: 'Give the reason' }));
});

describe('links', () => {
  const onMilestone = { ...link, kind: 'milestone', targetId: 'M-1' };
  const facet = `link/milestone/${idOf('M-1')}`;

  it('are made and taken back under one key', async () => {
    await registered().when(onMilestone).gives({ type: 'ExternalRecommendationLinked', facet });
    await registered()
      .and(onMilestone)
      .when({ ...unlink, kind: 'milestone', targetId: 'M-1' })
      .gives({ type: 'ExternalRecommendationUnlinked', facet });
  });

  it('are made once, and again once they were taken back', async () => {
    const again = { ...onMilestone, edition: 3 };
    const taken = { ...unlink, kind: 'milestone', targetId: 'M-1' };
    await registered().and(onMilestone).when(again).isRefused(422, { field: 'targetId', message: 'Already linked' });
    await registered().and(onMilestone, taken).when(again).gives({ type: 'ExternalRecommendationLinked' });
    await registered().when(taken).isRefused(422, { field: 'targetId', message: 'It is not linked' });
  });

  it.each(['plan', 'node', 'commitment', 'metric'])('point at something in the ledger, of the kind told: %s', (kind) =>
    registered()
      .when({ ...onMilestone, kind })
      .isRefused(404, { field: 'targetId', message: 'Choose something in the ledger' }));
});
