import { OfObject } from '../view-query.js';
import type { UpdateDetail } from './update-detail.answers.js';

/** One update, paragraph by paragraph. */
export class GetUpdate extends OfObject<UpdateDetail> {}
