import { factsOf } from '../../projections/state/queries/read.js';
import { coverageFindings, type Finding } from '../../projections/state/queries/report/coverage.js';
import {
  aboutReport,
  contentHash,
  frozenContent,
  reportFacts,
} from '../../projections/state/queries/report/frozen-content.js';
import { covered, daysOf, reportsOf } from '../../projections/state/queries/report/published.js';
import type { Statement, StateReader } from '../../projections/state/statement.js';
import type { Actor } from '../access/roles.js';
import type { Catalogue } from '../ledger/catalogue/catalogue.js';
import { Clock } from '../ledger/clock.js';
import { dayIn } from '../ledger/dates.js';
import type { StreamHistory } from '../ledger/history.js';
import { streamOf } from '../ledger/ids.js';
import type { LedgerIdentityReader } from '../ledger/ledger-identity.js';
import type { StoreLookups } from '../ledger/lookups/store-lookups.js';
import { inWork, publications, type ReportState, stateOf } from '../reports/report-state.js';
import type { Importer, LineProblem } from '../transfer/importer.js';
import { filledIn } from './draft-content.js';
import type { Draft, DraftStore } from './draft-store.js';
import { draftedStatements, laidOver } from './drafted-statements.js';

/** What a draft comes to: what is wrong with its lines, what it leaves out, and what it would show. */
export interface Checked {
  problems: LineProblem[];
  /** What has to be confirmed on its line before the report can be submitted. */
  warnings: LineProblem[];
  notes: LineProblem[];
  coverage: Finding[];
  contentSha256: string;
}

export interface ReportDraftsParts {
  store: DraftStore;
  importer: Importer;
  reader: StateReader;
  catalogue: Catalogue;
  lookups: StoreLookups;
  identity: LedgerIdentityReader;
  /** The published size, once the state of that size can be read. */
  readableSize: () => Promise<number>;
}

/** Looks at drafts of reports with the eyes of the ledger, which they are not in. */
export class ReportDrafts {
  constructor(private readonly parts: ReportDraftsParts) {}

  report(reportId: string): Promise<StreamHistory> {
    return this.parts.lookups.history(streamOf('report', reportId));
  }

  async stateOf(reportId: string): Promise<ReportState | undefined> {
    return stateOf((await this.report(reportId)).at());
  }

  /** Decides every line as it would be decided on the day of publication, in the name of whoever wrote it. */
  async checkLines({ reportId, content, authors }: Draft) {
    const { importer, catalogue } = this.parts;
    const senders = content.lines.map(({ id }): Actor => ({ ...authors[id]!, approvedBy: NOBODY_YET }));
    const lines = content.lines.map((line, index) => ({
      line: index + 1,
      command: line.command,
      body: filledIn(line, content, reportId, catalogue),
    }));
    const clock = await this.clockOf(content.asReportedOn);
    const { checked, ledger } = await importer.checkLines(lines, ({ line }) => senders[line - 1]!, { clock });
    const { problems, warnings, notes } = checked;
    return { found: { problems, warnings, notes }, ledger };
  }

  /** The same, with what the report would leave out and what it would show. */
  async check(draft: Draft): Promise<Checked> {
    const { reportId, content } = draft;
    const { asReportedOn } = content;
    const { found, ledger } = await this.checkLines(draft);
    const atSize = await this.parts.readableSize();
    const { report, about } = await this.inWork(reportId, asReportedOn);
    const inLedger = await reportFacts(this.parts.reader, { asReportedOn, atSize }, report);
    const facts = factsOf(laidOver(inLedger, await draftedStatements(ledger, asReportedOn)));
    const coverage = coverageFindings(report, facts, reportsOf(report.plan, facts));
    const names = coverage.map(({ id }) => id);
    return { ...found, coverage, contentSha256: contentHash(frozenContent({ report, about, coverage: names }, facts)) };
  }

  /** What the ledger itself shows of a report that is written here, as it stands now, and the size that it looked at. */
  async contentInLedger(reportId: string, asReportedOn: string): Promise<{ content: Buffer; atSize: number }> {
    const atSize = await this.parts.readableSize();
    const { report, about, coverage } = await this.inWork(reportId, asReportedOn);
    const lists: Statement[][] = await reportFacts(this.parts.reader, { asReportedOn, atSize }, report);
    return { content: frozenContent({ report, about, coverage }, factsOf(lists)), atSize };
  }

  /** A report as the last step of its workflow left it, with what its coverage check found then. */
  private async inWork(reportId: string, asReportedOn: string) {
    const own = (await this.report(reportId)).at();
    const said = inWork(own);
    const published = publications(own).map(({ slot }) => ({ reportedOn: slot.metadata.reportedOn! }));
    const found = (own.get('workflow')?.data.coverage ?? []) as { finding: string }[];
    return {
      report: covered(reportId, said, daysOf([...published, { reportedOn: asReportedOn }])),
      about: aboutReport(said),
      coverage: found.map(({ finding }) => finding),
    };
  }

  /** A clock that stands in the day of publication: what is to be reported then is not to be taken for the future. */
  private async clockOf(day: string): Promise<Clock> {
    const { timeZone } = (await this.parts.identity.current())!;
    // Noon of Greenwich is another day at the ends of the world.
    const hours = [12, 0, 23].map((hour) => new Date(Date.parse(day) + hour * 3_600_000));
    const instant = hours.find((one) => dayIn(timeZone, one) === day) ?? hours[0]!;
    return new StandingClock(instant);
  }
}

/** Whoever approves a report approves its lines; while it is checked, nobody is known who does. */
const NOBODY_YET: Actor = { subject: '', name: '', roles: ['approver'] };

class StandingClock extends Clock {
  constructor(private readonly instant: Date) {
    super();
  }

  override now(): Date {
    return this.instant;
  }
}
