import type { CheckName, CheckResult, Outcome } from './findings.js';
import type { Verdict } from './verdict.js';

/** What each check is about, in words. */
export const CHECK_NAMES: Readonly<Record<CheckName, string>> = {
  key: 'key of the log',
  note: 'signed checkpoint',
  lengths: 'tiles and bundles',
  tree: 'tree of hashes',
  since: 'kept checkpoint',
  entries: 'form of entries',
  envelope: 'rules of entries',
  clock: 'clock',
  witnesses: 'witnesses',
  disclosures: 'disclosed values',
  state: 'committed states',
  report: 'figures of the report',
};

export const OUTCOME_WORDS: Readonly<Record<Outcome, string>> = {
  passed: 'passed',
  failed: 'FAILED',
  skipped: 'skipped',
  unchecked: 'NOT CHECKED',
};

/** The result in one sentence. */
export function conclusionOf({ exit, entries }: Verdict): string {
  if (exit === 1) return 'Something is wrong: at least one check failed';
  if (exit === 0) return 'Every check that applies passed';
  return entries === 0 ? 'Nothing was checked: there were no entries' : 'Something could not be checked';
}

/** What was counted: name and value, as they are told. */
export function countsOf({
  origin,
  size,
  root,
  entries,
  grade,
  recordedUpTo,
}: Verdict): [name: string, value: string][] {
  const counts: [string, string | null][] = [
    ['Log', origin],
    ['Size', size === null ? null : String(size)],
    ['Root', root],
    ['Entries looked at', String(entries)],
    ['Recorded up to', recordedUpTo],
    ['Grade', grade],
  ];
  return counts.filter((count): count is [string, string] => count[1] !== null);
}

/** What the result shows, in sentences; nothing where something failed or was not checked. */
export function shownBy(verdict: Verdict): string[] {
  if (verdict.exit !== 0) return [];
  const passed = passedOf(verdict);
  const { size, grade } = verdict;
  return [
    grade === 'complete'
      ? `These ${size} entries are the ones that the log's key signed. Nothing was put in, left out or changed among them.`
      : `Each entry looked at was in the log when it had ${size} entries.`,
    ...(passed.has('since') ? ['Nothing that your kept checkpoint covers was changed since you kept it.'] : []),
    ...(passed.has('state') ? ['The states that the service has published follow from the entries.'] : []),
    ...(passed.has('report') && grade === 'complete'
      ? [
          'The figures of the report are what the entries give for its view. For each thing that the report shows, no entry ' +
            'that answers otherwise was left out; which things it must show is not checked.',
        ]
      : []),
    ...(passed.has('witnesses') ? [`Witnesses: ${passed.get('witnesses')!.says}.`] : []),
  ];
}

/** What nobody may read into the result. */
export function notShownBy(verdict: Verdict): string[] {
  const passed = passedOf(verdict);
  return [
    'That a statement is true, or that a particular person made it.',
    'That it was recorded at the time it says: that is the word of who runs the ledger.',
    'Of what was loaded later: that it was reported on the day it says. It was in the ledger since it was loaded, not before.',
    ...(verdict.checks.some(({ check, outcome }) => check === 'entries' && outcome === 'skipped')
      ? ['That the entries keep the rules of a ledger, or can be read: nobody looked into them.']
      : []),
    ...(verdict.grade === 'cited' ? [`That nothing was left out: only ${lookedAt(verdict)} looked at.`] : []),
    ...(passed.has('since')
      ? ['That nothing came after this checkpoint: the newest entries may be withheld from you.']
      : [
          'That nobody rewrote the log and signed it again, or set it back: for that, give a checkpoint that you kept before.',
        ]),
    ...(passed.has('witnesses') ? [] : ['That others are shown the same log: for that, give a policy of witnesses.']),
  ];
}

function lookedAt({ checks }: Verdict): string {
  const isReport = checks.some(({ check, outcome }) => check === 'report' && outcome !== 'skipped');
  return isReport ? 'the entries of the figures were' : 'one entry was';
}

/** The whole result as lines of text. */
export function textOf(verdict: Verdict): string {
  const shown = shownBy(verdict);
  const lines = [
    ...verdict.checks.flatMap(checkLines),
    '',
    ...countsOf(verdict).map(([name, value]) => `${name}: ${value}`),
    '',
    `${conclusionOf(verdict)}.`,
    ...(shown.length > 0 ? ['', 'This shows:', ...shown.map(asItem)] : []),
    ...['', 'This does not show:', ...notShownBy(verdict).map(asItem)],
  ];
  return `${lines.join('\n')}\n`;
}

function checkLines({ check, outcome, says, more }: CheckResult, at: number): string[] {
  const head = `${String(at + 1).padStart(2)}  ${CHECK_NAMES[check].padEnd(21)}  ${OUTCOME_WORDS[outcome].padEnd(11)}`;
  return [`${head}  ${printable(says)}`, ...more.map((line) => `      - ${printable(line)}`)];
}

/** Words of others stand in findings: control characters could make a terminal show something else. */
function printable(words: string): string {
  return words.replaceAll(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, '\ufffd');
}

function asItem(sentence: string): string {
  return `  - ${sentence}`;
}

function passedOf({ checks }: Verdict): Map<CheckName, CheckResult> {
  return new Map(checks.flatMap((result) => (result.outcome === 'passed' ? [[result.check, result] as const] : [])));
}
