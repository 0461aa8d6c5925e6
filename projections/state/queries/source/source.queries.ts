import { OfObject, OfView } from '../view-query.js';
import type { SourceAnswer } from './source.answers.js';
import type { SourceDetail, SourcePassage } from './source-detail.answers.js';

export class GetSources extends OfView<SourceAnswer[]> {}

export class GetSource extends OfObject<SourceDetail> {}

/** What a document says in a view; `undefined` where the document is not in it. */
export class GetSourcePassages extends OfObject<SourcePassage[]> {}
