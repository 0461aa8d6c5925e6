import { areaHandlers } from './area/area.handlers.js';
import { bodyHandlers } from './body/body.handlers.js';
import { commitmentHandlers } from './commitment/commitment.handlers.js';
import { conflictHandlers } from './conflict/conflict.handlers.js';
import { correctionHandlers } from './correction/correction.handlers.js';
import { externalHandlers } from './external/external.handlers.js';
import { historyHandlers } from './history/history.handlers.js';
import { lineageHandlers } from './lineage/lineage.handlers.js';
import { meetingHandlers } from './meeting/meeting.handlers.js';
import { metricHandlers } from './metric/metric.handlers.js';
import { milestoneHandlers } from './milestone/milestone.handlers.js';
import { overdueHandlers } from './overdue/overdue.handlers.js';
import { planHandlers } from './plan/plan.handlers.js';
import { programmeHandlers } from './programme/programme.handlers.js';
import { registerHandlers } from './register/register.handlers.js';
import { coverageHandlers } from './report/coverage.handlers.js';
import { fingerprintHandlers } from './report/fingerprint.handlers.js';
import { reportHandlers } from './report/report.handlers.js';
import { reportContentHandlers } from './report/report-content.handlers.js';
import { restatementHandlers } from './restatement/restatement.handlers.js';
import { revisionHandlers } from './revision/revision.handlers.js';
import { schemeHandlers } from './scheme/scheme.handlers.js';
import { scorecardHandlers } from './scorecard/scorecard.handlers.js';
import { sourceHandlers } from './source/source.handlers.js';
import { stateHashHandlers } from './state-hash/state-hash.handlers.js';
import { tagHandlers } from './tag/tag.handlers.js';
import { updateHandlers } from './update/update.handlers.js';
import { viewChangeHandlers } from './view-change/view-change.handlers.js';
import { wordingHandlers } from './wording/wording.handlers.js';

/** Everything that answers from the state, topic by topic. */
export const stateQueryHandlers = [
  ...planHandlers,
  ...commitmentHandlers,
  ...historyHandlers,
  ...metricHandlers,
  ...milestoneHandlers,
  ...updateHandlers,
  ...bodyHandlers,
  ...areaHandlers,
  ...sourceHandlers,
  ...stateHashHandlers,
  ...reportHandlers,
  ...restatementHandlers,
  ...meetingHandlers,
  ...registerHandlers,
  ...programmeHandlers,
  ...externalHandlers,
  ...overdueHandlers,
  ...lineageHandlers,
  ...wordingHandlers,
  ...viewChangeHandlers,
  ...tagHandlers,
  ...conflictHandlers,
  ...schemeHandlers,
  ...scorecardHandlers,
  ...coverageHandlers,
  ...reportContentHandlers,
  ...fingerprintHandlers,
  ...correctionHandlers,
  ...revisionHandlers,
];
