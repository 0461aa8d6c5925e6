import { Module } from '@nestjs/common';
import { QueriesModule } from '../../projections/queries.module.js';
import { BackfillsController } from '../administration/backfills.controller.js';
import { AreasController } from '../areas/areas.controller.js';
import { BodiesController } from '../bodies/bodies.controller.js';
import { CorrectionsController } from '../changes/corrections.controller.js';
import { RestatementsController } from '../changes/restatements.controller.js';
import { CommitmentsController } from '../commitments/commitments.controller.js';
import { DisclosuresController } from '../erasure/disclosures.controller.js';
import { ErasuresController } from '../erasure/erasures.controller.js';
import { ExternalRecommendationsController } from '../external-recommendations/external-recommendations.controller.js';
import { EntriesController } from '../ledger/entries.controller.js';
import { TrailController } from '../ledger/trail.controller.js';
import { CheckpointsController } from '../log/checkpoints.controller.js';
import { EntryProofController } from '../log/entry-proof.controller.js';
import { LogController } from '../log/log.controller.js';
import { MeetingsController } from '../meetings/meetings.controller.js';
import { RegistersController } from '../meetings/registers.controller.js';
import { WorkProgrammeController } from '../meetings/work-programme.controller.js';
import { MetricsController } from '../metrics/metrics.controller.js';
import { MilestonesController } from '../milestones/milestones.controller.js';
import { OverdueController } from '../milestones/overdue.controller.js';
import { ConflictsController } from '../plans/conflicts.controller.js';
import { PlansController } from '../plans/plans.controller.js';
import { ReportsController } from '../reports/reports.controller.js';
import { ScorecardController } from '../scorecard/scorecard.controller.js';
import { SearchController } from '../search/search.controller.js';
import { SourceFilesController } from '../sources/source-files.controller.js';
import { SourcesController } from '../sources/sources.controller.js';
import { UpdatesController } from '../updates/updates.controller.js';
import { ChangesController } from '../view-changes/changes.controller.js';
import { CommonHttpModule } from './common-http.module.js';
import { Objects } from './view/objects.js';

/** The reading routes. */
@Module({
  imports: [CommonHttpModule, QueriesModule],
  controllers: [
    PlansController,
    ConflictsController,
    CommitmentsController,
    UpdatesController,
    MilestonesController,
    MetricsController,
    MeetingsController,
    RegistersController,
    WorkProgrammeController,
    ExternalRecommendationsController,
    BodiesController,
    AreasController,
    SourceFilesController,
    SearchController,
    SourcesController,
    ReportsController,
    RestatementsController,
    CorrectionsController,
    ScorecardController,
    EntriesController,
    TrailController,
    LogController,
    CheckpointsController,
    EntryProofController,
    BackfillsController,
    ErasuresController,
    DisclosuresController,
    OverdueController,
    ChangesController,
  ],
  providers: [Objects],
  exports: [Objects],
})
export class HttpModule {}
