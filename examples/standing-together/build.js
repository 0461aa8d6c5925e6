import { writeFileSync } from 'node:fs';
import { addBodies } from './build/bodies.js';
import { CommandFile } from './build/command-file.js';
import { addCommitments } from './build/commitments.js';
import { addConflicts } from './build/conflicts.js';
import { EDITED_ON } from './build/facts.js';
import { addFigures } from './build/figures.js';
import { openBackfill, openLedger } from './build/ledger.js';
import { addLineage } from './build/lineage.js';
import { addMeetings, linkDecisions } from './build/meetings.js';
import { addMilestones } from './build/milestones.js';
import { addPlans, orderPlans } from './build/plans.js';
import { addUpdates, giveNoUpdates, publishReports } from './build/reports.js';
import { addScorecard } from './build/scorecard.js';
import { addSources } from './build/sources.js';
import { addTags } from './build/tags.js';

/**
 * Turns the facts into the example's import file: one command a line, in an order in which everything that a command
 * names stands above it. `--print` writes to standard output instead.
 */
const file = new CommandFile(Date.parse(`${EDITED_ON}T00:00:00Z`));
openLedger(file);
openBackfill(file);
addSources(file);
addBodies(file);
addPlans(file);
addTags(file);
addCommitments(file);
orderPlans(file);
addLineage(file);
addMeetings(file);
addMilestones(file);
linkDecisions(file);
addFigures(file);
addScorecard(file);
addUpdates(file);
addConflicts(file);
giveNoUpdates(file);
publishReports(file);

if (process.argv.includes('--print')) process.stdout.write(file.text());
else writeFileSync(new URL('standing-together.jsonl', import.meta.url), file.text());
