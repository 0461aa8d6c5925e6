import { OfObject, OfView } from '../view-query.js';
import type { BodyAnswer, BodySummary } from './body.answers.js';

export class GetBodies extends OfView<BodySummary[]> {}
export class GetBody extends OfObject<BodyAnswer> {}
