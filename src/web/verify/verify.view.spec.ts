import type { LogCheck } from '../../../projections/seal/queries/log-check.queries.js';
import type { Provenance } from '../../../projections/state/queries/provenance.js';
import type { Fingerprinted } from '../../../projections/state/queries/report/fingerprint.queries.js';
import { fingerprintIn, type Line, linesFor, proofLines } from './verify.view.js';

const SHA = '0123456789abcdef'.repeat(4);
const from = { entryId: 'e-1', index: 7, reportedOn: '2022-08-04' } as Provenance;
const version = { id: 'r-1', title: 'A report', reportDate: '2022-08-04', version: 2, newest: 2, from };
const content: Fingerprinted = { of: 'content', from, versions: [version] };
const check: LogCheck = {
  ...{ index: 7, id: 'e-1', size: 10, newest: 12, signedWith: ['ledger.example (0f44f188)'] },
  ...{ isIncluded: true, goesOn: true },
};
const witnessed = { witness: 'neighbour.example', time: '2022-08-05T10:00:00.000Z', size: 11 };

const told = (lines: Line[]) => lines.map(({ key, outcome }) => `${outcome} ${key.replace('verify.line.', '')}`);

describe('the lines of a check', () => {
  it('say Yes only of what was looked at and found', () => {
    expect(told(linesFor(content, SHA, { check, witnessed, today: SHA }))).toEqual([
      ...['yes fingerprint.content', 'yes signature.by', 'yes entry.included', 'yes history.on'],
      ...['yes witnesses.by', 'yes replay.same'],
    ]);
  });

  it('say No of each thing by itself', () => {
    const bad = { ...check, isIncluded: false, goesOn: false };
    expect(told(linesFor(content, SHA, { check: bad, witnessed, today: 'other' }))).toEqual([
      ...['yes fingerprint.content', 'yes signature.by', 'no entry.excluded', 'no history.off'],
      ...['unchecked witnesses.apart', 'no replay.other'],
    ]);
  });

  it('say Not checked where nothing is signed, and of papers', () => {
    const paper: Fingerprinted = { ...content, of: 'paper' };
    expect(told(linesFor(paper, SHA, { check: 'unsigned', witnessed: null, today: null }))).toEqual([
      ...['yes fingerprint.paper', 'unchecked signature.unsigned', 'unchecked entry.unsigned.place'],
      ...['unchecked history.unsigned', 'unchecked witnesses.none', 'unchecked replay.paper'],
    ]);
  });

  it('rest nothing on a checkpoint that does not open', () => {
    const { size: _, ...unopened } = { ...check, signedWith: [], isIncluded: false, goesOn: false };
    expect(told(proofLines(unopened, 7, null)).slice(0, 3)).toEqual([
      ...['no signature.none', 'unchecked entry.unopened', 'unchecked history.unopened'],
    ]);
  });
});

describe('a fingerprint', () => {
  it.each([
    [SHA, SHA],
    [` ${SHA.toUpperCase()}\n`, SHA],
    [`Fingerprint (SHA-256 of the file that was read of the paper): ${SHA}.`, SHA],
    [`${SHA} and again ${SHA}`, SHA],
    [`${SHA.slice(0, 40)}\r\n  ${SHA.slice(40)}`, SHA],
    [SHA.slice(1), null],
    [`${SHA}0`, null],
    [`${SHA} ${SHA.replace('0', '1')}`, null],
    ['', null],
  ])('in %j', (pasted, found) => {
    expect(fingerprintIn(pasted)).toBe(found);
  });
});
