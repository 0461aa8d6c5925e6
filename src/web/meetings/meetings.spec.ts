import type { MeetingAnswer } from '../../../projections/state/queries/meeting/meeting.answers.js';
import type { ProgrammeAnswer } from '../../../projections/state/queries/programme/programme.answers.js';
import { meetingPage } from './meeting.view.js';
import { meetingListPage, standingOf } from './meeting-list.view.js';
import { programmesPage } from './programmes.view.js';
import { registerPage } from './registers.view.js';

const panel = { id: 'b1', name: 'Panel' };
const board = { id: 'b2', name: 'Board' };

function meeting(id: string, more: object): MeetingAnswer {
  return {
    ...{ id, name: `Panel, ${id}`, bodies: [panel], kind: 'panel', state: 'called' },
    date: { date: '2022-08-04', precision: 'day', display: '4 August 2022' },
    ...{ items: [], papers: [], recommendations: [], decisions: [], actions: [] },
    ...more,
  } as unknown as MeetingAnswer;
}

const august = meeting('m1', {
  papers: [{ id: 'p1', document: { id: 's1', name: 'A paper' } }],
  items: [{ id: 'i1', number: '1', title: 'Progress', about: [], papers: [{ id: 'p2', report: { id: 'r1' } }] }],
});
const notice = meeting('m2', {
  ...{ kind: 'decisionNotice', name: 'Board, Not stated in the source', bodies: [board] },
  ...{ date: { precision: 'notStated', display: 'Not stated' }, decisions: [{ id: 'd1', text: 'A centre is built.' }] },
});

describe('the list of meetings', () => {
  it('has decisions outside a meeting by their words, at the end', () => {
    const page = meetingListPage([notice, august], {}, '2022-08-04');
    expect(page.list.items.map(({ name, path }) => [name, path])).toEqual([
      ['Panel, m1', '/meetings/m1'],
      ['A centre is built.', '/meetings/m2'],
    ]);
    expect(page).toMatchObject({ meetings: 1, notices: 1, isNarrowed: false, kinds: ['decisionNotice', 'panel'] });
    expect(page.bodies.map(({ text }) => text)).toEqual(['Board', 'Panel']);
  });

  it('counts the papers of items too', () => {
    const [line] = meetingListPage([august], {}, '2022-08-04').list.items;
    expect(line!.counts).toEqual({ items: 1, papers: 2, recommendations: 0, decisions: 0, actions: 0 });
  });

  it('is narrowed to a body and to a kind', () => {
    const found = (asked: object) =>
      meetingListPage([notice, august], asked, '2022-08-04').list.items.map(({ path }) => path);
    expect(found({ body: 'b1' })).toEqual(['/meetings/m1']);
    expect(found({ kind: 'decisionNotice' })).toEqual(['/meetings/m2']);
    expect(found({ body: 'b1', kind: 'decisionNotice' })).toEqual([]);
  });
});

describe('how a meeting stands', () => {
  const on = (date: string) => ({ state: 'called' as const, date: { date, precision: 'day', display: '' } });

  it('is what was said; where nobody said anything, what follows from the day of the view', () => {
    expect(standingOf({ ...on('2022-08-04'), state: 'held' }, '2022-01-01')).toBe('held');
    expect(standingOf(on('2022-08-04'), '2022-08-04')).toBe('toCome');
    expect(standingOf(on('2022-08-04'), '2022-08-05')).toBe('unrecorded');
    expect(standingOf(notice, '2022-08-05')).toBe('undated');
  });
});

describe('the page of a meeting', () => {
  it('tells papers from reports of the ledger', () => {
    const page = meetingPage(august, '2022-08-05');
    expect(page.papers).toEqual([{ kind: 'source', paper: { id: 's1', name: 'A paper' } }]);
    expect(page.agenda[0]!.papers).toEqual([{ kind: 'report', paper: { id: 'r1' } }]);
    expect(page).toMatchObject({ heading: 'Panel, m1', isNotice: false, standing: 'unrecorded' });
  });

  it('is headed by the decision where there was no meeting', () => {
    expect(meetingPage(notice, '2022-08-05')).toMatchObject({ heading: 'A centre is built.', isNotice: true });
    const erased = meeting('m3', { kind: 'decisionNotice', decisions: [{ id: 'd', text: null }] });
    expect(meetingPage(erased, '2022-08-05').heading).toBe('Panel, m3');
  });
});

describe('a register', () => {
  const line = (id: string, body: typeof panel) => ({ id, meeting: { id: `m-${id}`, name: id }, bodies: [body] });

  it('offers the bodies of all its lines, and names the meeting that it is narrowed to', () => {
    const all = [line('1', panel), line('2', board)];
    const page = registerPage(all, [all[1]!], { meeting: 'm-2', page: undefined });
    expect(page).toMatchObject({ whole: 2, isNarrowed: true, meeting: { name: '2' }, list: { total: 1 } });
    expect(page.bodies.map(({ value }) => value)).toEqual(['b2', 'b1']);
    expect(registerPage(all, all, {})).toMatchObject({ isNarrowed: false, meeting: null });
  });
});

describe('the work programme', () => {
  it('stands by the dates of meetings, what has none at the end', () => {
    const item = (id: string, at?: string) => ({
      id,
      ...(at ? { meeting: { id: `m-${at}` }, date: { date: at, precision: 'day', display: at } } : {}),
    });
    const items = [item('1'), item('2', '2022-09-01'), item('3', '2022-06-07'), item('4', '2022-09-01')];
    const [part] = programmesPage([{ items } as unknown as ProgrammeAnswer]).programmes;
    expect(part!.sittings.map(({ date, items: all }) => [date, all.map(({ id }) => id)])).toEqual([
      ['2022-06-07', ['3']],
      ['2022-09-01', ['2', '4']],
      [undefined, ['1']],
    ]);
  });
});
