import type { Day } from '../../../../src/ledger/dates.js';
import type { Statement } from '../../statement.js';
import { deliveryLinks } from '../commitment.assembler.js';
import { compare, type Facts, type ObjectFacts, present, readable } from '../facts.js';
import type { MilestoneAnswer } from '../milestone.answers.js';
import { milestones } from '../milestone.assembler.js';
import { provenanceOf } from '../provenance.js';
import { idIn, type Named, Names } from '../references.js';
import type { UpdateAnswer } from '../update.answers.js';
import { updates } from '../update.assembler.js';
import type { BodyAnswer, BodySummary, Mention, PlacementAnswer } from './body.answers.js';

/** All bodies of a view, by name. */
export function bodyList(facts: Facts): BodySummary[] {
  return facts
    .all('body')
    .map(summary)
    .filter((body) => body !== undefined)
    .sort((a, b) => compare(a.name, b.name));
}

/** One body, or `undefined` where the view does not hold it. */
export function bodyAnswer(id: string, facts: Facts, on: Day): BodyAnswer | undefined {
  const body = facts.object('body', id);
  const known = body && summary(body);
  if (!known) return undefined;
  const description = body.get('description');
  const names = new Names(facts);
  const all = milestones(facts, names, on);
  return present<BodyAnswer>({
    ...known,
    remit: body.value<string | null>('description', 'remit'),
    contract: readable(description?.data.contract),
    describedFrom: description && provenanceOf(description),
    placements: body.list('placement/*').map((one) => placement(one, names.of(one.data.otherBodyId)!)),
    placedUnder: facts.all('body').flatMap((other) =>
      other
        .list('placement/*')
        .filter(({ data }) => idIn(data.otherBodyId) === id)
        .map((one) => placement(one, names.of(other.id)!)),
    ),
    delivers: deliveryLinks(facts, names).filter((link) => link.body?.id === id),
    promised: all.filter(({ promisedBy }) => promisedBy?.body?.id === id),
    namedIn: mentions(known, updates(facts, names), all),
  });
}

/** Whether an update is about what a body delivers, or has its name in it. */
export function concerns(update: UpdateAnswer, body: BodyAnswer): boolean {
  const delivered = new Set(body.delivers.flatMap(({ targets }) => targets.map(({ id }) => id)));
  return update.targets.some(({ id }) => delivered.has(id)) || body.namedIn.some(({ id }) => id === update.id);
}

function placement(statement: Statement, other: Named): PlacementAnswer {
  const { relation, basis, from, to } = statement.data;
  return present<PlacementAnswer>({
    relation: String(relation),
    other,
    basis: String(basis),
    since: from as string | undefined,
    until: to as string | undefined,
    from: provenanceOf(statement),
  });
}

function summary(body: ObjectFacts): BodySummary | undefined {
  const named = body.get('name');
  if (!named) return undefined;
  return present<BodySummary>({
    id: body.id,
    externalIds: body.value<string[]>('identity', 'externalIds') ?? [],
    name: String(named.data.name),
    kind: body.value('description', 'kind'),
    aliases: body.list('alias/*').map((statement) =>
      present({
        name: String(statement.data.name),
        basis: String(statement.data.basis),
        since: statement.data.from as string | undefined,
        until: statement.data.to as string | undefined,
        from: provenanceOf(statement),
      }),
    ),
    from: provenanceOf(named),
  });
}

/** Passages in which a name stands as a word of its own; of several names in one passage, the longest. */
function mentions(body: BodySummary, all: readonly UpdateAnswer[], promised: readonly MilestoneAnswer[]): Mention[] {
  const names = [body.name, ...body.aliases.map(({ name }) => name)].sort((a, b) => b.length - a.length);
  const patterns = names.map((name) => ({ name, pattern: wholeWord(name) }));
  const nameIn = (text: string | null) => patterns.find(({ pattern }) => text !== null && pattern.test(text))?.name;
  const inUpdates = all.flatMap(({ id, blocks, targets, from }) =>
    blocks.flatMap(({ text }): Mention[] => {
      const name = nameIn(text);
      return name === undefined ? [] : [{ category: 'update', id, name, about: targets, text: text!, from }];
    }),
  );
  const inMilestones = promised.flatMap(({ id, what, attachedTo, from }): Mention[] => {
    const name = nameIn(what);
    return name === undefined ? [] : [{ category: 'milestone', id, name, about: attachedTo, text: what!, from }];
  });
  return [...inUpdates, ...inMilestones];
}

/** Upper and lower case count: an abbreviation such as IT must not be found in every "it". */
function wholeWord(name: string): RegExp {
  const literal = name.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`(?<![\\p{L}\\p{N}])${literal}(?![\\p{L}\\p{N}])`, 'u');
}
