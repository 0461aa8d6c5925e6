import { factsOf } from '../../projections/state/queries/read.js';
import {
  aboutReport,
  contentHash,
  frozenContent,
  reportFacts,
} from '../../projections/state/queries/report/frozen-content.js';
import { type PublishedVersion, publishedVersions } from '../../projections/state/queries/report/versions.js';
import type { StateReader, View } from '../../projections/state/statement.js';
import { streamOf } from '../ledger/ids.js';
import type { ContentStore } from './content-store.js';

/** The bytes that were published with a version of a report. */
export interface PublishedContent {
  version: number;
  /** In hexadecimal digits, as the entry of the publication has it. */
  sha256: string;
  content: Buffer;
}

/** A version that has no bytes to give, and why. */
export interface NoContent {
  version: number;
  /** paper: it was read from one. lost: not kept, and made otherwise today. */
  because: 'paper' | 'lost';
  /** The paper. */
  source?: string;
}

/** What a version shows, entry by entry, whether its bytes were published or are made of what the ledger reads in a paper. */
export interface ShownContent {
  version: number;
  /** The entry that published it. */
  publication: string;
  /** Its place in the ledger, counted from 0. */
  index: number;
  title: string;
  /** The view that it shows for ever. */
  pinned: View;
  /** SHA-256 of the bytes, as that entry has it; absent where a paper was published. */
  sha256?: string;
  /** Canonical JSON. */
  content: Buffer;
}

/** Finds the bytes of published reports: where they are kept, else made again from the view that the report pins. */
export class PublishedContents {
  constructor(
    private readonly reader: StateReader,
    private readonly store: ContentStore,
  ) {}

  /**
   * @param version the newest of the view unless told
   * @returns `undefined` where the view has no such version
   */
  async of(reportId: string, view: View, version?: number): Promise<PublishedContent | NoContent | undefined> {
    const asked = await this.version(reportId, view, version);
    if (!asked) return undefined;
    const { contentSha256: sha256 } = asked;
    if (sha256 === undefined) {
      const { source } = asked.report;
      return { version: asked.version, because: 'paper', ...(source ? { source } : {}) };
    }
    const content = (await this.store.get(sha256)) ?? (await this.again(asked, sha256));
    return content ? { version: asked.version, sha256, content } : { version: asked.version, because: 'lost' };
  }

  /**
   * What a version shows, whatever was published.
   *
   * @param version the newest of the view unless told
   * @returns `undefined` where the view has no such version; `lost` where its bytes are not kept, and made otherwise today
   */
  async shown(reportId: string, view: View, version?: number): Promise<ShownContent | 'lost' | undefined> {
    const asked = await this.version(reportId, view, version);
    if (!asked) return undefined;
    const { contentSha256: sha256, entry, pinned, data } = asked;
    const content =
      sha256 === undefined
        ? await this.remade(asked)
        : ((await this.store.get(sha256)) ?? (await this.again(asked, sha256)));
    if (!content) return 'lost';
    return {
      ...{ version: asked.version, publication: entry.id, index: entry.sequence, title: String(data.title) },
      ...{ pinned, content, ...(sha256 === undefined ? {} : { sha256 }) },
    };
  }

  /**
   * SHA-256 of what a version shows, made anew from the entries of its view.
   *
   * @returns `undefined` where the view has no such version
   */
  async hashToday(reportId: string, view: View, version: number): Promise<string | undefined> {
    const asked = await this.version(reportId, view, version);
    return asked && contentHash(await this.remade(asked));
  }

  private async version(reportId: string, view: View, version?: number): Promise<PublishedVersion | undefined> {
    const history = await this.reader.history(streamOf('report', reportId), view.atSize);
    const versions = publishedVersions(reportId, history, view.asReportedOn);
    return version === undefined ? versions.at(-1) : versions.find((one) => one.version === version);
  }

  /** After a move to another database, or where somebody has emptied the store. */
  private async again(published: PublishedVersion, sha256: string): Promise<Buffer | undefined> {
    const content = await this.remade(published);
    if (contentHash(content) !== sha256) return undefined;
    await this.store.keep(sha256, content);
    return content;
  }

  private async remade({ report, pinned, data, coverage }: PublishedVersion): Promise<Buffer> {
    const facts = factsOf(await reportFacts(this.reader, pinned, report));
    return frozenContent({ report, about: aboutReport(data), coverage }, facts);
  }
}
