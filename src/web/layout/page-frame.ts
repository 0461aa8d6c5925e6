import { Injectable } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { GetViewCounts, type ViewCounts } from '../../../projections/audit-trail/queries/view-counts.query.js';
import { GetExtent } from '../../../projections/extent/extent.queries.js';
import {
  type CoveringCheckpoint,
  GetCoveringCheckpoint,
} from '../../../projections/seal/queries/checkpoints.queries.js';
import type { ReportAnswer } from '../../../projections/state/queries/report/report.answers.js';
import { GetReports } from '../../../projections/state/queries/report/report.queries.js';
import { GetStatusSchemes } from '../../../projections/state/queries/scheme/scheme.queries.js';
import type { View } from '../../../projections/state/statement.js';
import type { Reading } from '../../http/view/reading.js';
import { Clock } from '../../ledger/clock.js';
import { type Day, dayIn } from '../../ledger/dates.js';
import { LedgerIdentityReader } from '../../ledger/ledger-identity.js';
import { StatusLooks } from '../parts/status-shapes.js';
import { hasOneAddress, type PageAddress } from '../time/address.js';
import { searchWith } from '../time/page-addressing.js';
import { ShownDays } from '../time/shown-days.js';
import { type Askable, fieldsFor, type ReportChoice, type TimeFields } from '../time/time-form.js';
import { Kept } from './kept.js';
import { entriesOf, type PublishedView, reportLine, type ViewLine, viewLine } from './view-line.js';

/** Report dates that are one link away. */
const QUICK_DATES = 6;

/** What a page needs to know around its contents. */
export interface PageFrame {
  /** The page and the view in which it was asked for. */
  asked: PageAddress;
  /** The parameters beside the view, with `?` before them. */
  search: string;
  timeZone: string;
  /** Absent where the page says the same in every view. */
  view?: ViewLine;
  /**
   * What shows later that the ledger still holds what the page was made of, on pages that stay as they are; `null` while
   * that is not signed.
   */
  cover?: CoveringCheckpoint | null;
  /** The control of the date as it stands. */
  control: TimeFields;
  /** Published reports that pin a view, the newest first. */
  reports: readonly ReportChoice[];
  /** Days of reports, the newest first. */
  reportDates: readonly string[];
  /** From which day on it is known what the ledger showed; `null` where it is of none. */
  shownSince: Day | null;
  /** How statuses look, by the schemes of the view. */
  looks: StatusLooks;
  /** This page with its whole view in the address. */
  canonical: string;
}

/** Puts together what stands around every page. */
@Injectable()
export class PageFrames {
  private readonly counts = new Kept<ViewCounts>(200);
  private readonly looks = new Kept<StatusLooks>(50);
  private readonly reports = new Kept<readonly ReportChoice[]>(20);

  constructor(
    private readonly queries: QueryBus,
    private readonly identity: LedgerIdentityReader,
    private readonly clock: Clock,
    private readonly shown: ShownDays,
  ) {}

  /** @param published what the page shows, whatever view it was asked for in */
  async of(
    asked: PageAddress,
    reading: Pick<Reading, 'view' | 'query' | 'address'>,
    published?: PublishedView,
  ): Promise<PageFrame> {
    const now = await this.now();
    const [reports, shownSince] = await Promise.all([this.reportsIn(now.view), this.shown.since()]);
    const around = { reports, shownSince, timeZone: now.timeZone };
    if (published) return this.ofReport(asked, reading, { published, ...around });
    const { view } = reading;
    // A page that says the same in every view is made of what is known now, and belongs to none.
    if (view?.asReportedOn === undefined || hasOneAddress(asked.path)) {
      const at = view?.asReportedOn === undefined ? now.view : { asReportedOn: view.asReportedOn, atSize: view.atSize };
      return { ...framed(asked, around), looks: await this.looksIn(at), ...addressed(reading) };
    }
    const { asReportedOn, atSize, defaulted } = view;
    const at = { asReportedOn, atSize };
    const isPinned = defaulted.length === 0;
    const [looks, counts, shown, cover] = await Promise.all([
      this.looksIn(at),
      this.countsOf(at),
      isPinned ? this.shown.size(asReportedOn) : null,
      isPinned ? this.coverOf(atSize) : undefined,
    ]);
    const line = viewLine(view, counts, { published: now.published, reports, shown });
    return { ...framed(asked, around, line), ...addressed(reading), looks, view: line, cover };
  }

  private async ofReport(
    asked: PageAddress,
    reading: Pick<Reading, 'query' | 'address'>,
    { published, ...around }: Around & { published: PublishedView },
  ): Promise<PageFrame> {
    const { id, view } = published;
    const [looks, counts, cover] = await Promise.all([
      this.looksIn(view),
      this.countsOf(view),
      this.coverOf(entriesOf(published)),
    ]);
    const frame = framed({ ...asked, time: view }, around);
    return {
      ...{ ...frame, ...addressed(reading), looks, cover, view: reportLine(published, counts) },
      control: { ...frame.control, see: 'report', report: id },
    };
  }

  /** As much of it as can be had: an error page must not fail for the reason that it tells of. */
  async ofError(asked: PageAddress, control?: TimeFields): Promise<PageFrame> {
    const nothing = { timeZone: 'UTC', reports: [], shownSince: null };
    const frame = framed(asked, await this.askable().catch(() => nothing));
    return { ...frame, search: '', looks: new StatusLooks([]), control: control ?? frame.control, canonical: '' };
  }

  /** What the control of the date may be asked for. */
  async askable(): Promise<Askable & Around> {
    const { view, timeZone } = await this.now();
    const [reports, shownSince] = await Promise.all([this.reportsIn(view), this.shown.since()]);
    return { reports, shownSince, timeZone, today: view.asReportedOn };
  }

  private async now(): Promise<{ view: View; published: number; timeZone: string }> {
    const timeZone = (await this.identity.current())?.timeZone ?? 'UTC';
    const { published, state } = await this.queries.execute(new GetExtent());
    const asReportedOn = dayIn(timeZone, this.clock.now());
    return { view: { asReportedOn, atSize: Math.min(published, state) }, published, timeZone };
  }

  private countsOf(view: View): Promise<ViewCounts> {
    return this.counts.get(`${view.asReportedOn} ${view.atSize}`, () => this.queries.execute(new GetViewCounts(view)));
  }

  /** Not kept: others may cosign at any time. */
  private coverOf(entries: number): Promise<CoveringCheckpoint | null> {
    return this.queries.execute(new GetCoveringCheckpoint(entries));
  }

  private looksIn(view: View): Promise<StatusLooks> {
    return this.looks.get(`${view.asReportedOn} ${view.atSize}`, async () => {
      return new StatusLooks(await this.queries.execute(new GetStatusSchemes(view)));
    });
  }

  private reportsIn(view: View): Promise<readonly ReportChoice[]> {
    return this.reports.get(`${view.asReportedOn} ${view.atSize}`, async () =>
      choicesOf(await this.queries.execute(new GetReports(view))),
    );
  }
}

/** What stands around a page whatever view it shows. */
type Around = Pick<PageFrame, 'reports' | 'shownSince' | 'timeZone'>;

function framed(asked: PageAddress, { reports, shownSince, timeZone }: Around, line?: ViewLine) {
  return {
    ...{ asked, timeZone, reports, shownSince },
    control: fieldsFor(asked.time, reports, line?.kind === 'shown'),
    reportDates: [...new Set(reports.map(({ reportDate }) => reportDate))].slice(0, QUICK_DATES),
  };
}

function addressed(reading: Pick<Reading, 'query' | 'address'>): Pick<PageFrame, 'search' | 'canonical'> {
  return { search: searchWith(reading.query), canonical: reading.address() };
}

/** A report that was published before the ledger knew of it may pin no view, and cannot be looked at as such. */
function choicesOf(reports: readonly ReportAnswer[]): ReportChoice[] {
  return reports.flatMap(({ id, title, reportDate, asReportedOn, atSize }) =>
    asReportedOn === undefined || atSize === undefined ? [] : [{ id, title, reportDate, asReportedOn, atSize }],
  );
}
