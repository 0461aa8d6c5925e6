import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { LAST_DAY, type Statement, StateReader } from '../../statement.js';
import { cited, type DocumentAnswer } from '../documents.js';
import { provenanceOf } from '../provenance.js';
import { idIn } from '../references.js';
import type { Fingerprinted, FingerprintedVersion } from './fingerprint.queries.js';
import { FindFingerprint } from './fingerprint.queries.js';

@QueryHandler(FindFingerprint)
export class FingerprintHandler implements IQueryHandler<FindFingerprint> {
  constructor(private readonly reader: StateReader) {}

  async execute({ sha256, atSize }: FindFingerprint): Promise<Fingerprinted | null> {
    const view = { asReportedOn: LAST_DAY, atSize };
    const [published, papers] = await Promise.all([
      this.reader.statements(view, { categories: ['report'], facets: ['publication/*'] }),
      this.reader.statements(view, { categories: ['source'], facets: ['description', 'copy/*'] }),
    ]);
    const contents = published.filter(({ data }) => data.contentSha256 === sha256);
    const paper = papers.find(({ data }) => data.sha256 === sha256);
    const found = contents.length > 0 ? ofContent(contents) : paper && ofPaper(paper, { papers, published });
    return found ? cited(this.reader, view, found) : null;
  }
}

function ofContent(contents: readonly Statement[]): Fingerprinted {
  const inOrder = contents.toSorted((a, b) => a.src - b.src);
  return { of: 'content', from: provenanceOf(inOrder[0]!), versions: inOrder.map(versionOf) };
}

function ofPaper(
  paper: Statement,
  { papers, published }: { papers: readonly Statement[]; published: readonly Statement[] },
): Fingerprinted {
  const id = paper.objectId;
  const described = papers.find(({ objectId, facet }) => objectId === id && facet === 'description');
  const { externalIds = [], title, sha256 } = described?.data ?? {};
  const asPaper = published.filter(({ data }) => data.contentSha256 === undefined && idIn(data.sourceId) === id);
  return {
    ...{ of: 'paper', from: provenanceOf(paper) },
    source: { id, ...({ externalIds, title, sha256 } as unknown as DocumentAnswer) },
    versions: asPaper.toSorted((a, b) => a.src - b.src).map(versionOf),
  };
}

function versionOf(publication: Statement): FingerprintedVersion {
  const { title, reportDate, version } = publication.data;
  return {
    ...{ id: publication.objectId, title: String(title), reportDate: String(reportDate), version: Number(version) },
    from: provenanceOf(publication),
  };
}

export const fingerprintHandlers = [FingerprintHandler];
