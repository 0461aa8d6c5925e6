import type { JsonObject } from '../../../src/integrity/canonical-json.js';
import { ending } from '../../../test/support/endless.js';
import type { HistoryEntry, Statement } from '../statement.js';
import { bodyAnswer } from './body/body.assembler.js';
import { commitmentAnswer } from './commitment/commitment.assembler.js';
import { Surroundings } from './commitment/surroundings.js';
import { dueState } from './due.js';
import { Facts, readable } from './facts.js';
import { meetings } from './meeting/meeting.assembler.js';
import { metricWithObservations } from './metric/metric.assembler.js';
import { display, lastDay } from './metric/observation.js';
import { milestones } from './milestone/milestone.assembler.js';
import { Names } from './names.js';
import { displayPeriod } from './period.js';
import { planTree } from './plan/plan.assembler.js';
import { planCounts } from './plan/plan-counts.assembler.js';
import { idsUnder } from './plan/under.js';
import { restatements } from './restatement/restatement.assembler.js';
import { statedDate } from './stated-date.js';

const D = '2022-08-04';
const PLAN = id(0);
const NODE = id(1);
/** Put together in a second; with a search for each of them, in ten minutes. */
const PARTS = 64_000;
const ERASED = { $c: 'x'.repeat(43) };

function id(n: number): string {
  return `00000000-0000-5000-8000-${String(n).padStart(12, '0')}`;
}

let sequence = 0;

/** A statement of an object of the plan. */
function said(stream: string, facet: string, data: JsonObject, more: Partial<Statement> = {}): Statement {
  const [category = ''] = stream.split('-');
  const src = sequence++;
  return {
    stream,
    category,
    objectId: stream.slice(category.length + 1),
    facet,
    src,
    slot: src,
    withdrawn: false,
    id: id(1_000 + src),
    type: 'Said',
    originalType: 'Said',
    kind: 'Said',
    plan: PLAN,
    reportedOn: '2022-06-07',
    edition: 1,
    entry: 'live',
    recordedAt: '2022-06-07T09:00:00.000Z',
    data,
    ...more,
  };
}

function commitment(n: number, wordings: (JsonObject & { on?: string })[], more: Statement[] = []): Statement[] {
  const stream = `commitment-${id(n)}`;
  return [
    said(stream, 'identity', { externalIds: [`C-${n}`] }),
    said(stream, 'place', { homeId: NODE }),
    ...wordings.map(({ on, ...wording }, index) =>
      said(stream, `wording/${id(n * 100 + index)}`, wording as JsonObject, on ? { reportedOn: on as string } : {}),
    ),
    ...more,
  ];
}

const printed = (value: string) => ({ printedNumber: { value, basis: 'printed' } });

const plan = () => [
  said(`plan-${PLAN}`, 'identity', { externalIds: ['PLAN'], levels: [] }),
  said(`plan-${PLAN}`, `node/${NODE}`, { level: 'priority' }),
  said(`plan-${PLAN}`, `node/${NODE}/title`, { title: 'Safety' }),
  said(`plan-${PLAN}`, `node/${NODE}/place`, { parentId: PLAN }),
];

function answerFor(statements: Statement[]) {
  return commitmentAnswer(id(2), new Surroundings(new Facts(statements), D))!;
}

describe('the words in force', () => {
  it('are the newest of the issued plan, whatever was printed elsewhere', () => {
    const wordings = [
      { text: 'draft', standing: 'draft', on: '2022-01-01' },
      { text: 'issued', standing: 'authoritative', on: '2022-02-01' },
      { text: 'varied', standing: 'authoritative', on: '2022-03-01' },
      { text: 'summary', standing: 'printedVariant', on: '2022-04-01' },
    ];
    expect(answerFor([...plan(), ...commitment(2, wordings)]).wording).toMatchObject({
      text: 'varied',
      chosen: 'authoritative',
    });
  });

  it('are the earliest held where the issued plan is not, loaded in whatever order', () => {
    const wordings = [
      { text: 'later', standing: 'printedVariant', on: '2022-04-01' },
      { text: 'earlier', standing: 'paraphrase', on: '2022-01-01' },
    ];
    expect(answerFor([...plan(), ...commitment(2, wordings)]).wording).toMatchObject({
      text: 'earlier',
      chosen: 'earliestHeld',
    });
  });

  it('are not those that were taken back', () => {
    const [, , wording] = commitment(2, [{ text: 'x', standing: 'authoritative' }]);
    const statements = [...plan(), ...commitment(2, []), { ...wording!, withdrawn: true }];
    expect(answerFor(statements).wording).toBeNull();
  });
});

describe('a status', () => {
  it('is never inferred, and keeps both assessments and the areas apart', () => {
    const stream = `commitment-${id(2)}`;
    const statements = [
      ...plan(),
      ...commitment(2, []),
      said(stream, 'status/panel', { scheme: 'standard', status: 'at-risk', reason: ERASED }),
      said(stream, 'status/officer/X0000001', {
        scheme: 'other',
        status: 'on-track',
        area: { name: 'Southtown', code: 'X0000001' },
      }),
      said('settings-1', 'scheme/standard', { values: [{ id: 'at-risk', label: 'In danger' }] }),
      said('settings-1', 'scheme/other', { values: [{ id: 'at-risk', label: 'Worrying' }] }),
    ];
    expect(answerFor(statements).statuses).toMatchObject([
      { assessment: 'officer', status: null, label: 'Not stated in the source' },
      { assessment: 'officer', status: 'on-track', area: 'Southtown', label: 'On track' },
      { assessment: 'panel', status: 'at-risk', label: 'In danger', reason: null },
    ]);
  });
});

describe('a status that the body has taken back', () => {
  it('is said to be withdrawn, with who said so, and is counted so', () => {
    const stream = `commitment-${id(2)}`;
    const takenBack = { withdrawn: true, type: 'Withdrawn', change: { reason: 'It was said too early.' } };
    const statements = [
      ...plan(),
      ...commitment(2, []),
      said(stream, 'status/officer', {}, takenBack),
      said(stream, 'status/officer/Northtown %26 Southtown', {}, takenBack),
    ];
    const [officer, area, panel] = answerFor(statements).statuses;
    expect(officer).toMatchObject({ status: null, label: 'Withdrawn', reason: 'It was said too early.' });
    expect(officer!.from).toMatchObject({ type: 'Withdrawn', changeReason: 'It was said too early.' });
    expect(area).toMatchObject({ area: 'Northtown & Southtown', label: 'Withdrawn' });
    expect(panel).toMatchObject({ status: null, label: 'Not stated in the source' });
    const counts = planCounts(PLAN, new Facts([...statements, ...commitment(3, [])]), D)!;
    expect(counts.byStatus).toEqual([
      { status: null, label: 'Withdrawn', count: 1 },
      { status: null, label: 'Not stated in the source', count: 1 },
    ]);
  });
});

describe('a plan', () => {
  const statements = () => [
    ...plan(),
    ...commitment(2, [{ text: 'Answer calls.', standing: 'draft', ...printed('10') }]),
    ...commitment(3, [{ text: ' answer  CALLS', standing: 'draft', ...printed('2') }]),
    ...commitment(4, [{ text: 'Other', standing: 'draft', printedNumber: { basis: 'none' } }]),
  ];

  it('puts its parts in the order it states, and numbers as numbers otherwise', () => {
    const numbers = (all: Statement[]) =>
      planTree(PLAN, new Facts(all), D)!.children[0]!.commitments.map(({ externalIds }) => externalIds[0]);
    expect(numbers(statements())).toEqual(['C-3', 'C-2', 'C-4']);
    const order = said(`plan-${PLAN}`, `order/${NODE}`, { order: [id(4), id(2), id(3)] });
    expect(numbers([...statements(), order])).toEqual(['C-4', 'C-2', 'C-3']);
  });

  it('with very many parts is put together without a search for each part', () => {
    const many = Array.from({ length: PARTS }, (_, n) => commitment(100 + n, [])).flat();
    const ids = Array.from({ length: PARTS }, (_, n) => id(100 + n)).reverse();
    const order = said(`plan-${PLAN}`, `order/${NODE}`, { order: ids });
    const facts = new Facts([...plan(), ...many, order]);
    const [node] = ending(() => planTree(PLAN, facts, D))!.children;
    expect(node!.commitments.map((one) => one.id)).toEqual(ids);
  });

  it('shows an update whole where it is given for a part of it, and its first block with the commitments there', () => {
    const block = (text: string) => ({ kind: 'paragraph', text });
    const update = (n: number, targets: string[], texts: string[]) => [
      said(`update-${id(n)}`, 'content', { blocks: texts.map(block) }),
      said(`update-${id(n)}`, 'targets', { targets }),
    ];
    const facts = new Facts([
      ...statements(),
      ...update(60, [NODE, id(2)], ['One.', 'Two.']),
      ...update(61, [id(3)], ['Three.', 'Four.']),
    ]);
    const [node] = planTree(PLAN, facts, D)!.children;
    expect(node!.updates).toMatchObject([{ id: id(60), blocks: [{ text: 'One.' }, { text: 'Two.' }] }]);
    const latest = new Map(node!.commitments.map((one) => [one.id, one.latestUpdate]));
    expect(latest.get(id(2))).toMatchObject({ id: id(60), blocks: [{ text: 'One.' }], abridged: true });
    expect(latest.get(id(3))).toMatchObject({ blocks: [{ text: 'Three.' }, { text: 'Four.' }] });
    expect(latest.get(id(3))).not.toHaveProperty('abridged');
    const alone = commitmentAnswer(id(2), new Surroundings(facts, D))!;
    expect(alone.latestUpdate!.blocks).toHaveLength(2);
  });

  it('was issued when its papers say, which may be before they were reported', () => {
    const issued = (more: object) =>
      planTree(PLAN, new Facts([...plan(), said(`plan-${PLAN}`, 'issue', { textStatus: 'final' }, more)]), D)!.issued;
    expect(issued({ effective: { from: '2022-01-01', to: '2022-02-01' } })).toEqual({
      ...{ reportedOn: '2022-06-07', periodDisplay: 'January 2022', textStatus: 'final' },
    });
    expect(issued({})).toEqual({ reportedOn: '2022-06-07', textStatus: 'final' });
  });

  it('says where the titles of its parts stand', () => {
    const [node] = planTree(PLAN, new Facts(statements()), D)!.children;
    expect(node!.from).toMatchObject({ type: 'Said', reportedOn: '2022-06-07' });
  });

  it('counts gaps in its numbers and commitments with the same words', () => {
    const counts = planCounts(PLAN, new Facts(statements()), D)!;
    expect(counts.missingNumbers).toEqual([3, 4, 5, 6, 7, 8, 9]);
    expect(counts.sharedWords.map(({ commitments }) => commitments.length)).toEqual([2]);
    expect(counts.byScope[0]).toMatchObject({ scope: { name: 'Safety' }, commitments: 3, numbered: 2, reportedOn: 0 });
  });

  it('finds everything under a part of it, however deep', () => {
    const under = idsUnder(PLAN, new Facts(statements()));
    expect([...under].sort()).toEqual([PLAN, NODE, id(2), id(3), id(4)].sort());
    expect(idsUnder(id(2), new Facts(statements()))).toEqual(new Set([id(2)]));
  });
});

describe('a body', () => {
  it('is found by its name as a word of its own, in the case that it is written in', () => {
    const body = `body-${id(9)}`;
    const update = (n: number, text: string) => [
      said(`update-${id(n)}`, 'content', { blocks: [{ kind: 'paragraph', text }] }),
    ];
    const facts = new Facts([
      said(body, 'name', { name: 'Information Technology (IT)' }),
      said(body, 'alias/IT', { name: 'IT', basis: 'printed' }),
      ...update(11, 'The IT is new.'),
      ...update(12, 'They say it, and ITEM.'),
      ...update(13, 'Information Technology (IT) is new.'),
    ]);
    const found = bodyAnswer(id(9), facts, D)!.namedIn.map((mention) => [mention.id, mention.name]);
    expect(found).toEqual([
      [id(11), 'IT'],
      [id(13), 'Information Technology (IT)'],
    ]);
  });
});

describe('the parts of a body', () => {
  it('are shown with it, and it with them', () => {
    const placement = { relation: 'partOf', otherBodyId: id(9), basis: 'printed' };
    const facts = new Facts([
      said(`body-${id(9)}`, 'name', { name: 'The whole' }),
      said(`body-${id(10)}`, 'name', { name: 'The part' }),
      said(`body-${id(10)}`, `placement/${id(30)}`, placement),
    ]);
    const whole = { relation: 'partOf', basis: 'printed', other: { id: id(9), name: 'The whole' } };
    expect(bodyAnswer(id(10), facts, D)).toMatchObject({ placements: [whole], placedUnder: [] });
    const part = { relation: 'partOf', basis: 'printed', other: { id: id(10), name: 'The part' } };
    expect(bodyAnswer(id(9), facts, D)).toMatchObject({ placements: [], placedUnder: [part] });
  });
});

describe('a promise', () => {
  const promised = (n: number, kind: string) => [
    said(`milestone-${id(n)}`, 'promise', { kind, what: kind, promisedBy: { bodyId: id(9), basis: 'named' } }),
    said(`milestone-${id(n)}`, 'due', { due: { from: '2022-07-01', to: '2022-08-01' } }),
  ];

  it('is overdue after its last day, but not an end that comes by itself', () => {
    const facts = new Facts([
      ...promised(11, 'contractStart'),
      ...promised(12, 'contractEnd'),
      ...promised(13, 'fundingEnd'),
    ]);
    const overdue = milestones(facts, new Names(facts), D).map(({ what, overdue }) => [what, overdue]);
    expect(overdue).toEqual([
      ['contractStart', true],
      ['contractEnd', false],
      ['fundingEnd', false],
    ]);
  });

  it('names who made it', () => {
    const facts = new Facts([said(`body-${id(9)}`, 'name', { name: 'A body' }), ...promised(11, 'promise')]);
    const [one] = milestones(facts, new Names(facts), D);
    expect(one!.promisedBy).toEqual({ basis: 'named', body: { id: id(9), name: 'A body' }, display: 'A body' });
  });
});

describe('figures of one period', () => {
  it('come as the paper has them, the whole before its parts', () => {
    const effective = { from: '2022-03-01', to: '2022-04-01' };
    const value = (key: string, data: JsonObject) =>
      said(`metric-${id(40)}`, `value/2022-03-01..2022-04-01/${key}`, data, { effective });
    const facts = new Facts([
      said(`metric-${id(40)}`, 'definition', { name: 'Referrals', unit: 'referrals' }),
      value('sex=male', { value: '51', breakdown: [{ name: 'sex', value: 'male' }] }),
      value('local', { value: '81' }),
      value('national', { value: '900' }),
    ]);
    const { metric, observations } = metricWithObservations(facts.object('metric', id(40)), [], D)!;
    expect(observations.map(({ value }) => value)).toEqual(['81', '900', '51']);
    expect(metric.last!.display).toBe('81 referrals');
  });
});

describe('a figure that the body has changed', () => {
  const stream = `metric-${id(41)}`;
  const facet = 'value/2022-03-01..2022-04-01/-/-';
  const effective = { from: '2022-03-01', to: '2022-04-01' };
  const figure = (value: string) => ({ value, areas: [{ name: 'Southtown' }], citations: [{ sourceId: id(50) }] });
  const definition = said(stream, 'definition', { name: 'Calls', unit: 'calls' });
  const inHistory = ({ src, slot: _slot, originalType: _type, ...entry }: Statement): HistoryEntry => {
    return { ...entry, sequence: src };
  };
  const first = said(stream, facet, figure('12'), { effective });
  const answerOf = (standing: Statement) => {
    const facts = new Facts([definition, standing]);
    return metricWithObservations(facts.object('metric', id(41)), [inHistory(first), inHistory(standing)], D)!;
  };

  it('cites what the change rests on, and says why it was made', () => {
    const change = { reason: 'error', note: 'Counted twice.', citations: [{ sourceId: id(51) }] };
    const restated = said(stream, facet, { value: '10' }, { type: 'Restated', originalType: 'Restated', change });
    const [one] = answerOf(restated).observations;
    expect(one).toMatchObject({ value: '10', changed: true, firstReported: { value: '12' } });
    expect(one!.from).toMatchObject({ citations: [{ sourceId: id(51) }], changeReason: 'Counted twice.' });
  });

  it('stays changed when the ledger corrects how it entered the change', () => {
    const restated = inHistory(said(stream, facet, { value: '100' }, { type: 'Restated', target: first.id }));
    restated.change = { reason: 'error', actingAs: 'data-owner' };
    const corrected = said(
      stream,
      facet,
      { value: '10' },
      {
        ...{ slot: restated.sequence, type: 'EntryCorrected', originalType: 'Restated', target: restated.id },
        ...{ entry: 'correction', change: { correctionReason: 'A nought too many.' } },
      },
    );
    const [one] = answerOf(corrected).observations;
    expect(one).toMatchObject({ value: '10', changed: true, from: { entry: 'correction' } });

    const facts = new Facts([definition]);
    const words = { facts, names: new Names(facts), statusLabels: new Map() };
    const around = { words, on: D, publications: [], metrics: new Map() };
    const [restatement] = restatements([[inHistory(first), restated, inHistory(corrected)]], around);
    expect(restatement).toMatchObject({
      ...{ kind: 'Restated', figure: 'March 2022, Southtown', beforeInWords: '12 calls', afterInWords: '10 calls' },
      before: { value: '12' },
      beforeFrom: { entryId: first.id, citations: [{ sourceId: id(50) }] },
      after: { value: '10' },
      from: { entryLabel: 'Ledger entry corrected', changeReason: 'A nought too many.' },
    });
    expect(restatement!.change).toEqual({ reason: 'error' });
  });

  it('is said to be withdrawn where it was taken back, and is no last value', () => {
    const more = { type: 'Withdrawn', originalType: 'Withdrawn', withdrawn: true, effective };
    const { metric, observations } = answerOf(said(stream, facet, {}, { ...more, change: { reason: 'Lost.' } }));
    expect(observations).toMatchObject([
      {
        ...{ value: null, display: 'Withdrawn', changed: true, withdrawn: true, areas: [{ name: 'Southtown' }] },
        ...{ firstReported: { value: '12' }, periodDisplay: 'March 2022', from: { changeReason: 'Lost.' } },
      },
    ]);
    expect(metric).toMatchObject({ last: null, observationCount: 0 });
  });
});

describe('a recommendation', () => {
  it.each([
    ['2022-08-04', false, 'Not yet answered'],
    ['2022-08-05', false, 'Outcome not recorded'],
    ['2022-08-04', true, 'Outcome not recorded'],
  ])('without an answer, on %s, held: %s', (on, held, outcome) => {
    const stream = `meeting-${id(20)}`;
    const statements = [
      said(stream, 'occasion', { bodyIds: [], kind: 'panel', date: { date: '2022-08-04', precision: 'day' } }),
      said(stream, `recommendation/${id(21)}`, { type: 'note', text: 'Note it.' }),
      ...(held ? [said(stream, 'outcome', { date: '2022-08-04' }, { kind: 'MeetingHeld' })] : []),
    ];
    expect(meetings(new Facts(statements), { on })[0]!.recommendations[0]!.outcome).toBe(outcome);
  });
});

describe('a party', () => {
  const body = `body-${id(60)}`;
  const names = new Names(
    new Facts([said(body, 'name', { name: 'Board of Bridges' }), said(body, `role/${id(61)}`, { title: 'Chair' })]),
  );

  it('is a body or an office, by its id or in words', () => {
    const board = { id: id(60), name: 'Board of Bridges' };
    const inferred = { body: board, basis: 'inferred', display: 'Board of Bridges (inferred)' };
    expect(names.party({ bodyId: id(60), basis: 'inferred' })).toEqual(inferred);
    const chair = { body: board, role: 'Chair', basis: 'named', display: 'Chair, Board of Bridges' };
    expect(names.party({ bodyId: id(60), roleId: id(61) })).toEqual(chair);
    expect(names.party({ role: 'Clerk' })).toEqual({ role: 'Clerk', basis: 'named', display: 'Clerk' });
  });

  it.each([
    ['Board of Bridges and the districts', 'Board of Bridges and the districts'],
    ['Friends of the board of bridges', 'Friends of the board of bridges'],
    ['The Board of Bridgeses and the Board of Bridges', 'The Board of Bridgeses and the Board of Bridges'],
    ['The Board of Bridgesmen', 'The Board of Bridgesmen, Board of Bridges'],
    ['Secretary', 'Secretary, Board of Bridges'],
  ])('is named once where the words name the body too: %s', (role, display) =>
    expect(names.party({ bodyId: id(60), role })!.display).toBe(display));

  it('is nobody where none is named, unless a paper is said to name none', () => {
    expect(names.party({})).toBeUndefined();
    expect(names.party(undefined)).toBeUndefined();
    expect(names.party({ basis: 'notStated' })).toEqual({
      basis: 'notStated',
      display: 'The paper does not say who',
    });
  });
});

describe('a meeting', () => {
  const stream = `meeting-${id(20)}`;
  const occasion = { bodyIds: [], kind: 'panel', date: { date: '2022-08-04', precision: 'day' } };
  const withOutcome = (more: Partial<Statement>) =>
    meetings(new Facts([said(stream, 'occasion', occasion), said(stream, 'outcome', {}, more)]), { on: D })[0]!;

  it('was held or cancelled, as was said of it', () => {
    expect(withOutcome({ kind: 'MeetingHeld' }).state).toBe('held');
    expect(withOutcome({ kind: 'MeetingCancelled' }).state).toBe('cancelled');
    expect(withOutcome({ kind: 'MeetingHeld', type: 'Restated', originalType: 'Restated' }).state).toBe('held');
    expect(withOutcome({ kind: 'MeetingHeld', withdrawn: true }).state).toBe('called');
  });
});

describe('small rules', () => {
  it('calls something overdue from the first day after its range, while it is open', () => {
    const due = { from: '2022-11-01', to: '2022-12-01' };
    expect(dueState(due, true, '2022-11-30')).toEqual({ overdue: false });
    expect(dueState(due, true, '2022-12-01')).toEqual({ overdue: true, daysOverdue: 1 });
    expect(dueState(due, false, '2022-12-01')).toEqual({ overdue: false });
    expect(dueState(undefined, true, '2022-12-01')).toEqual({ overdue: false });
  });

  it.each([
    ['298', 'seconds', '4m 58s'],
    ['58', 'seconds', '58s'],
    ['93', '%', '93%'],
    ['150000', '£', '£150,000'],
    ['2141931', 'impressions', '2,141,931 impressions'],
    ['-1234.56789', '%', '-1,234.56789%'],
    ['12', 'FTE', '12 FTE'],
    [{ n: 8, of: 43 }, 'rank', 'rank 8 of 43'],
    [{ low: '5', high: '10' }, '%', '5 to 10%'],
    [false, 'yes/no', 'no'],
    [null, 'seconds', undefined],
  ])('shows %j %s as %s', (value, unit, shown) => {
    expect(display(value, unit)).toBe(shown);
  });

  it.each([
    [{ from: '2022-03-01', to: '2022-04-01' }, 'March 2022'],
    [{ from: '2021-12-01', to: '2022-01-01' }, 'December 2021'],
    [{ from: '2021-09-01', to: '2022-06-01' }, '1 September 2021 to 31 May 2022'],
    [{ from: '2022-03-02', to: '2022-04-01' }, '2 March 2022 to 31 March 2022'],
    [{ from: '2022-02-04', to: '2022-02-05' }, '4 February 2022'],
    [{ from: '2021-10-01', to: null }, 'from 1 October 2021'],
    [{ at: '2022-08-04' }, '4 August 2022'],
  ])('shows the period %j as %s', (period, shown) => {
    expect(displayPeriod(period)).toBe(shown);
  });

  it.each([
    [{ date: '2022-08-04', precision: 'day' }, '4 August 2022'],
    [{ date: '2022-08-31', precision: 'month' }, 'August 2022'],
    [{ date: '2023-03-31', precision: 'financialYear' }, '2022/23'],
    [{ date: '2019-12-31', precision: 'year' }, '2019'],
    [{ date: '2022-03-31', precision: 'financialYear', printed: '2021/22 and 2022/23' }, '2021/22 and 2022/23'],
    [{ precision: 'notStated' }, 'Not stated in the source'],
  ])('shows the date %j as %s', (stated, display) => {
    expect(statedDate(stated)).toEqual({ ...stated, display });
  });

  it('knows the last day of a period', () => {
    expect(lastDay({ from: '2022-03-01', to: '2022-04-01' })).toBe('2022-03-31');
    expect(lastDay({ at: '2022-03-01' })).toBe('2022-03-01');
    expect(lastDay({ from: '2022-03-01', to: null })).toBeUndefined();
  });

  it('shows what was erased as nothing, wherever it stood', () => {
    expect(readable({ a: ERASED, b: [ERASED, 'x'], c: { d: ERASED } })).toEqual({
      a: null,
      b: [null, 'x'],
      c: { d: null },
    });
  });
});
