import { unzipSync } from 'fflate';
import { all, parseXml, textIn, type XmlElement } from '../../../test/support/xml.js';
import { ENGLISH } from '../../../test/web/english.js';
import { documentOf, LONG_TEXT } from '../../../test/web/sample-report.js';
import { reportDocx } from './report-docx.js';
import { withoutTimes } from './zip-times.js';

let parts: Record<string, XmlElement>;
let body: XmlElement;
const shown = documentOf();
const CHECKPOINT = ['ledger.example/plan', '5310', `${'A'.repeat(43)}=`];

beforeAll(async () => {
  const files = unzipSync(await reportDocx(shown, ENGLISH, CHECKPOINT));
  const xml = Object.entries(files).filter(([name]) => /\.(xml|rels)$/.test(name));
  parts = Object.fromEntries(xml.map(([name, bytes]) => [name, parseXml(Buffer.from(bytes).toString('utf8'))]));
  body = parts['word/document.xml']!;
});

const paragraphs = (element: XmlElement) => all(element, 'w:p').map(textIn);
const rows = () => all(all(body, 'w:tbl')[0]!, 'w:tr');

describe('a report as a Word file', () => {
  it('is made of well-formed parts', () => expect(Object.keys(parts)).toContain('word/document.xml'));

  it('has the columns and all the words of the report, row by row', () => {
    const [header, ...others] = rows();
    expect(all(header!, 'w:tc').map(textIn)).toEqual(shown.columns.map(({ heading }) => heading));
    expect(others).toHaveLength(shown.rows.length);
    const cells = others.map((row) => all(row, 'w:tc').map(paragraphs));
    expect(cells[0]).toEqual([
      ['1. Answer calls', '2 ✓ On track', '1 – Not stated in the source'],
      [
        '1. Answer 101 calls sooner. ✓ On track △ At risk (North) To be done by March 2023',
        '2. Put more money into call handling. No update',
      ],
      [
        ...['Calls', 'Answered after 4 minutes 58 seconds, says [Chief Constable].', 'Since then:'],
        ...['twelve posts are filled;', 'an app is cho1', 'These words have been erased', 'It gets bet2'],
      ],
      ['Contact Board', 'Led by [a manager], until 1 July 2022', 'These words have been erased'],
    ]);
    expect(cells[2]![2]).toEqual([LONG_TEXT]);
    expect(cells[3]![2]).toHaveLength(40);
  });

  it('repeats its header row, on A4 across', () => {
    expect(rows().map((row) => all(row, 'w:tblHeader').length)).toEqual([1, 0, 0, 0, 0]);
    expect(all(body, 'w:pgSz')[0]!.attributes).toEqual({ 'w:w': '16838', 'w:h': '11906', 'w:orient': 'landscape' });
  });

  it('names rows by their first cell, and has widths that fill the page', () => {
    expect(all(body, 'w:tblLook')[0]!.attributes).toMatchObject({ 'w:firstRow': 'true', 'w:firstColumn': 'true' });
    const widths = all(body, 'w:gridCol').map(({ attributes }) => Number(attributes['w:w']));
    expect(widths.map((width) => Math.round((width / 15_137) * 100))).toEqual([16, 20, 44, 20]);
  });

  it('is in the language of the report, with its title', () => {
    expect(all(parts['word/styles.xml']!, 'w:lang')[0]!.attributes).toEqual({ 'w:val': 'en-GB' });
    const core = parts['docProps/core.xml']!;
    expect(textIn(all(core, 'dc:title')[0]!)).toBe('Progress & <plans>');
    expect(textIn(all(core, 'dc:language')[0]!)).toBe('en-GB');
    expect(textIn(all(core, 'dcterms:created')[0]!)).toBe('2022-08-04T09:00:00Z');
  });

  it('has the report, its view, the fingerprint and the page at the foot of every page', () => {
    const footer = Object.entries(parts).find(([name]) => /^word\/footer\d*\.xml$/.test(name))![1];
    const text = textIn(footer);
    for (const words of [shown.footer.line, shown.id, 'ab'.repeat(32), 'Page ', ' of ']) expect(text).toContain(words);
    expect(all(footer, 'w:instrText').map(textIn)).toEqual(['PAGE', 'NUMPAGES']);
  });

  it('ends with notes, definitions, sources and what the report can be told by', () => {
    const after = paragraphs(body);
    expect(after.slice(after.indexOf('Notes'))).toEqual([
      ...['Notes', '1. Cut off or garbled in the paper; the editors read: an app is chosen'],
      ...['2. Cut off or garbled in the paper.', 'What the figures measure', '101: in seconds.', 'Sources'],
      ...[`Panel paper (S-1). SHA-256 ${'cd'.repeat(32)}`, 's2', 'About this report', ...shown.identity],
      ...['Keep this page', ENGLISH.t('keep.words'), ...CHECKPOINT],
    ]);
  });

  it('says above the table whose words these are, where the report does, and where the paper is named', async () => {
    const notice = { text: 'In other words.', paper: { id: 's1', externalIds: ['S-1'] } };
    const files = unzipSync(await reportDocx({ ...shown, notice }, ENGLISH));
    const told = parseXml(Buffer.from(files['word/document.xml']!).toString('utf8'));
    // What follows is the table.
    const words = 'In other words. The sources at the end of the report name the paper.';
    expect(paragraphs(told).slice(0, 3)).toEqual([shown.title, words, shown.columns[0]!.heading]);
    expect(paragraphs(body)).not.toContain(words);
  });

  it('has the same bytes whenever it is made', async () => {
    const now = await reportDocx(shown, ENGLISH);
    const clock = jest.useFakeTimers({
      now: new Date('2031-01-01T00:00:00Z'),
      doNotFake: ['nextTick', 'setImmediate'],
    });
    const later = await reportDocx(shown, ENGLISH);
    clock.useRealTimers();
    expect(Buffer.from(later).equals(Buffer.from(now))).toBe(true);
  });
});

it('what is no archive keeps its times', () => {
  expect(() => withoutTimes(new Uint8Array(10))).toThrow(RangeError);
  expect(() => withoutTimes(new Uint8Array(100))).toThrow(RangeError);
});
