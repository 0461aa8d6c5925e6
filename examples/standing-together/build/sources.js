import { EDITED_ON, sources } from './facts.js';

/**
 * The papers, and what is missing from them. Gaps are the editors' own remark, on the day they made it. A document is
 * its own source, so none is named.
 */
export function addSources(file) {
  for (const source of sources) {
    const { externalId } = source;
    file.add('register-source', externalId, {
      sourceId: externalId,
      reportedOn: source.reportedOn,
      source: {},
      externalIds: [externalId],
      title: source.title,
      kind: source.kind,
      publisherBodyId: source.publisher,
      dated: datedOf(source.dated),
      mediaType: source.mediaType,
      size: source.sizeBytes,
      sha256: source.sha256,
      language: source.language,
      completeness: source.completeness,
      reason: source.reportedOnBasis,
    });
    for (const [index, what] of source.gaps.entries()) {
      const gapId = `${externalId}-GAP-${index + 1}`;
      file.add('note-source-gap', gapId, {
        sourceId: externalId,
        reportedOn: EDITED_ON,
        source: {},
        gapId,
        what,
      });
    }
  }
}

function datedOf({ date, precision, printed }) {
  return { date: date ?? undefined, precision, printed: printed ?? undefined };
}
