import { Query } from '@nestjs/cqrs';
import type { EntryKind } from '../../../src/ledger/event.js';
import type { View } from '../../state/statement.js';
import type { Hit } from '../search.reader.js';
import type { Identified, SearchCounts, SearchHit, SearchKind } from './search.answers.js';

/** A find before it is read. */
export interface Find extends Omit<Hit, 'kind' | 'src'> {
  /** `stream/facet` */
  id: string;
  kind: SearchKind;
  /** Of event: see {@link Hit.kind}. */
  eventKind: string;
  index: number;
  entry: EntryKind;
}

export class FindWords extends Query<{ finds: Find[]; counts: SearchCounts }> {
  constructor(
    readonly view: View,
    readonly words: string,
    readonly filter: { plan?: string; kind?: SearchKind } = {},
  ) {
    super();
  }
}

/** The finds of one page, with names and excerpts. */
export class GetSearchHits extends Query<SearchHit[]> {
  constructor(
    readonly view: View,
    readonly words: string,
    readonly finds: readonly Find[],
  ) {
    super();
  }
}

/** What has this id in the view: an object or a part of a plan. */
export class GetIdentified extends Query<Omit<Identified, 'asked'> | undefined> {
  constructor(
    readonly view: View,
    readonly id: string,
  ) {
    super();
  }
}
