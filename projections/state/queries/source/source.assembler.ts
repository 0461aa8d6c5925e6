import { compare, type Facts, type ObjectFacts, partOf, present, readable } from '../facts.js';
import { Names } from '../names.js';
import { provenanceOf } from '../provenance.js';
import { statedDate } from '../stated-date.js';
import type { SourceAnswer } from './source.answers.js';

/** All documents of a view, by the day on which they were put before the public. */
export function sources(facts: Facts): SourceAnswer[] {
  const names = new Names(facts);
  return facts
    .all('source')
    .map((source) => answer(source, names))
    .filter((source) => source !== undefined)
    .sort((a, b) => compare(a.from.reportedOn, b.from.reportedOn) || a.from.index - b.from.index);
}

function answer(source: ObjectFacts, names: Names): SourceAnswer | undefined {
  const description = source.get('description');
  if (!description) return undefined;
  const succession = source.get('succession');
  const data = readable(description.data) as Record<string, unknown>;
  return present<SourceAnswer>({
    id: source.id,
    externalIds: (data.externalIds ?? []) as string[],
    title: String(data.title),
    kind: String(data.kind),
    publisher: names.of(data.publisherBodyId),
    dated: statedDate(data.dated),
    sha256: String(data.sha256),
    mediaType: data.mediaType as string | undefined,
    size: data.size as number | undefined,
    address: data.address as string | undefined,
    language: data.language as string | undefined,
    completeness: data.completeness as string | null | undefined,
    missing: (data.missing ?? []) as string[],
    gaps: source.list('gap/*').map((gap) =>
      present({
        id: partOf(gap.facet, 1),
        what: readable(gap.data.what) as string | null,
        where: gap.data.where as string | undefined,
        effect: readable(gap.data.effect) as string | null | undefined,
        from: provenanceOf(gap),
      }),
    ),
    supersededBy: names.of(succession?.data.bySourceId),
    supersededFrom: succession && provenanceOf(succession),
    from: provenanceOf(description),
  });
}
