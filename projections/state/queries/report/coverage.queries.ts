import { OfObject } from '../view-query.js';
import type { ReportCoverage } from './coverage.answers.js';

/** What the newest version of a report covers, in the view that it pins. */
export class GetCoverage extends OfObject<ReportCoverage> {}
