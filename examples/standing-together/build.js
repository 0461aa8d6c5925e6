import { writeFileSync } from 'node:fs';
import { addBodies } from './build/bodies.js';
import { CommandFile } from './build/command-file.js';
import { addCommitments } from './build/commitments.js';
import { EDITED_ON } from './build/facts.js';
import { addFigures } from './build/figures.js';
import { openBackfill, openLedger } from './build/ledger.js';
import { addMeetings } from './build/meetings.js';
import { addMilestones } from './build/milestones.js';
import { addPlans, orderPlans } from './build/plans.js';
import { addUpdates, publishReports } from './build/reports.js';
import { addSources } from './build/sources.js';

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
addCommitments(file);
orderPlans(file);
addMeetings(file);
addMilestones(file);
addFigures(file);
addUpdates(file);
publishReports(file);

if (process.argv.includes('--print')) process.stdout.write(file.text());
else writeFileSync(new URL('standing-together.jsonl', import.meta.url), file.text());
