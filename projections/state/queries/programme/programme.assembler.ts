import type { Statement } from '../../statement.js';
import { compare, type Facts, type ObjectFacts, partOf, present } from '../facts.js';
import { Names } from '../names.js';
import { provenanceOf } from '../provenance.js';
import { idsIn } from '../references.js';
import { statedDate } from '../stated-date.js';
import type { ProgrammeAnswer, ProgrammeItemAnswer } from './programme.answers.js';

/** What became of a subject, by the kind of statement that says so. */
const STATES: Record<string, ProgrammeItemAnswer['state']> = {
  ProgrammeItemDelivered: 'delivered',
  ProgrammeItemDropped: 'dropped',
};

/**
 * The work programmes of a view, the latest agreed first.
 *
 * @param moves how often subjects were moved, by `stream/facet` of their meetings; those that never were are left out
 */
export function programmes(facts: Facts, moves: ReadonlyMap<string, number> = new Map()): ProgrammeAnswer[] {
  const names = new Names(facts);
  return facts
    .all('programme')
    .map((programme) => programmeAnswer(programme, facts, names, moves))
    .filter((programme) => programme !== undefined)
    .sort((a, b) => compare(b.from.reportedOn, a.from.reportedOn) || b.from.index - a.from.index);
}

function programmeAnswer(
  programme: ObjectFacts,
  facts: Facts,
  names: Names,
  moves: ReadonlyMap<string, number>,
): ProgrammeAnswer | undefined {
  const agreed = programme.get('identity');
  if (!agreed) return undefined;
  const { title, year, contentsHeld, ownerBodyIds, decision } = agreed.data;
  return present<ProgrammeAnswer>({
    id: programme.id,
    title: String(title),
    owners: idsIn(ownerBodyIds).map((id) => names.of(id)!),
    year: String(year),
    decision: names.of(decision),
    contentsHeld: contentsHeld === true,
    items: programme.list('item/*').map((item) => itemAnswer(item, programme, facts, names, moves)),
    broughtTo: programme.list('brought/*').map(({ facet }) => names.of(partOf(facet, 1))!),
    notStated: contentsHeld === true ? [] : ['The papers held do not say what is in it'],
    from: provenanceOf(agreed),
  });
}

function itemAnswer(
  item: Statement,
  programme: ObjectFacts,
  facts: Facts,
  names: Names,
  moves: ReadonlyMap<string, number>,
): ProgrammeItemAnswer {
  const { facet, data } = item;
  const planned = programme.get(`${facet}/meeting`);
  const ended = programme.get(`${facet}/state`);
  const at = (ended?.data.meetingId ?? planned?.data.meetingId) as string | undefined;
  const occasion = facts.object('meeting', at)?.get('occasion');
  return present<ProgrammeItemAnswer>({
    id: partOf(facet, 1),
    title: String(data.title),
    kind: String(data.kind),
    about: idsIn(data.links).map((id) => names.of(id)!),
    meeting: names.of(at),
    date: occasion && statedDate(occasion.data.date),
    state: ended ? STATES[ended.kind]! : 'planned',
    moves: moves.get(`${programme.stream}/${facet}/meeting`) ?? 0,
    paper: names.of(ended?.data.paper),
    from: provenanceOf(item),
    meetingFrom: planned && provenanceOf(planned),
    stateFrom: ended && provenanceOf(ended),
  });
}
