import { type DynamicModule, Global, Module, type NestModule } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { SiteOptions } from '../config/site.js';
import { ErrorPages } from '../http/error-pages.js';
import { HttpModule } from '../http/http.module.js';
import { Objects } from '../http/view/objects.js';
import { AboutPages } from './about/about.pages.js';
import { AreasPages } from './areas/areas.pages.js';
import { serveAssets } from './assets.middleware.js';
import { BodiesPages } from './bodies/bodies.pages.js';
import { ChangesPages } from './changes/changes.pages.js';
import { CommitmentPages } from './commitments/commitment.pages.js';
import { CommitmentsPages } from './commitments/commitments.pages.js';
import { ConflictsPages } from './conflicts/conflicts.pages.js';
import { EntriesPages } from './entries/entries.pages.js';
import { ReplayPages } from './entries/replay.pages.js';
import { PageErrors } from './errors/page-errors.js';
import { ExternalRecommendationsPages } from './external/external.pages.js';
import { FeedInterceptor } from './feeds/feed.js';
import { ListFeeds } from './feeds/list-feeds.pages.js';
import { ObjectFeeds } from './feeds/object-feeds.pages.js';
import { HomePages } from './home/home.pages.js';
import { PageFrames } from './layout/page-frame.js';
import { LogPages } from './log/log.pages.js';
import { MeetingsPages } from './meetings/meetings.pages.js';
import { RegistersPages } from './meetings/registers.pages.js';
import { MetricsPages } from './metrics/metrics.pages.js';
import { MilestonesPages } from './milestones/milestones.pages.js';
import { PageInterceptor } from './page.js';
import { AcrossPlansPages } from './plans/across-plans.pages.js';
import { PlansPages } from './plans/plans.pages.js';
import { Pages } from './render/pages.js';
import { PublishedReports } from './reports/published-reports.js';
import { ReportsPages } from './reports/reports.pages.js';
import { RestatementsPages } from './restatements/restatements.pages.js';
import { ScorecardsPages } from './scorecards/scorecards.pages.js';
import { SearchPages } from './search/search.pages.js';
import { Site } from './site.js';
import { BackfillsPages } from './sources/backfills.pages.js';
import { SourcesPages } from './sources/sources.pages.js';
import { ShownDays } from './time/shown-days.js';
import { shownInPath } from './time/shown-in-path.js';
import { TimePages } from './time/time.pages.js';
import { timeInPath } from './time/time-in-path.js';
import { UpdatesPages } from './updates/updates.pages.js';
import { VerifierDownloads } from './verify/downloads.js';
import { VerifyPages } from './verify/verify.pages.js';

/** What every page needs; global, because errors are told on pages too. */
@Global()
@Module({})
class RenderingModule {
  static forRoot(site: SiteOptions): DynamicModule {
    return {
      module: RenderingModule,
      providers: [
        { provide: Site, useFactory: () => new Site(site) },
        ShownDays,
        PageFrames,
        Pages,
        Objects,
        { provide: ErrorPages, useClass: PageErrors },
      ],
      exports: [Site, ShownDays, PageFrames, Pages, ErrorPages],
    };
  }
}

/** The pages that people read. */
@Module({})
export class WebModule implements NestModule {
  constructor(
    private readonly adapter: HttpAdapterHost,
    private readonly site: Site,
    private readonly shown: ShownDays,
  ) {}

  static forRoot({ site }: { site: SiteOptions }): DynamicModule {
    return {
      module: WebModule,
      imports: [RenderingModule.forRoot(site), HttpModule],
      controllers: [
        HomePages,
        EntriesPages,
        ReplayPages,
        TimePages,
        PlansPages,
        AcrossPlansPages,
        CommitmentsPages,
        CommitmentPages,
        UpdatesPages,
        MilestonesPages,
        ReportsPages,
        ChangesPages,
        SourcesPages,
        BackfillsPages,
        MeetingsPages,
        RegistersPages,
        ExternalRecommendationsPages,
        BodiesPages,
        AboutPages,
        SearchPages,
        MetricsPages,
        ScorecardsPages,
        RestatementsPages,
        ConflictsPages,
        AreasPages,
        ListFeeds,
        ObjectFeeds,
        LogPages,
        VerifierDownloads,
        VerifyPages,
      ],
      providers: [PageInterceptor, FeedInterceptor, PublishedReports],
    };
  }

  /**
   * Called before any route is registered: routes see addresses without the view. Not by the framework's own way for
   * middleware, which would count as a route for every method and address.
   */
  configure(): void {
    const { httpAdapter } = this.adapter;
    httpAdapter.use(serveAssets(this.site));
    httpAdapter.use(timeInPath);
    httpAdapter.use(shownInPath(this.shown));
  }
}
