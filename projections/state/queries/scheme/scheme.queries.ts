import type { StatusSchemePublishedData } from '../../../../src/settings/settings.events.js';
import { OfView } from '../view-query.js';

/** The status schemes in force on the day of a view; for days before the first of them, the first. */
export class GetStatusSchemes extends OfView<StatusSchemePublishedData[]> {}
