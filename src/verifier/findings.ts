/** What is checked, in the order in which it is told. */
export const CHECKS = [
  'key',
  'note',
  'lengths',
  'tree',
  'since',
  'entries',
  'envelope',
  'clock',
  'witnesses',
  'disclosures',
  'state',
  'report',
] as const;

export type CheckName = (typeof CHECKS)[number];

/**
 * `passed` and `failed` are about the log; `unchecked`: it should have been checked and could not be; `skipped`: nobody
 * asked, or there is nothing to check.
 */
export type Outcome = 'passed' | 'failed' | 'skipped' | 'unchecked';

export interface CheckResult {
  check: CheckName;
  outcome: Outcome;
  /** What was found, or why nothing was looked for. */
  says: string;
  /** What is wrong beyond that, or remarkable without being wrong; the first few of each. */
  more: string[];
}

/** Of one check, so many are told in words; the others are counted. */
const TOLD = 5;

/** Collects what the checks find. The worst that a check was told counts, however often it was told better. */
export class Findings {
  private readonly all = new Map<CheckName, Finding>(CHECKS.map((check) => [check, new Finding()]));

  pass(check: CheckName, says: string): void {
    this.of(check).passed = says;
  }

  skip(check: CheckName, why: string): void {
    this.of(check).skipped = why;
  }

  fail(check: CheckName, why: string): void {
    this.of(check).faults.push(why);
  }

  /** It could not be checked, or not to the end. */
  hinder(check: CheckName, why: string): void {
    this.of(check).hindrances.push(why);
  }

  /** Worth knowing, and no fault. */
  notice(check: CheckName, what: string): void {
    this.of(check).notices.push(what);
  }

  failed(check: CheckName): boolean {
    return this.of(check).faults.length > 0;
  }

  results(): CheckResult[] {
    return CHECKS.map((check) => ({ check, ...this.of(check).result() }));
  }

  private of(check: CheckName): Finding {
    return this.all.get(check)!;
  }
}

class Finding {
  passed: string | undefined;
  skipped = 'there was nothing to check it with';
  readonly faults = new FirstFew();
  readonly hindrances = new FirstFew();
  readonly notices = new FirstFew();

  result(): Omit<CheckResult, 'check'> {
    const { faults, hindrances, notices } = this;
    const told = (outcome: Outcome, [says = '', ...rest]: string[]) => ({
      ...{ outcome, says },
      more: [...rest, ...notices.words()],
    });
    if (faults.length > 0) return told('failed', [...faults.words(), ...hindrances.words()]);
    if (hindrances.length > 0) return told('unchecked', hindrances.words());
    return this.passed === undefined ? told('skipped', [this.skipped]) : told('passed', [this.passed]);
  }
}

class FirstFew {
  private readonly first: string[] = [];
  length = 0;

  push(words: string): void {
    if (this.length++ < TOLD) this.first.push(words);
  }

  words(): string[] {
    const others = this.length - this.first.length;
    return others > 0 ? [...this.first, `and ${others} more of this kind`] : this.first;
  }
}
