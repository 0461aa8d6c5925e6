import type { Anomaly, Extraction, Source } from '../extraction.js';
import { EDITED_ON, type Line } from './line.js';
import { type Citing, type Paper, paperOf } from './papers.js';

/** Registers the papers. A document is its own source, so none is named. */
export function sourceLines(papers: readonly Paper[]): Line[] {
  return papers.map(({ id, file, reportedOn, sha256, size, title, kind, dated, completeness }) => ({
    command: 'register-source',
    record: `papers/${file}`,
    fields: {
      sourceId: id,
      reportedOn,
      source: {},
      externalIds: [id],
      title,
      kind,
      dated,
      mediaType: 'text/plain',
      size,
      sha256,
      language: 'en-GB',
      completeness,
    },
  }));
}

/** What is strange or missing in the papers, noted by the editors on the paper that it is first seen in. */
export function gapLines(extraction: Extraction, citing: Citing): Line[] {
  const { plans, commitments2018, commitments2022, progress2019, progress2022, dates, scorecard } = extraction;
  const anomalies = [plans, commitments2018, commitments2022, progress2019, progress2022, dates].flatMap((file) =>
    file.anomalies.map((anomaly): [string, string, Source[]] => [anomaly.id, wordsOf(anomaly), anomaly.source]),
  );
  const proposal = scorecard.appendix_2.source;
  const inScorecard = scorecard.anomalies.map((words, index): [string, string, Source[]] => [
    `ASC-${index + 1}`,
    words,
    [{ ...proposal, quote: '' }],
  ]);
  const draft = plans.plans[0]!.text_status_source!;
  return [
    ...[...anomalies, ...inScorecard].map(([id, what, sources]) => gap(`anomalies/${id}`, id, what, sources, citing)),
    gap('scorecard/appendix-2', 'GAP-APPENDIX-2', scorecard.appendix_2.note, [proposal], citing),
    gap('plans/sections-1-3', 'GAP-SECTIONS-1-3', 'Sections 1 to 3 of the plan are missing.', [draft], citing),
  ];
}

function wordsOf({ kind, detail }: Anomaly): string {
  return kind ? `${kind}: ${detail}` : detail;
}

function gap(record: string, gapId: string, what: string, sources: readonly Source[], citing: Citing): Line {
  const quoted = sources.filter(({ quote }) => quote !== '');
  return {
    command: 'note-source-gap',
    record,
    fields: {
      sourceId: paperOf(sources[0]!.file).id,
      reportedOn: EDITED_ON,
      source: {},
      citations: quoted.flatMap((source) => citing.passages(source)),
      gapId,
      what: citing.remark([what]).reason,
    },
  };
}
