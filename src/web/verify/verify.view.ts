import type { EntryWitnessed } from '../../../projections/seal/queries/checkpoints.queries.js';
import type { LogCheck } from '../../../projections/seal/queries/log-check.queries.js';
import type { Fingerprinted } from '../../../projections/state/queries/report/fingerprint.queries.js';
import { pageOf } from '../links.js';
import type { Values } from '../render/words.js';
import type { StringKey } from '../strings/keys.js';

export type Outcome = 'yes' | 'no' | 'unchecked';

/** Something that was looked at, and what came out. */
export interface Line {
  /** What it is about, in a word or two. */
  about: StringKey;
  outcome: Outcome;
  key: StringKey;
  values: Values;
  /** Values of the text that are written as days or instants. */
  day?: string;
  instant?: string;
  /** The page of the entry, and the address of its proof. */
  entry?: { path: string; proof: string };
}

/** The fingerprint in what somebody pasted, with whatever stood around it; `null` where there is none, or several. */
export function fingerprintIn(pasted: string): string | null {
  const found = pasted.toLowerCase().match(/(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])/g) ?? [];
  const whole = pasted.toLowerCase().replaceAll(/\s/g, '');
  if (found.length === 0 && /^[0-9a-f]{64}$/.test(whole)) return whole; // broken over lines on paper
  return new Set(found).size === 1 ? found[0]! : null;
}

/** What was found of the entry that states the fingerprint. */
export interface Looked {
  /** `unsigned` where no checkpoint covers the entry. */
  check: LogCheck | 'unsigned';
  witnessed: EntryWitnessed | null;
  /** SHA-256 of what the report shows, made anew today; `null` where a paper was published. */
  today: string | null;
}

/** The six things that a published fingerprint is checked for. */
export function linesFor(found: Fingerprinted, sha256: string, { check, witnessed, today }: Looked): Line[] {
  const { index, reportedOn } = found.from;
  return [
    line('fingerprint', 'yes', found.of, { day: reportedOn }),
    ...logLines(check, index),
    witnessLine(check, witnessed),
    today === null
      ? line('replay', 'unchecked', 'paper')
      : line('replay', today === sha256 ? 'yes' : 'no', today === sha256 ? 'same' : 'other'),
  ];
}

/** Where the ledger states no such hash. */
export function unknownLines(): Line[] {
  return [line('fingerprint', 'no', 'unknown')];
}

/** What a proof that somebody kept shows. */
export function proofLines(check: LogCheck | 'unsigned', index: number, witnessed: EntryWitnessed | null): Line[] {
  return [...logLines(check, index), witnessLine(check, witnessed)];
}

/** An entry that a receipt names; without a check where the log holds no such entry. */
export interface ReceiptEntry {
  id: string;
  check: LogCheck | 'unsigned' | null;
}

export function receiptLines(entries: readonly ReceiptEntry[]): Line[] {
  return entries.map(({ id, check }) => {
    if (check === null) return line('entry', 'no', 'absent', { values: { id } });
    return check === 'unsigned' ? line('entry', 'unchecked', 'unsigned', { values: { id } }) : entryLine(check);
  });
}

/** Whether a table is the one that its metadata describes. */
export function tableLines(sha256: string, described: string): Line[] {
  const isSame = sha256 === described;
  return [line('table', isSame ? 'yes' : 'no', isSame ? 'same' : 'other'), line('again', 'unchecked', 'address')];
}

/** Versions of reports, with what can be had of each. */
export function versionsOf({ versions, of }: Fingerprinted) {
  return versions.map(({ id, title, reportDate, version, newest, withdrawnOn, from }) => {
    const evidence = (grade: string) => `/api/reports/${id}/evidence?grade=${grade}&version=${version}`;
    return {
      ...{ title, reportDate, version, newest, withdrawnOn, from, path: pageOf('report', { id })! },
      ...{ cited: evidence('cited'), complete: evidence('complete') },
      ...(of === 'content' ? { content: `/api/reports/${id}/content.json?version=${version}` } : {}),
    };
  });
}

function logLines(check: LogCheck | 'unsigned', index: number): Line[] {
  if (check === 'unsigned')
    return [
      line('signature', 'unchecked', 'unsigned'),
      line('entry', 'unchecked', 'unsigned.place', { values: { index } }),
      line('history', 'unchecked', 'unsigned'),
    ];
  const { size, newest, signedWith, goesOn } = check;
  if (size === undefined)
    return [
      line('signature', 'no', 'none'),
      line('entry', 'unchecked', 'unopened', { values: { index } }),
      line('history', 'unchecked', 'unopened'),
    ];
  return [
    line('signature', 'yes', 'by', { values: { names: signedWith.join(', '), size } }),
    entryLine(check),
    line('history', goesOn ? 'yes' : 'no', goesOn ? 'on' : 'off', { values: { size, newest } }),
  ];
}

function entryLine({ index, id, size = 0, isIncluded }: LogCheck): Line {
  return line('entry', isIncluded ? 'yes' : 'no', isIncluded ? 'included' : 'excluded', {
    values: { index, size },
    ...(id === undefined ? {} : { entry: { path: `/entries/${index}`, proof: `/api/entries/${id}/proof` } }),
  });
}

/** Witnesses vouch for the log as it is: only what is shown to be in it has been before them. */
function witnessLine(check: LogCheck | 'unsigned', witnessed: EntryWitnessed | null): Line {
  if (check !== 'unsigned' && !(check.isIncluded && check.goesOn)) return line('witnesses', 'unchecked', 'apart');
  if (!witnessed) return line('witnesses', 'unchecked', 'none');
  const { witness, time, size } = witnessed;
  return line('witnesses', 'yes', 'by', { values: { witness, size }, instant: time });
}

function line(
  about: string,
  outcome: Outcome,
  says: string,
  { values = {}, ...more }: Partial<Pick<Line, 'values' | 'day' | 'instant' | 'entry'>> = {},
): Line {
  return {
    about: `verify.about.${about}` as StringKey,
    key: `verify.line.${about}.${says}` as StringKey,
    ...{ outcome, values, ...more },
  };
}
