import { catalogue } from '../catalogue.js';
import { uuidV7At } from '../ledger/ids.js';
import {
  changedLines,
  comparison,
  contentProblems,
  type DraftContent,
  type DraftLine,
  filledIn,
  IN_DRAFTS,
  MOST_LINES,
  sha256Of,
} from './draft-content.js';

const id = (n: number) => uuidV7At(n, `line ${n}`);
const line = (n: number, more: object = {}): DraftLine => ({ command: 'report-status', id: id(n), ...more });
/** A command that does not ask for a report. */
const DATE = { command: 'set-target-date' };
const content = (...lines: DraftLine[]): DraftContent => ({ asReportedOn: '2022-09-01', lines });

describe('the content of a draft', () => {
  it('is made of commands that there are', () => {
    expect([...IN_DRAFTS].filter((command) => !catalogue.command(command))).toEqual([]);
  });

  it('may be empty, and its lines may be half written', () => {
    expect(contentProblems(content())).toEqual([]);
    expect(contentProblems(content(line(1), line(2, { status: '' })))).toEqual([]);
  });

  it.each<[string, unknown, string]>([
    ['nothing', null, 'asReportedOn'],
    ['no day', { lines: [] }, 'asReportedOn'],
    ['a day that there is not', { asReportedOn: '2022-02-30', lines: [] }, 'asReportedOn'],
    ['no lines', { asReportedOn: '2022-09-01' }, 'lines'],
    ['too many lines', content(...Array.from({ length: MOST_LINES + 1 }, (_, n) => line(n))), 'lines'],
    ['what it does not have', { ...content(), title: 'A report' }, 'title'],
    ['a line that is none', { ...content(), lines: ['report-status'] }, 'lines[0]'],
    ['another command', content(line(1, { command: 'open-report' })), 'lines[0].command'],
    ['a line without an id', content(line(1, { id: 'one' })), 'lines[0].id'],
    ['one id twice', content(line(1), line(1)), 'lines[1].id'],
    ['a date of a line', content(line(1, { reportedOn: '2022-08-01' })), 'lines[0].reportedOn'],
    ['a report of a line', content(line(1, { reportId: 'another' })), 'lines[0].reportId'],
  ])('is not %s', (_, body, field) => {
    expect(contentProblems(body)[0]).toMatchObject({ code: 'draft-line', field });
  });

  it('holds nothing that no entry could', () =>
    expect(contentProblems(content(line(1, { reason: 'a\u0000b' })))).toMatchObject([
      { code: 'not-allowed', field: '/lines/0/reason' },
    ]));

  it('has a hash that does not depend on the order of members', () => {
    const { lines } = content(line(1));
    expect(sha256Of({ lines, asReportedOn: '2022-09-01' })).toBe(sha256Of(content(line(1))));
    expect(sha256Of(content(line(2)))).not.toBe(sha256Of(content(line(1))));
  });
});

describe('a line on its way to the ledger', () => {
  const filled = (sent: DraftLine) => filledIn(sent, content(), 'the-report', catalogue);

  it('is of the day of the report, and rests on it', () =>
    expect(filled(line(1, DATE))).toEqual({
      ...line(1, DATE),
      reportedOn: '2022-09-01',
      source: { url: '/reports/the-report' },
    }));

  it('rests on its paper where it names one', () =>
    expect(filled(line(1, { source: { doc: 'S-1' } })).source).toEqual({ doc: 'S-1' }));

  it.each(['report-progress', 'give-no-update'])('says which report it stands in: %s', (command) =>
    expect(filled(line(1, { command }))).toMatchObject({ reportId: 'the-report' }));
});

describe('what is changed in a draft', () => {
  const [one, two, three] = [line(1), line(2), line(3)];

  it('are lines that are new or otherwise, whatever the order of their members', () => {
    const again = { id: two.id, command: two.command };
    expect(changedLines(content(one, two), content(again, { ...one, status: 'delivered' }, three))).toEqual([
      one.id,
      three.id,
    ]);
    expect(changedLines(undefined, content(one))).toEqual([one.id]);
  });

  it('is compared with what somebody else changed, line by line', () => {
    const [mine, theirs] = [
      { ...one, status: 'delivered' },
      { ...one, status: 'on-track' },
    ];
    expect(comparison(content(one, two), content(mine, two), content(theirs, two, three))).toEqual([
      { id: one.id, base: one, mine, theirs },
      { id: three.id, base: null, mine: null, theirs: three },
    ]);
    expect(comparison(content(one, two), content(one), content(one, two))).toEqual([
      { id: two.id, base: two, mine: null, theirs: two },
    ]);
  });
});
