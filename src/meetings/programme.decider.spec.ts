import { DECIDED, decided, notADecision, OCCASION } from '../../test/support/decided.js';
import { given, idOf, type Sent } from '../../test/support/given.js';
import { meetings } from './meeting.commands.js';

const call = (meetingId: string, date: string): Sent => ({
  command: 'call-meeting',
  meetingId,
  bodyIds: ['the-panel'],
  kind: 'panel',
  date: { date, precision: 'day' },
});
const hold: Sent = { command: 'hold-meeting', meetingId: 'june', date: '2022-06-07' };
const agree: Sent = {
  command: 'agree-work-programme',
  programmeId: 'programme',
  title: 'Joint work programme',
  ownerBodyIds: ['the-panel'],
  year: '2022/23',
  contentsHeld: true,
};
const about = (command: string, fields: object = {}): Sent => ({
  command,
  programmeId: 'programme',
  itemId: 'item-1',
  ...fields,
});
const plan = about('plan-programme-item', { title: 'Neighbourhood policing', kind: 'deepDive' });
const schedule = about('schedule-programme-item', { meetingId: 'june' });
const move = about('move-programme-item', { meetingId: 'august', reason: 'The agenda is full', edition: 2 });
const deliver = about('deliver-programme-item', { meetingId: 'june' });
const drop = about('drop-programme-item', { reason: 'Another board looks at it' });
const bring: Sent = { command: 'bring-programme-to', programmeId: 'programme', meetingId: 'june' };

const agreed = () =>
  given([meetings])
    .withObjects(['body', 'the-panel'])
    .and(call('june', '2022-06-07'), call('august', '2022-08-04'), agree);
const planned = () => agreed().and(plan);
const facet = (part = '') => `item/${idOf('item-1')}${part}`;

describe('a subject of the work programme', () => {
  it('is planned, scheduled, moved and delivered or dropped', async () => {
    await agreed()
      .when(plan)
      .gives({ type: 'ProgrammeItemPlanned', facet: facet(), data: { kind: 'deepDive' } });
    await planned()
      .when(schedule)
      .gives({ type: 'ProgrammeItemScheduled', facet: facet('/meeting'), data: { meetingId: idOf('june') } });
    await planned()
      .and(schedule)
      .when(move)
      .gives({ type: 'ProgrammeItemMoved', facet: facet('/meeting'), data: { meetingId: idOf('august') } });
    await planned()
      .and(hold)
      .when(deliver)
      .gives({ type: 'ProgrammeItemDelivered', facet: facet('/state') });
    await planned()
      .when(drop)
      .gives({ type: 'ProgrammeItemDropped', facet: facet('/state') });
  });

  it('may be delivered as a paper, and as nothing else of a meeting', async () => {
    const attach: Sent = { command: 'attach-paper', meetingId: 'june', paperId: 'paper-1', sourceId: 'S-1' };
    const delivered = (paper: string) =>
      planned()
        .withObjects(['source', 'S-1'])
        .and(attach, hold)
        .when({ ...deliver, paper });
    const meeting = `meeting-${idOf('june')}`;
    await delivered(`${meeting}/paper/${idOf('paper-1')}`).gives({ type: 'ProgrammeItemDelivered' });
    await delivered(`${meeting}/outcome`).isRefused(400, {
      field: 'paper',
      message: 'Paper must be the key of a paper: meeting-…/paper/…',
    });
  });

  it.each([
    ['plan-programme-item', 'title', 'Enter the subject', plan],
    ['move-programme-item', 'reason', 'Give the reason', move],
    ['drop-programme-item', 'reason', 'Give the reason', drop],
  ])('%s needs its %s', (_, field, message, act) =>
    planned()
      .when({ ...act, [field]: ' ' })
      .isRefused(400, { field, message }));

  it('has one meeting at a time', async () => {
    await planned()
      .and(schedule)
      .when({ ...schedule, meetingId: 'august', edition: 2 })
      .isRefused(422, { field: 'meetingId', message: 'It has a meeting already. Move it instead' });
    await planned()
      .and(schedule)
      .when({ ...move, meetingId: 'june' })
      .isRefused(422, { field: 'meetingId', message: 'The meeting has not changed' });
  });

  it('may be moved by a paper that is loaded before the one that schedules it', () =>
    planned()
      .and({ ...move, reportedOn: '2022-08-04' })
      .when(schedule)
      .gives({ type: 'ProgrammeItemScheduled' }));

  it('is delivered at a meeting that took place, if at a meeting', async () => {
    await planned()
      .when(deliver)
      .isRefused(422, { field: 'meetingId', message: 'Record that the meeting took place first' });
    await planned()
      .when({ ...deliver, meetingId: undefined })
      .gives({ type: 'ProgrammeItemDelivered' });
  });

  it.each([
    ['delivered', deliver],
    ['dropped', drop],
  ])('stands as it is once it was %s', async (became, end) => {
    const message = `This was ${became} on 7 June 2022`;
    for (const act of [schedule, deliver, drop])
      await planned()
        .and(hold, end)
        .when({ ...act, edition: 2 })
        .isRefused(422, { field: 'itemId', message });
    await planned().and(hold, schedule, end).when(move).isRefused(422, { field: 'itemId', message });
  });

  it.each([schedule, deliver, drop])('must be known: $command', (act) =>
    agreed().and(hold).when(act).isRefused(404, { field: 'itemId', message: 'The programme has no such item' }));
});

describe('the programme', () => {
  it('is brought to a meeting once', async () => {
    await agreed()
      .when(bring)
      .gives({ type: 'ProgrammeBroughtTo', facet: `brought/${idOf('june')}` });
    await agreed()
      .and(bring)
      .when({ ...bring, edition: 2 })
      .isRefused(422, { field: 'meetingId', message: 'Already recorded for this meeting' });
    await agreed()
      .and(bring)
      .when({ ...bring, meetingId: 'august' })
      .gives({ type: 'ProgrammeBroughtTo' });
  });

  it('rests on a decision that the ledger holds', () =>
    agreed()
      .when({ ...agree, programmeId: 'other', decision: `meeting-${idOf('june')}/decision/${idOf('none')}` })
      .isRefused(404, { field: 'decision', message: 'The ledger holds nothing under this key' }));
});

describe('a work programme', () => {
  it('may name the decision that agreed it, and nothing else', async () => {
    const agreedBy = (decision: string) =>
      given([meetings])
        .withObjects(['body', 'the-panel'])
        .and(...decided('the-panel'))
        .when({ ...agree, decision });
    await agreedBy(DECIDED).gives({ type: 'WorkProgrammeAgreed', data: { decision: DECIDED } });
    await agreedBy(OCCASION).isRefused(400, notADecision('decision'));
  });
});
