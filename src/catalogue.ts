import { administration } from './administration/ledger.commands.js';
import { bodies } from './bodies/body.commands.js';
import { changes } from './changes/change.commands.js';
import { commitments } from './commitments/commitment.commands.js';
import { erasures } from './erasure/erasure.events.js';
import { externalRecommendations } from './external-recommendations/external-recommendation.commands.js';
import { Catalogue } from './ledger/catalogue/catalogue.js';
import { meetings } from './meetings/meeting.commands.js';
import { metrics } from './metrics/metric.commands.js';
import { milestones } from './milestones/milestone.commands.js';
import { plans } from './plans/plan.commands.js';
import { reports } from './reports/report.commands.js';
import { settings } from './settings/settings.commands.js';
import { sources } from './sources/source.commands.js';
import { updates } from './updates/update.commands.js';

/** Everything that this version of the ledger can record: each feature folder's events and commands. */
export const catalogue = new Catalogue([
  administration,
  settings,
  sources,
  bodies,
  plans,
  commitments,
  updates,
  milestones,
  metrics,
  meetings,
  externalRecommendations,
  reports,
  changes,
  erasures,
]);
