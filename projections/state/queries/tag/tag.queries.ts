import { OfObject } from '../view-query.js';
import type { TagAnswer } from './tag.answers.js';

/** The tags of a plan. */
export class GetTags extends OfObject<TagAnswer[]> {}
