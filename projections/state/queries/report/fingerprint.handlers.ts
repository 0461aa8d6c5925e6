import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { LAST_DAY, type Statement, StateReader } from '../../statement.js';
import { cited, type DocumentAnswer } from '../documents.js';
import { present } from '../facts.js';
import { provenanceOf } from '../provenance.js';
import { idIn } from '../references.js';
import type { Fingerprinted, FingerprintedVersion } from './fingerprint.queries.js';
import { FindFingerprint } from './fingerprint.queries.js';

@QueryHandler(FindFingerprint)
export class FingerprintHandler implements IQueryHandler<FindFingerprint> {
  constructor(private readonly reader: StateReader) {}

  async execute({ sha256, atSize }: FindFingerprint): Promise<Fingerprinted | null> {
    const view = { asReportedOn: LAST_DAY, atSize };
    const [reports, papers] = await Promise.all([
      this.reader.statements(view, { categories: ['report'], facets: ['publication/*', 'withdrawal'] }),
      this.reader.statements(view, { categories: ['source'], facets: ['description', 'copy/*'] }),
    ]);
    const published = reports.filter(({ facet }) => facet !== 'withdrawal');
    const contents = published.filter(({ data }) => data.contentSha256 === sha256);
    if (contents.length > 0) {
      const versions = versionsIn(contents, reports);
      return cited(this.reader, view, { of: 'content' as const, from: versions[0]!.from, versions });
    }
    const paper = papers.find(({ data }) => data.sha256 === sha256);
    if (!paper) return null;
    const asPaper = published.filter(
      ({ data }) => data.contentSha256 === undefined && idIn(data.sourceId) === paper.objectId,
    );
    return cited(this.reader, view, {
      ...{ of: 'paper' as const, from: provenanceOf(paper), source: sourceOf(paper.objectId, papers) },
      versions: versionsIn(asPaper, reports),
    });
  }
}

/** A paper by what its description says; a fingerprint may be that of another copy of it. */
function sourceOf(id: string, papers: readonly Statement[]): { id: string } & DocumentAnswer {
  const described = papers.find(({ objectId, facet }) => objectId === id && facet === 'description');
  const { externalIds = [], title, sha256 } = described?.data ?? {};
  return { id, ...({ externalIds, title, sha256 } as unknown as DocumentAnswer) };
}

/** @param reports everything that was published or taken back */
function versionsIn(publications: readonly Statement[], reports: readonly Statement[]): FingerprintedVersion[] {
  const inOrder = publications.toSorted((a, b) => a.src - b.src);
  return inOrder.map((publication) => {
    const { title, reportDate, version } = publication.data;
    const ofReport = reports.filter(({ objectId }) => objectId === publication.objectId);
    return present<FingerprintedVersion>({
      ...{ id: publication.objectId, title: String(title), reportDate: String(reportDate), version: Number(version) },
      newest: Math.max(...ofReport.map(({ data }) => Number(data.version ?? 0))),
      withdrawnOn: ofReport.find(({ facet, withdrawn }) => facet === 'withdrawal' && !withdrawn)?.reportedOn,
      from: provenanceOf(publication),
    });
  });
}

export const fingerprintHandlers = [FingerprintHandler];
