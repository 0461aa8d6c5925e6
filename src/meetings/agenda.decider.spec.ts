import { given, idOf, type Sent } from '../../test/support/given.js';
import { meetings } from './meeting.commands.js';

const call = (meetingId = 'june', date = '2022-06-07'): Sent => ({
  command: 'call-meeting',
  meetingId,
  bodyIds: ['the-panel'],
  kind: 'panel',
  date: { date, precision: 'day' },
});
const about = (command: string, fields: object): Sent => ({ command, meetingId: 'june', ...fields });
const item = { itemId: 'item-6', number: '6', title: 'Progress' };
const add = about('add-agenda-item', item);
const change = about('change-agenda-item', { ...item, title: 'Progress and figures', reason: 'Figures came late' });
const withdraw = about('withdraw-agenda-item', { itemId: 'item-6', reason: 'The paper is not ready' });
const attach = about('attach-paper', { paperId: 'paper-1', itemId: 'item-6', sourceId: 'S-1' });

const unknownItem = { field: 'itemId', message: 'The meeting has no such agenda item', code: 'unknown-object' };

const called = () =>
  given([meetings])
    .withObjects(['body', 'the-panel'], ['source', 'S-1'], ['source', 'S-2'], ['report', 'R-1'])
    .and(call());
const withItem = () => called().and(add);

describe('an item of the agenda', () => {
  const facet = `item/${idOf('item-6')}`;

  it('is changed and withdrawn under its key, with a reason', async () => {
    await withItem()
      .when(change)
      .gives({ type: 'AgendaItemChanged', facet, data: { title: 'Progress and figures' } });
    await withItem().when(withdraw).gives({ type: 'AgendaItemWithdrawn', facet });
    for (const act of [change, withdraw])
      await withItem()
        .when({ ...act, reason: ' ' })
        .isRefused(400, { field: 'reason', message: 'Give the reason' });
  });

  it('is about objects by their ids, and parts of objects by their keys', async () => {
    const named = { ...add, links: ['S-1'], parts: [`meeting-${idOf('june')}/occasion`] };
    await called()
      .when(named)
      .gives({ type: 'AgendaItemAdded', data: { links: [idOf('S-1')], parts: named.parts } });
    await called()
      .when({ ...named, parts: [`meeting-${idOf('june')}/outcome`] })
      .isRefused(404, { field: 'parts[0]', message: 'The ledger holds nothing under this key' });
  });

  it.each([change, withdraw])('must be known to be changed: $command', (act) =>
    called().when(act).isRefused(404, unknownItem));

  it('keeps to a number of its own', async () => {
    const seven = about('add-agenda-item', { ...item, itemId: 'item-7', number: '7' });
    await withItem()
      .and(seven)
      .when({ ...change, number: '7' })
      .isRefused(422, { field: 'number', message: 'Item 7 exists' });
    await withItem().and(change).when(add).gives({ type: 'AgendaItemAdded' });
  });

  it('frees its number when it is withdrawn, and keeps it when it is changed', async () => {
    const again = { ...add, itemId: 'another' };
    await withItem().and(withdraw).when(again).gives({ type: 'AgendaItemAdded' });
    await withItem().and(change).when(again).isRefused(422, { field: 'number', message: 'Item 6 exists' });
  });

  it('leaves its number free until the day on which it was told of', async () => {
    const toldOfLater = () => called().and({ ...add, reportedOn: '2022-06-20' });
    const again = (reportedOn: string) => ({ ...add, itemId: 'another', reportedOn });
    await toldOfLater().when(again('2022-06-19')).gives({ type: 'AgendaItemAdded' });
    await toldOfLater().when(again('2022-06-20')).isRefused(422, { field: 'number', message: 'Item 6 exists' });
  });

  it('may be changed by a paper that is loaded before the one that adds it', () =>
    called()
      .and({ ...add, reportedOn: '2022-06-20' })
      .when({ ...change, reportedOn: '2022-06-14' })
      .gives({ type: 'AgendaItemChanged' }));
});

describe('a paper', () => {
  it('is a document or a report', async () => {
    await withItem()
      .when(attach)
      .gives({ type: 'PaperAttached', facet: `paper/${idOf('paper-1')}`, data: { sourceId: idOf('S-1') } });
    await withItem()
      .when({ ...attach, sourceId: undefined, reportId: 'R-1' })
      .gives({ type: 'PaperAttached', data: { reportId: idOf('R-1') } });
    for (const fields of [{ sourceId: undefined }, { reportId: 'R-1' }])
      await withItem()
        .when({ ...attach, ...fields })
        .isRefused(422, { field: 'sourceId', message: 'Choose the paper or the report' });
  });

  it('is attached to an item once, and may belong to several', async () => {
    const again = { ...attach, paperId: 'paper-2' };
    await withItem().and(attach).when(again).isRefused(422, {
      field: 'paperId',
      message: 'This paper is already attached',
    });
    await withItem()
      .and(attach, about('add-agenda-item', { ...item, itemId: 'item-7', number: '7' }))
      .when({ ...again, itemId: 'item-7' })
      .gives({ type: 'PaperAttached' });
    await withItem()
      .and(attach)
      .when({ ...again, sourceId: 'S-2' })
      .gives({ type: 'PaperAttached' });
  });

  it('belongs to an item of this meeting', () => called().when(attach).isRefused(404, unknownItem));
});

describe('minutes', () => {
  const agree = about('agree-minutes', { sourceId: 'S-1', atMeetingId: 'august' });

  it('are agreed at a later meeting', async () => {
    await called()
      .and(call('august', '2022-08-04'))
      .when(agree)
      .gives({ type: 'MinutesAgreed', facet: 'minutes', data: { atMeetingId: idOf('august') } });
    await called()
      .when({ ...agree, atMeetingId: 'june' })
      .isRefused(422, { field: 'atMeetingId', message: 'Minutes are agreed at a later meeting' });
  });

  it('are not agreed at an earlier meeting, as far as the dates are known', async () => {
    const at = (date: object) =>
      called()
        .and({ ...call('may'), date })
        .when({ ...agree, atMeetingId: 'may' });
    for (const date of [
      { date: '2022-05-10', precision: 'day' },
      { date: '2022-05-31', precision: 'month' },
    ])
      await at(date).isRefused(422, { field: 'atMeetingId', message: 'Minutes are agreed at a later meeting' });
    for (const date of [{ date: '2022-06-30', precision: 'month' }, { precision: 'notStated' }])
      await at(date).gives({ type: 'MinutesAgreed' });
  });

  it('go by the day on which a meeting took place', () =>
    called()
      .and(
        call('may', '2022-05-10'),
        about('hold-meeting', { meetingId: 'may', date: '2022-07-05', reportedOn: '2022-07-05' }),
      )
      .when({ ...agree, atMeetingId: 'may', reportedOn: '2022-07-05' })
      .gives({ type: 'MinutesAgreed', data: { atMeetingId: idOf('may') } }));
});

describe('a recommendation', () => {
  it('says whom it asks and which number the paper gives it', () =>
    called()
      .when(
        about('make-recommendation', {
          recommendationId: 'rec-1',
          type: 'agree',
          text: 'Agree the programme',
          addressedTo: ['the-panel'],
          printedNumber: '2',
        }),
      )
      .gives({ type: 'RecommendationMade', data: { addressedTo: [idOf('the-panel')], printedNumber: '2' } }));
});
