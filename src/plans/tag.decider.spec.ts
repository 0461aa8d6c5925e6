import { given, idOf, type Sent } from '../../test/support/given.js';
import { plans } from './plan.commands.js';

const about = (command: string, more: object = {}): Sent => ({ command, planId: 'PLAN-22', ...more });
const PLAN = about('register-plan', {
  ownerBodyId: 'OWNER',
  levels: [
    { key: 'priority', one: 'Priority', many: 'Priorities', printedAs: 'Priority' },
    { key: 'commitment', one: 'Commitment', many: 'Commitments', printedAs: 'We will' },
  ],
  externalIds: [],
});
const PRIORITY = about('add-priority', { nodeId: 'P1', level: 'priority', titled: { title: 'Safe', class: 'first' } });

const scheme = (more: object = {}) =>
  about('add-tag-scheme', { schemeId: 'STREAMS', kind: 'workStream', label: 'Work streams', ...more });
const tag = (more: object = {}) =>
  about('add-tag', { tagId: 'WS1', schemeId: 'STREAMS', label: 'Victims', order: 1, ...more });
const retire = (more: object = {}) => about('retire-tag', { tagId: 'WS1', reason: 'Merged', ...more });
const give = (more: object = {}) => about('tag-node', { nodeId: 'P1', tagId: 'WS1', basis: 'printed', ...more });
const take = (more: object = {}) => about('untag-node', { nodeId: 'P1', tagId: 'WS1', ...more });

const ledger = (...before: Sent[]) => given([plans], PLAN, PRIORITY, ...before).withObjects(['body', 'OWNER']);

describe('a tag scheme', () => {
  test('has a name of its own in its plan', async () => {
    await ledger()
      .when(scheme())
      .gives({ type: 'TagSchemeAdded', facet: `tag-scheme/${idOf('STREAMS')}`, data: { kind: 'workStream' } });
    await ledger(scheme())
      .when(scheme({ schemeId: 'OTHER', label: ' work Streams' }))
      .isRefused(422, { field: 'label', message: 'Another tag scheme has this name' });
    await ledger(scheme())
      .when(scheme({ kind: 'other', reportedOn: '2022-08-04' }))
      .gives({ type: 'TagSchemeAdded' });
  });
});

describe('a tag', () => {
  test('is in a scheme, under the part of the plan that lists it', async () => {
    await ledger(scheme())
      .when(tag({ nodeId: 'P1' }))
      .gives({
        type: 'TagAdded',
        facet: `tag/${idOf('WS1')}`,
        data: { schemeId: idOf('STREAMS'), label: 'Victims', order: 1, nodeId: idOf('P1') },
      });
    await ledger()
      .when(tag())
      .isRefused(404, { field: 'schemeId', code: 'unknown-object', message: 'This plan has no such tag scheme' });
    await ledger(scheme())
      .when(tag({ nodeId: 'P9' }))
      .isRefused(404, { field: 'nodeId', message: 'This plan has no such part' });
  });

  test('has a name of its own in its scheme, among those in use', async () => {
    const second = tag({ tagId: 'WS2', order: 2 });
    await ledger(scheme(), tag()).when(second).isRefused(422, { field: 'label', message: 'Another tag has this name' });
    await ledger(scheme(), tag(), retire()).when(second).gives({ type: 'TagAdded' });
    await ledger(scheme(), tag(), scheme({ schemeId: 'OTHER', label: 'Others' }))
      .when({ ...second, schemeId: 'OTHER' })
      .gives({ type: 'TagAdded' });
  });

  test('is retired for a reason, once', async () => {
    const unknown = { field: 'tagId', code: 'unknown-object', message: 'This plan has no such tag' };
    await ledger(scheme(), tag())
      .when(retire())
      .gives({ type: 'TagRetired', facet: `tag/${idOf('WS1')}`, data: { reason: 'Merged' } });
    await ledger(scheme(), tag())
      .when(retire({ reason: undefined }))
      .isRefused(400, { field: 'reason', message: 'Give the reason' });
    await ledger(scheme()).when(retire()).isRefused(404, unknown);
    await ledger(scheme(), tag(), retire()).when(retire()).isRefused(404, unknown);
  });

  test('is given to parts of the plan while it is in use', async () => {
    await ledger(scheme(), tag())
      .when(give())
      .gives({ type: 'NodeTagged', facet: `node/${idOf('P1')}/tag/${idOf('WS1')}`, data: { basis: 'printed' } });
    await ledger(scheme(), tag())
      .when(give({ nodeId: 'P9' }))
      .isRefused(404, { field: 'nodeId', message: 'This plan has no such part' });
    await ledger(scheme()).when(give()).isRefused(404, { field: 'tagId', message: 'This plan has no such tag' });
    await ledger(scheme(), tag(), retire({ reportedOn: '2022-08-04' }))
      .when(give({ reportedOn: '2022-08-04' }))
      .isRefused(422, { field: 'tagId', message: 'This tag is no longer in use' });
    await ledger(scheme(), tag(), retire({ reportedOn: '2022-08-04' }))
      .when(give({ reportedOn: '2022-06-08' }))
      .gives({ type: 'NodeTagged' });
  });

  test('is taken from what has it', async () => {
    const without = { field: 'tagId', message: 'It does not have this tag' };
    await ledger(scheme(), tag(), give()).when(take()).gives({ type: 'NodeUntagged' });
    await ledger(scheme(), tag()).when(take()).isRefused(422, without);
    await ledger(scheme(), tag(), give(), take()).when(take()).isRefused(422, without);
  });
});
