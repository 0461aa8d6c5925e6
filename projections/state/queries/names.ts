import type { JsonObject } from '../../../src/integrity/canonical-json.js';
import { printedDay } from '../../../src/ledger/dates.js';
import { type Facts, type ObjectFacts, partOf, present, readable } from './facts.js';
import { nameOfMeeting } from './meeting/named.js';
import { externalIdsOf, idIn, idsIn, type Named, type PartyAnswer, uuidsIn } from './references.js';
import { wholeWord } from './words.js';

/** The names that things have in a view: objects, and their parts that have ids of their own. */
export class Names {
  private readonly names = new Map<string, string>();
  /** Of a part that has a name, the object that it is a part of. */
  private readonly holders = new Map<string, string>();

  constructor(facts: Facts) {
    for (const [category, nameOf] of Object.entries(OBJECTS))
      for (const object of facts.all(category)) this.note(object.id, nameOf(object, this));
    for (const [category, facets] of Object.entries(PARTS))
      for (const object of facts.all(category))
        for (const [facet, nameOf] of Object.entries(facets))
          for (const part of object.list(facet)) {
            this.note(partOf(part.facet, 1), nameOf(part.data, this));
            this.holders.set(partOf(part.facet, 1), object.id);
          }
    // Last, because they are called by what they are about, which may be a part of a plan.
    for (const update of facts.all('update')) this.note(update.id, nameOfUpdate(update, this));
  }

  of(reference: unknown): Named | undefined {
    const id = idIn(reference);
    if (id === undefined) return undefined;
    const name = this.names.get(id);
    return name === undefined ? { id } : { id, name };
  }

  /** What something is a part of, such as the plan of a theme. */
  holderOf(id: string): Named | undefined {
    return this.of(this.holders.get(id));
  }

  /** Whatever has a name among all that a value points at, at any depth. */
  among(value: unknown): Named[] {
    return uuidsIn(value)
      .filter((id) => this.names.has(id))
      .map((id) => this.of(id)!);
  }

  /** What names nobody, and does not say that nobody is named, is no party. */
  party(value: unknown): PartyAnswer | undefined {
    const { bodyId, roleId, role, basis } = (readable(value) ?? {}) as Partial<Record<string, string>>;
    if (!bodyId && !roleId && !role && basis === undefined) return undefined;
    const body = this.of(bodyId);
    const office = role ?? this.of(roleId)?.name;
    const party = present({ body, role: office, basis: basis ?? 'named' });
    return { ...party, display: inWords(party) };
  }

  private note(id: string, name: unknown): void {
    if (typeof name === 'string') this.names.set(id, name);
  }
}

/** Of each category what its objects are called, in the order in which names are made of others. */
const OBJECTS: Readonly<Record<string, (object: ObjectFacts, names: Names) => unknown>> = {
  body: (body) => body.value('name', 'name'),
  plan: (plan) => plan.value('description', 'title'),
  commitment: (commitment) => externalIdsOf(commitment)[0],
  metric: (metric) => metric.value('definition', 'name'),
  milestone: (milestone) => milestone.value('promise', 'what'),
  source: (source) => source.value('description', 'title'),
  report: (report) => report.list('publication/*').at(-1)?.data.title,
  meeting: nameOfMeeting,
  programme: (programme) => programme.value('identity', 'title'),
  extrec: (one) => one.value('identity', 'reference') ?? one.value('identity', 'text'),
};

/** What it is about and when it was said, such as "Update on P-1 and 2 more, 4 August 2022". */
function nameOfUpdate(update: ObjectFacts, names: Names): string | undefined {
  const targeted = update.get('targets');
  if (!targeted) return undefined;
  const targets = idsIn(targeted.data.targets);
  const first = targets.map((id) => names.of(id)?.name).find((name) => name !== undefined);
  const others = targets.length - (first === undefined ? 0 : 1);
  const { reportedOn } = update.get('content') ?? targeted;
  return `Update on ${[first, others > 0 && `${others} more`].filter(Boolean).join(' and ')}, ${printedDay(reportedOn)}`;
}

/** The same of their parts, by facet; the second part of it is their id. What was erased is no name. */
const PARTS: Readonly<Record<string, Readonly<Record<string, (data: JsonObject, names: Names) => unknown>>>> = {
  body: { 'role/*': ({ title }) => title },
  plan: {
    'node/*/title': ({ title }) => title,
    'outcome/*': ({ text }) => text,
    'indicator/*': ({ label }) => label,
    'tag-scheme/*': ({ label }) => label,
    'tag/*': ({ label }) => label,
    'variation/*': ({ summary }) => summary,
    'delivery/*': ({ bodyId, words, printed }, names) => names.of(bodyId)?.name ?? words ?? printed,
  },
  meeting: {
    'item/*': ({ number, title }) => title && `${number}. ${title}`,
    'recommendation/*': ({ text }) => text,
    'decision/*': ({ text }) => text,
    'action/*': ({ text }) => text,
    'paper/*': ({ sourceId, reportId }, names) => names.of(sourceId ?? reportId)?.name,
  },
  programme: { 'item/*': ({ title }) => title },
};

/** The office and its body, which is left out where the office's words name it already. */
function inWords({ body, role, basis }: Omit<PartyAnswer, 'display'>): string {
  const isSaid = role && body?.name && wholeWord(body.name, 'iu').test(role);
  const named = [role, body && !isSaid && (body.name ?? 'a body without a name')].filter(Boolean).join(', ');
  if (!named) return 'The paper does not say who';
  return basis === 'inferred' ? `${named} (inferred)` : named;
}
