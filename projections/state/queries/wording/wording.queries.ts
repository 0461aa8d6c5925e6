import { OfObject } from '../view-query.js';
import type { WordingHistory } from './wording.answers.js';

export class GetWordings extends OfObject<WordingHistory> {}
