import { plain } from '../../example/papers.js';
import type { Body, Extraction, Renaming, Source } from '../extraction.js';
import type { Line } from './line.js';
import { type Citing, paperOf } from './papers.js';

const KINDS: Readonly<Record<string, string>> = {
  'organisation, service, programme or project': 'organisation',
  group: 'group',
  board: 'board',
  'strategy or plan': 'strategy',
  panel: 'panel',
  partnership: 'partnership',
};

/** What becomes of a name that changes or varies. */
export type Variation = 'alias' | 'same' | 'possiblySame';

/** The bodies, and how to find one by any of its names. */
export class Bodies {
  private readonly ids = new Map<string, string>();

  constructor(private readonly file: Extraction['bodies']) {
    for (const [index, body] of file.bodies.entries())
      for (const name of [body.name, ...body.as_written]) this.ids.set(name.toLowerCase(), idAt(index));
  }

  /** The id of the body that has exactly these words for a name. */
  named(words: string): string | undefined {
    return this.ids.get(words.toLowerCase());
  }

  /** The same where there must be one. */
  id(words: string): string {
    const id = this.named(words);
    if (!id) throw new Error(`No body is named ${words}`);
    return id;
  }

  lines(citing: Citing): Line[] {
    return [
      ...this.file.bodies.flatMap((body, index) => bodyLines(body, idAt(index), citing)),
      ...this.variations().flatMap(({ renaming, becomes, bodies }) =>
        becomes === 'alias' ? [] : [this.pair(renaming, becomes, bodies as [string, string], citing)],
      ),
    ];
  }

  /** Every renaming or variant: other names of one body, two that are one, or two that may be. */
  variations(): { renaming: Renaming; becomes: Variation; bodies: string[] }[] {
    return this.file.renamed_or_varying.map((renaming) => {
      const bodies = [...new Set([this.meant(renaming.from), this.meant(renaming.to)])];
      const becomes = bodies.length === 1 ? 'alias' : renaming.note ? 'possiblySame' : 'same';
      return { renaming, becomes, bodies };
    });
  }

  /** The body that words of the list of renamings are about: the one whose names hold most of these words. */
  private meant(words: string): string {
    const [wanted = ''] = words.split('; ');
    const sought = lettersOf(wanted);
    const scores = this.file.bodies.map((body, index) => {
      const names = [body.name, ...body.as_written].map(lettersOf);
      return { id: idAt(index), score: Math.max(...names.map((name) => likeness(name, sought))) };
    });
    return scores.reduce((best, other) => (other.score > best.score ? other : best)).id;
  }

  private pair({ from, to, note }: Renaming, becomes: Variation, ids: [string, string], citing: Citing): Line {
    const sources = ids.flatMap((id) => this.file.bodies[Number(id.slice(2)) - 1]!.appears.slice(0, 1));
    return {
      command: becomes === 'same' ? 'declare-bodies-same' : 'note-bodies-possibly-same',
      record: `bodies/renamed/${from}`,
      fields: {
        bodyId: ids[0],
        ...citing.edited(sources.map(({ source }) => source)),
        otherBodyId: ids[1],
        reason: [`${from}: ${to}`, note].filter(Boolean).join(' · '),
      },
    };
  }
}

/** `B-001`, by its place in the file. */
function idAt(index: number): string {
  return `B-${String(index + 1).padStart(3, '0')}`;
}

/** Under the printed form of its earliest paper; every other form, and a name that is printed nowhere, is an alias. */
function bodyLines(body: Body, id: string, citing: Citing): Line[] {
  const forms = body.as_written.map((name) => ({ name, source: firstOf(body, name) }));
  const first = forms.reduce((one, other) => (dayOf(other.source) < dayOf(one.source) ? other : one));
  const all = [first.source, ...body.appears.map(({ source }) => source).filter((source) => source !== first.source)];
  const alias = (name: string, source: Source, basis: string): Line => ({
    command: 'add-body-alias',
    record: `bodies/${id}/${name}`,
    fields: { bodyId: id, ...citing.said(source), name, basis },
  });
  return [
    {
      command: 'register-body',
      record: `bodies/${id}`,
      fields: {
        bodyId: id,
        ...citing.said(all, undefined, [body.role_in_sources]),
        externalIds: [id],
        named: { name: first.name },
        described: { kind: KINDS[body.type] },
      },
    },
    ...forms.filter((form) => form !== first).map(({ name, source }) => alias(name, source, 'printed')),
    ...(body.as_written.includes(body.name) ? [] : [alias(body.name, first.source, 'inferred')]),
  ];
}

/** The earliest passage in which the body appears by this form, or appears at all. */
function firstOf({ appears }: Body, form: string): Source {
  const sources = appears.map(({ source }) => source);
  const byForm = sources.filter(({ quote }) => plain(quote).includes(plain(form)));
  return (byForm.length > 0 ? byForm : sources).reduce((one, other) => (dayOf(other) < dayOf(one) ? other : one));
}

function dayOf({ file }: Source): string {
  return paperOf(file).reportedOn;
}

function lettersOf(words: string): string[] {
  return words
    .replace(/\((?:19|20|P\d|from|re-)[^)]*\)/g, '')
    .toLowerCase()
    .split(/[^\p{L}]+/u)
    .filter((word) => word !== '');
}

/** Share of the words that two names have in common. */
function likeness(one: readonly string[], other: readonly string[]): number {
  const shared = one.filter((word) => other.includes(word)).length;
  return shared / (one.length + other.length - shared);
}
