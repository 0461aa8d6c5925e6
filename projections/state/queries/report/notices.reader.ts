import { streamOf } from '../../../../src/ledger/ids.js';
import type { AuditTrailReader } from '../../../audit-trail/audit-trail.reader.js';
import type { StateReader, View } from '../../statement.js';
import { Names } from '../names.js';
import { factsOf, NAMING, read } from '../read.js';
import { actedOn } from '../restatement/acted-on.js';
import { reportFacts, shownStatements } from './frozen-content.js';
import type { ReportNotice } from './notice.answers.js';
import { NOTICED, noticesOfEntries, noticesOfVersions, type ShownStatement } from './notices.js';
import { type PublishedVersion, publishedVersions } from './versions.js';

/** What readers of a report should know in a view, version by version. Most objects were never acted on, and not read. */
export async function noticesIn(
  { reader, trail }: { reader: StateReader; trail: AuditTrailReader },
  view: View,
  id: string,
): Promise<ReportNotice[]> {
  const own = streamOf('report', id);
  const [history, acted] = await Promise.all([reader.history(own, view.atSize), actedOn(trail, NOTICED, view.atSize)]);
  const versions = publishedVersions(id, history, view.asReportedOn);
  const shown = await Promise.all(versions.map((published) => shownOn(reader, published, new Set(acted))));
  const streams = [...new Set(shown.flat().map(({ stream }) => stream))];
  const [histories, facts] = await Promise.all([
    streams.length === 0 ? [] : reader.histories(streams, view.atSize),
    read(reader, view, NAMING, { streams: [own, ...streams], facets: ['promise', 'publication/*', 'withdrawal'] }),
  ]);
  const names = new Names(facts);
  return [
    ...noticesOfVersions(versions, facts.object('report', id)?.get('withdrawal'), names),
    ...versions.flatMap((published, index) =>
      noticesOfEntries({ published, shown: shown[index]!, histories, names, view }),
    ),
  ];
}

/** What a version shows of the objects that were acted on, its own entry among it. */
async function shownOn(
  reader: StateReader,
  { report, pinned, entry }: PublishedVersion,
  acted: ReadonlySet<string>,
): Promise<ShownStatement[]> {
  if (acted.size === 0) return [];
  const facts = factsOf(await reportFacts(reader, pinned, report));
  const own = { stream: entry.stream, facet: entry.facet, slot: entry.sequence, id: entry.id };
  return [own, ...shownStatements(report, facts)].filter(({ stream }) => acted.has(stream));
}
