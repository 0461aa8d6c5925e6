import type { MeetingAnswer } from '../../../projections/state/queries/meeting/meeting.answers.js';
import { atMeetings } from './at-meetings.view.js';

const about = (...ids: string[]) => ids.map((id) => ({ id }));
const none = { items: [], recommendations: [], decisions: [], actions: [] };

describe('what meetings have to do with a promise', () => {
  const meeting = {
    ...{ id: 'm', name: 'Panel, 4 August 2022' },
    items: [
      { id: 'i5', number: '5', title: 'Calls', about: about('c', 'plan') },
      { id: 'i6', number: '6', title: 'Budget', about: about('plan') },
    ],
    recommendations: [
      { id: 'r1', text: 'Note the calls.', item: { id: 'i5' } },
      { id: 'r2', text: 'Agree the money.', item: { id: 'i6' } },
      { id: 'r3', text: 'Of no item.' },
    ],
    decisions: [
      { id: 'd1', text: 'Later, then.', item: { id: 'i5' }, changes: [{ what: { id: 'c' } }] },
      { id: 'd2', text: 'Noted.', item: { id: 'i5' }, changes: [] },
      { id: 'd3', text: 'Agreed.', changes: [{ what: { id: 'other' } }] },
    ],
    actions: [
      { id: 'a1', text: 'Tell people.', decision: { id: 'd1' } },
      { id: 'a2', text: 'Pay.', decision: { id: 'd3' } },
      { id: 'a3', text: 'Of no decision.' },
    ],
  };
  const groups = atMeetings([{ id: 'n', ...none }, meeting] as unknown as MeetingAnswer[], 'c');

  it('is what changed it, what is about it, and what stands under those, each once', () => {
    expect(groups.map(({ key, lines }) => [key, lines.map(({ anchor, text }) => [anchor, text])])).toEqual([
      ['changed', [['d-d1', 'Later, then.']]],
      ['items', [['', '5. Calls']]],
      ['recommendations', [['r-r1', 'Note the calls.']]],
      ['decisions', [['d-d2', 'Noted.']]],
      ['actions', [['a-a1', 'Tell people.']]],
    ]);
    expect(groups[0]!.lines[0]!.meeting).toEqual({ id: 'm', name: 'Panel, 4 August 2022' });
  });

  it('is nothing where nothing is linked to it', () => {
    expect(atMeetings([meeting] as unknown as MeetingAnswer[], 'elsewhere')).toEqual([]);
  });
});
