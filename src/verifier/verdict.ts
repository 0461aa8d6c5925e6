import { toBase64 } from '../integrity/base64.js';
import type { Checkpoint } from '../integrity/checkpoint.js';
import type { CheckResult, Findings } from './findings.js';

/** How much was looked at: single entries with proofs, or every entry of the log. */
export type Grade = 'cited' | 'complete';

/** What came out. */
export interface Verdict {
  /** 0: every check that applies passed, on at least one entry. 1: one failed. 2: something could not be checked. */
  exit: 0 | 1 | 2;
  checks: CheckResult[];
  /** Name of the log; `null` where its checkpoint does not open, as with `size` and `root`. */
  origin: string | null;
  size: number | null;
  /** Base64. */
  root: string | null;
  /** Entries looked at. */
  entries: number;
  /** `null` where no entry was looked at. */
  grade: Grade | null;
  /** When the last entry says to have been recorded; `null` where that is not known. */
  recordedUpTo: string | null;
}

export interface Seen {
  checkpoint?: Checkpoint | undefined;
  entries: number;
  grade: Grade;
  recordedUpTo?: string;
}

export function verdictOf(findings: Findings, { checkpoint, entries, grade, recordedUpTo }: Seen): Verdict {
  const checks = findings.results();
  const is = (outcome: string) => checks.some((result) => result.outcome === outcome);
  return {
    exit: is('failed') ? 1 : is('unchecked') || entries === 0 ? 2 : 0,
    checks,
    origin: checkpoint?.origin ?? null,
    size: checkpoint?.size ?? null,
    root: checkpoint ? toBase64(checkpoint.root) : null,
    entries,
    grade: entries > 0 ? grade : null,
    recordedUpTo: recordedUpTo || null,
  };
}
