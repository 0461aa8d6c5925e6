import { Injectable } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { GetExtent } from '../../projections/extent/extent.queries.js';
import { GetReport } from '../../projections/state/queries/report/report.queries.js';
import { LAST_DAY, type View } from '../../projections/state/statement.js';
import { ProblemError } from '../http/problem.js';
import { Objects } from '../http/view/objects.js';
import { noSuchVersion } from '../reports/reports.controller.js';
import { type PublishedContent, PublishedContents, type ShownContent } from './published-contents.js';

/** Finds what was published with the reports that addresses name, whatever was reported later. */
@Injectable()
export class AskedReports {
  constructor(
    private readonly contents: PublishedContents,
    private readonly queries: QueryBus,
    private readonly objects: Objects,
  ) {}

  /**
   * The bytes of a version, the newest unless told.
   *
   * @throws ProblemError 404 `unknown-object`, `unknown-version`, `published-as-paper`, `content-not-kept`
   */
  async bytes(reference: string, version?: number): Promise<PublishedContent> {
    const [id, view] = await this.asked(reference);
    const found = (await this.contents.of(id, view, version)) ?? (await this.noVersion(id, view));
    if ('content' in found) return found;
    const { because, source } = found;
    if (because === 'lost') throw notKept();
    throw new ProblemError(
      404,
      'published-as-paper',
      'What was published is the paper that this report was read from',
      {
        extensions: source ? { paper: `/api/sources/${source}` } : {},
      },
    );
  }

  /**
   * What a version shows, the newest unless told, whether it was published as bytes or as a paper.
   *
   * @throws ProblemError 404 `unknown-object`, `unknown-version`, `content-not-kept`
   */
  async shown(reference: string, version?: number): Promise<{ id: string; shown: ShownContent }> {
    const [id, view] = await this.asked(reference);
    const shown = (await this.contents.shown(id, view, version)) ?? (await this.noVersion(id, view));
    if (shown === 'lost') throw notKept();
    return { id, shown };
  }

  private async asked(reference: string): Promise<[id: string, everything: View]> {
    const id = await this.objects.id(reference);
    const { state } = await this.queries.execute(new GetExtent(['state']));
    return [id, { asReportedOn: LAST_DAY, atSize: state }];
  }

  private async noVersion(id: string, view: View): Promise<never> {
    await this.objects.held(await this.queries.execute(new GetReport(view, id)), 'report', id, view);
    throw noSuchVersion();
  }
}

function notKept(): ProblemError {
  return new ProblemError(404, 'content-not-kept', 'These bytes are not kept here, and today others would be made');
}
