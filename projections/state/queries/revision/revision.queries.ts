import { OfObject } from '../view-query.js';
import type { RevisionTriangle } from './revision.answers.js';

export class GetRevisions extends OfObject<RevisionTriangle> {}
