import { given, idOf, type Sent } from '../../test/support/given.js';
import { commitments } from '../commitments/commitment.commands.js';
import { plans } from '../plans/plan.commands.js';
import { bodies } from './body.commands.js';

const register: Sent = {
  command: 'register-body',
  bodyId: 'executive',
  externalIds: ['executive'],
  named: { name: 'Justice Executive' },
  described: { kind: 'board', remit: 'Oversees the partners' },
};
const partner: Sent = { ...register, bodyId: 'partner', externalIds: [], named: { name: 'Partner One' } };
const about = (command: string, fields: object = {}): Sent => ({ command, bodyId: 'executive', ...fields });
const alias = (fields: object = {}) => about('add-body-alias', { name: 'JE', basis: 'printed', ...fields });
const under = (bodyId: string, otherBodyId: string, fields: object = {}): Sent => ({
  command: 'place-body-under',
  bodyId,
  placementId: `${bodyId}-${otherBodyId}`,
  relation: 'partOf',
  otherBodyId,
  basis: 'printed',
  ...fields,
});
const role = (fields: object = {}) => about('create-role', { roleId: 'chair', title: 'Chair', ...fields });
const holder = (fields: object = {}) =>
  about('record-office-holder', { holderId: 'term-1', roleId: 'chair', person: 'Ann Other', ...fields });
const member = (fields: object = {}) =>
  about('record-membership', { memberId: 'member-1', memberBodyId: 'partner', capacity: 'member', ...fields });
const plan: Sent = {
  command: 'register-plan',
  planId: 'plan',
  ownerBodyId: 'executive',
  levels: ['priority', 'commitment'].map((key) => ({ key, one: key, many: key, printedAs: key })),
  externalIds: [],
};
const promise = (commitmentId: string): Sent => ({
  ...{ command: 'make-commitment', commitmentId, planId: 'plan', promisedBy: { basis: 'notStated' }, externalIds: [] },
  place: { homeId: 'plan' },
  wording: {
    ...{ wordingId: `${commitmentId}-W1`, text: `Do ${commitmentId}.`, lang: 'en-GB', standing: 'draft' },
    ...{ printedNumber: { basis: 'none' }, class: 'first' },
  },
});

const one = () => given([bodies], register);
const two = () => given([bodies], register, partner);
const REVERSED = { from: '2022-01-01', to: '2021-01-01' };
const AFTER = { field: 'to', message: 'The end date must be after the start date' };

describe('registering a body', () => {
  it('states identity, name and kind at once', () =>
    given([bodies])
      .when(register)
      .gives(
        { type: 'BodyRegistered', facet: 'identity' },
        { type: 'BodyNamed', facet: 'name', data: { name: 'Justice Executive' } },
        { type: 'BodyDescribed', facet: 'description', data: { kind: 'board' } },
      ));

  it.each(['named', 'described'])('needs its name and kind (%s)', (field) =>
    given([bodies])
      .when({ ...register, [field]: undefined })
      .isRefused(400, { field, message: "Enter the body's name and kind" }));

  it('warns of a body with the same name', () =>
    one()
      .when({ ...register, bodyId: 'another' })
      .isWarned({
        code: 'name-in-use',
        field: 'name',
        message: 'A body with this name exists. Use it or say how this one differs',
      }));

  it('wants a contract to end after it starts', () =>
    given([bodies])
      .when({ ...register, described: { kind: 'contract', contract: { start: '2022-01-01', end: '2022-01-01' } } })
      .isRefused(422, { field: 'contract.end', message: 'The contract must end after it starts' }));
});

describe('the description of a body', () => {
  const describeBody = (fields: object = {}) => about('describe-body', { kind: 'panel', remit: 'Asks', ...fields });
  const contract = (start: string, end: string) => describeBody({ kind: 'contract', contract: { start, end } });

  it('is told anew, whole', () =>
    one()
      .when(describeBody())
      .gives({ type: 'BodyDescribed', facet: 'description', data: { kind: 'panel', remit: 'Asks' } }));

  it('has one of the kinds', async () => {
    const field = 'kind';
    await one()
      .when(describeBody({ kind: undefined }))
      .isRefused(400, { field });
    await one()
      .when(describeBody({ kind: 'castle' }))
      .isRefused(400, { field });
  });

  it('gives a contract an end after its start', async () => {
    await one()
      .when(contract('2022-01-01', '2022-01-02'))
      .gives({ type: 'BodyDescribed', data: { contract: { start: '2022-01-01', end: '2022-01-02' } } });
    for (const end of ['2022-01-01', '2021-12-31'])
      await one()
        .when(contract('2022-01-01', end))
        .isRefused(422, { field: 'contract.end', message: 'The contract must end after it starts' });
  });

  it('is that of a body in the ledger', () =>
    given([bodies])
      .when(describeBody())
      .isRefused(404, { field: 'bodyId', code: 'unknown-object', message: 'The ledger holds no such body' }));
});

describe('names', () => {
  it('change', () =>
    one()
      .when(about('rename-body', { name: 'Justice and Rehabilitation Executive' }))
      .gives({ type: 'BodyRenamed', facet: 'name' }));

  it('differ from the one before', () =>
    one()
      .when(about('rename-body', { name: 'Justice Executive' }))
      .isRefused(422, { field: 'name', message: 'The name has not changed' }));

  it('may be told of by an earlier paper that is loaded after a later one', async () => {
    const rename = (reportedOn: string) => about('rename-body', { name: 'Executive Board', reportedOn });
    const renamed = () => one().and(rename('2022-08-04'));
    await renamed()
      .when(rename('2022-08-03'))
      .gives({ type: 'BodyRenamed', data: { name: 'Executive Board' } });
    await renamed().when(rename('2022-08-05')).isRefused(422, { field: 'name', message: 'The name has not changed' });
  });

  it('may be several, each listed once', async () => {
    await one().when(alias()).gives({ type: 'BodyAliasAdded', facet: 'alias/JE' });
    await one().and(alias()).when(alias()).isRefused(422, { field: 'name', message: 'This name is already listed' });
    await one().when(alias(REVERSED)).isRefused(422, AFTER);
  });

  it('go out of use', async () => {
    const retire = { ...alias({ to: '2022-06-01' }), command: 'retire-body-alias' };
    await one().and(alias()).when(retire).gives({ type: 'BodyAliasRetired', facet: 'alias/JE' });
    await one().and(alias(), retire).when(alias()).gives({ type: 'BodyAliasAdded' });
    await one().when(retire).isRefused(404, { field: 'name', message: 'The body has nothing of this kind to end' });
  });
});

describe('nesting', () => {
  it('places a body under another', () =>
    two()
      .when(under('partner', 'executive'))
      .gives({ type: 'BodyPlacedUnder', facet: `placement/${idOf('partner-executive')}` }));

  it('has no loops, short or long', async () => {
    const loop = { field: 'otherBodyId', message: 'A body cannot be part of itself' };
    await two().when(under('partner', 'partner')).isRefused(422, loop);
    await two().and(under('partner', 'executive')).when(under('executive', 'partner')).isRefused(422, loop);
    await two()
      .and(
        { ...partner, bodyId: 'team', named: { name: 'Team' } },
        under('team', 'partner'),
        under('partner', 'executive'),
      )
      .when(under('executive', 'team'))
      .isRefused(422, loop);
  });

  it('may report upwards to what it oversees, and turn round once it ended', async () => {
    await two()
      .and(under('partner', 'executive'))
      .when(under('executive', 'partner', { relation: 'oversees' }))
      .gives({ type: 'BodyPlacedUnder' });
    await two()
      .and(under('partner', 'executive'), { ...under('partner', 'executive'), command: 'end-body-placement' })
      .when(under('executive', 'partner'))
      .gives({ type: 'BodyPlacedUnder' });
  });
});

describe('what a body was part of, who held its offices and who sat on it', () => {
  const END = { to: '2022-06-01' };
  const held = () => two().and(role());
  const of = (said: Sent, command: string) => (fields: object) => ({ ...said, command, ...fields });

  it.each([
    ['BodyPlacementEnded', under('executive', 'partner'), 'end-body-placement', 'placement', 'executive-partner'],
    ['OfficeHolderEnded', holder(), 'end-office-holder', 'holder', 'term-1'],
    ['MembershipEnded', member(), 'end-membership', 'member', 'member-1'],
  ])('ends, whole and under its key: %s', async (type, said, command, part, id) => {
    const end = of(said, command);
    const { command: _, bodyId: __, ...whole } = said;
    const data = Object.fromEntries(
      Object.entries(whole).map(([name, value]) => [name, /Id$/.test(name) ? idOf(value as string) : value]),
    );
    await held()
      .and(said)
      .when(end(END))
      .gives({ type, facet: `${part}/${idOf(id)}`, data: { ...data, ...END } });
    await held().and(said).when(end(REVERSED)).isRefused(422, AFTER);
    await held()
      .when(end(END))
      .isRefused(404, { field: `${part}Id`, message: 'The body has nothing of this kind to end' });
  });
});

describe('possibly the same', () => {
  it.each([
    ['note-bodies-possibly-same', 'BodiesPossiblySame'],
    ['declare-bodies-same', 'BodiesDeclaredSame'],
    ['declare-bodies-different', 'BodiesDeclaredDifferent'],
  ])('%s', async (command, type) => {
    const said = about(command, { otherBodyId: 'partner', reason: 'Both stand in one row' });
    await two()
      .when(said)
      .gives({ type, facet: `same-as/${idOf('partner')}` });
    await two()
      .when({ ...said, reason: ' ' })
      .isRefused(400, { field: 'reason', message: 'Give the reason' });
    await two()
      .when({ ...said, otherBodyId: 'executive' })
      .isRefused(422, { field: 'otherBodyId', message: 'Choose two different bodies' });
  });
});

describe('two bodies that are one', () => {
  const same = about('declare-bodies-same', { otherBodyId: 'partner', reason: 'One took over the other' });

  it.each(['executive', 'partner', undefined])('are led by one of the two (%s)', (leading) =>
    two()
      .when({ ...same, leading })
      .gives({ type: 'BodiesDeclaredSame' }));

  it('are not led by a third', () =>
    two()
      .and({ ...partner, bodyId: 'third', named: { name: 'Third' } })
      .when({ ...same, leading: 'third' })
      .isRefused(422, { field: 'leading', message: 'Choose one of the two' }));
});

describe('the end of a body', () => {
  it('has a day and a reason', async () => {
    const end = about('end-body', { on: '2022-06-01', reason: 'Merged', successors: ['partner'] });
    await two()
      .when(end)
      .gives({ type: 'BodyEnded', facet: 'end', data: { successors: [idOf('partner')] } });
    await two()
      .when({ ...end, reason: undefined })
      .isRefused(400, { field: 'reason', message: 'Give the reason' });
  });

  it('warns of the commitments that it still leads, and of no others', async () => {
    const led = (...leads: [commitmentId: string, bodyId: string][]) =>
      given([bodies, plans, commitments], register, partner, plan, promise('C-1'), promise('C-2'), promise('C-3')).and(
        ...leads.map(([commitmentId, bodyId]) => ({ command: 'set-lead', commitmentId, bodyId })),
      );
    const end = about('end-body', { on: '2022-06-01', reason: 'Merged' });
    await led(['C-1', 'executive'], ['C-2', 'executive'], ['C-3', 'partner'])
      .when(end)
      .isWarned({ code: 'still-leads', field: '', message: 'It still leads 2 commitments' });
    await led(['C-1', 'executive'], ['C-1', 'partner']).when(end).gives({ type: 'BodyEnded' });
  });
});

describe('roles', () => {
  it('are created, renamed and ended under one key', async () => {
    const facet = `role/${idOf('chair')}`;
    await one().when(role()).gives({ type: 'RoleCreated', facet });
    const renamed = { ...role({ title: 'Convener' }), command: 'rename-role' };
    await one().and(role()).when(renamed).gives({ type: 'RoleRenamed', facet });
    await one()
      .and(role())
      .when({ ...role({ to: '2022-06-01' }), command: 'end-role' })
      .gives({ type: 'RoleEnded', facet });
  });

  it('have titles of their own', async () => {
    const taken = { field: 'title', message: 'This body already has that role' };
    await one()
      .and(role())
      .when(role({ roleId: 'other' }))
      .isRefused(422, taken);
    await one()
      .and(role(), role({ roleId: 'other', title: 'Convener' }))
      .when({ ...role({ roleId: 'other' }), command: 'rename-role' })
      .isRefused(422, taken);
  });

  it('are held by people whose names are kept apart', () =>
    one()
      .and(role())
      .when(holder())
      .gives({ type: 'OfficeHolderRecorded', facet: `holder/${idOf('term-1')}`, data: { person: 'Ann Other' } }));

  it('are of this body', () =>
    one().when(holder()).isRefused(404, { field: 'roleId', message: 'The body has no such role' }));

  it('are held by one person at a time, or there is a warning', async () => {
    const next = holder({ holderId: 'term-2', from: '2022-01-01' });
    await one()
      .and(role(), holder())
      .when(next)
      .isWarned({ code: 'two-holders', message: 'Two people hold this role at once' });
    await one()
      .and(role(), holder(), { ...holder({ to: '2022-01-01' }), command: 'end-office-holder' })
      .when(next)
      .gives({ type: 'OfficeHolderRecorded' });
  });
});

describe('membership', () => {
  it('is by office or by body', async () => {
    await two()
      .when(member())
      .gives({ type: 'MembershipRecorded', facet: `member/${idOf('member-1')}` });
    await two()
      .when(member({ memberBodyId: undefined }))
      .isRefused(422, { field: 'role', message: 'Choose an office or a body as the member' });
  });

  it('is by an office of any body, and by nothing else that has a key', async () => {
    const by = (facet: string) => member({ memberBodyId: undefined, role: `body-${idOf('executive')}/${facet}` });
    await two()
      .and(role())
      .when(by(`role/${idOf('chair')}`))
      .gives({ type: 'MembershipRecorded' });
    await two().when(by('name')).isRefused(400, { field: 'role', message: 'Choose an office or a body as the member' });
  });

  it('is listed once at a time', async () => {
    const again = member({ memberId: 'member-2', from: '2022-01-01' });
    await two().and(member()).when(again).isRefused(422, { field: 'role', message: 'Already listed' });
    await two()
      .and(member(), { ...member({ to: '2022-01-01' }), command: 'end-membership' })
      .when(again)
      .gives({ type: 'MembershipRecorded' });
  });
});
