import type { Day } from '../../../../src/ledger/dates.js';
import type { HistoryEntry, Statement } from '../../statement.js';
import { deliveryLinks } from '../commitment/delivery.js';
import { addedByEditors } from '../editors.js';
import { externalRecommendations } from '../external/external.assembler.js';
import { compare, type Facts, type ObjectFacts, present, readable } from '../facts.js';
import type { MeetingAnswer } from '../meeting/meeting.answers.js';
import type { MilestoneAnswer } from '../milestone/milestone.answers.js';
import { milestones } from '../milestone/milestone.assembler.js';
import { Names } from '../names.js';
import { provenanceOf } from '../provenance.js';
import { idIn, idsIn, type Named, type PartyAnswer } from '../references.js';
import { actionLines, decisionLines, recommendationLines } from '../register/register.assembler.js';
import type { UpdateAnswer } from '../update/update.answers.js';
import { updates } from '../update/update.assembler.js';
import { wholeWord } from '../words.js';
import type {
  BodyAnswer,
  BodySummary,
  CommitmentOfBody,
  MeetingOfBody,
  Mention,
  PlacementAnswer,
} from './body.answers.js';
import { endOf, identities, isAbout, members, namesOverTime, offices, seats } from './constitution.assembler.js';

/** All bodies of a view, by name. */
export function bodyList(facts: Facts): BodySummary[] {
  return facts
    .all('body')
    .map(summary)
    .filter((body) => body !== undefined)
    .sort((a, b) => compare(a.name, b.name));
}

/** What answers about a body are made of besides the statements of the view; what is left out is not shown. */
export interface BodyContext {
  /** All that was said of the body. */
  history?: readonly HistoryEntry[];
  /** All meetings of the view, the latest first. */
  meetings?: readonly MeetingAnswer[];
  /** What editors said of which bodies are one after the day of the view. */
  later?: readonly Statement[];
}

/** One body, or `undefined` where the view does not hold it. */
export function bodyAnswer(id: string, facts: Facts, on: Day, context: BodyContext = {}): BodyAnswer | undefined {
  const body = facts.object('body', id);
  const known = body && summary(body);
  if (!known) return undefined;
  const { history = [], meetings = [], later = [] } = context;
  const description = body.get('description');
  const names = new Names(facts);
  const all = milestones(facts, names, on);
  return present<BodyAnswer>({
    ...known,
    namesOverTime: namesOverTime(history, on),
    remit: body.value<string | null>('description', 'remit'),
    contract: readable(description?.data.contract),
    describedFrom: description && provenanceOf(description),
    ended: endOf(body, names),
    placements: body.list('placement/*').map((one) => placement(one, names.of(one.data.otherBodyId)!)),
    placedUnder: facts.all('body').flatMap((other) =>
      other
        .list('placement/*')
        .filter(({ data }) => idIn(data.otherBodyId) === id)
        .map((one) => placement(one, names.of(other.id)!)),
    ),
    identities: identities(id, facts, names),
    addedByEditors: addedByEditors(
      later.filter((one) => isAbout(one, id)),
      names,
    ),
    offices: offices(body),
    members: members(body, names),
    memberOf: seats(id, facts, names),
    delivers: deliveryLinks(facts, names).filter((link) => link.body?.id === id),
    leads: commitmentsOf(id, facts, names, ({ data }) => data, 'lead'),
    promisedCommitments: commitmentsOf(id, facts, names, ({ data }) => data.promisedBy, 'identity'),
    promised: all.filter(({ promisedBy }) => promisedBy?.body?.id === id),
    ...atMeetings(id, meetings),
    programmes: programmesOf(id, facts, names),
    ...fromOutside(id, facts, on),
    published: facts
      .all('source')
      .filter((source) => source.get('description')?.data.publisherBodyId === id)
      .map((source) => names.of(source.id)!),
    namedIn: mentions(known, updates(facts, names), all),
  });
}

/** The commitments of which a facet names the body as a party. */
function commitmentsOf(
  id: string,
  facts: Facts,
  names: Names,
  partyIn: (statement: Statement) => unknown,
  facet: string,
): CommitmentOfBody[] {
  return facts.all('commitment').flatMap((commitment) => {
    const statement = commitment.get(facet);
    const party = statement && names.party(partyIn(statement));
    if (!statement || party?.body?.id !== id) return [];
    const answer = { commitment: names.of(commitment.id)!, plan: names.of(commitment.plan), party };
    return [present<CommitmentOfBody>({ ...answer, from: provenanceOf(statement) })];
  });
}

/** What a body does at meetings and after them. */
function atMeetings(id: string, meetings: readonly MeetingAnswer[]) {
  const isIt = (party: PartyAnswer | undefined) => party?.body?.id === id;
  const recommendations = recommendationLines(meetings, {});
  return {
    meets: meetings
      .filter(({ bodies }) => bodies.some((one) => one.id === id))
      .map(({ id: meeting, name, kind, date, state }): MeetingOfBody => ({ id: meeting, name, kind, date, state })),
    decided: decisionLines(meetings, {}).filter(({ decidedBy }) => isIt(decidedBy)),
    asked: recommendations.filter(({ madeBy }) => isIt(madeBy)),
    askedOf: recommendations.filter(({ addressedTo, bodies }) =>
      (addressedTo.length > 0 ? addressedTo : bodies).some((one) => one.id === id),
    ),
    actions: actionLines(meetings, { owner: id }),
  };
}

function programmesOf(id: string, facts: Facts, names: Names): Named[] {
  return facts
    .all('programme')
    .filter((programme) => idsIn(programme.get('identity')?.data.ownerBodyIds).includes(id))
    .map((programme) => names.of(programme.id)!);
}

function fromOutside(id: string, facts: Facts, on: Day) {
  const all = externalRecommendations(facts, on);
  return {
    issued: all.filter(({ issuer }) => issuer.id === id),
    externalRecommendations: all.filter(({ addressedTo }) => addressedTo.some((one) => one.id === id)),
  };
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
  const patterns = names.map((name) => ({ name, pattern: wholeWord(name, 'u') }));
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
