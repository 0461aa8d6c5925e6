import type { Day } from '../../../../src/ledger/dates.js';
import type { HistoryEntry, Statement } from '../../statement.js';
import { type Facts, type ObjectFacts, partOf, present } from '../facts.js';
import type { Names } from '../names.js';
import { provenanceOf, provenanceOfEntry } from '../provenance.js';
import { idIn, idsIn } from '../references.js';
import { notChangedSince, slotsOf } from '../slots.js';
import type {
  BodyEndAnswer,
  IdentityAnswer,
  MembershipAnswer,
  NameAnswer,
  OfficeAnswer,
  TermAnswer,
} from './constitution.answers.js';

/** What a body was called, in the order in which it was reported by a day. What was restated or taken back was no name. */
export function namesOverTime(history: readonly HistoryEntry[], by: Day): NameAnswer[] {
  const named = slotsOf(history, by).filter(({ original }) => original.facet === 'name');
  return notChangedSince(named).map(({ original, text }) =>
    present<NameAnswer>({
      name: String(text.data.name),
      formerName: text.data.formerName as string | undefined,
      since: text.data.when as string | undefined,
      from: provenanceOfEntry(text, original.reportedOn),
    }),
  );
}

/** The offices of a body with the times for which they were held. */
export function offices(body: ObjectFacts): OfficeAnswer[] {
  const terms = body.list('holder/*');
  return body.list('role/*').map((office) => {
    const id = partOf(office.facet, 1);
    return {
      id,
      title: String(office.data.title),
      ...span(office),
      terms: terms
        .filter(({ data }) => data.roleId === id)
        .map((term) => present<TermAnswer>({ ...span(term), from: provenanceOf(term) })),
      from: provenanceOf(office),
    };
  });
}

/** Who sits on the board that a body is. */
export function members(board: ObjectFacts, names: Names): MembershipAnswer[] {
  return board.list('member/*').map((seat) => membership(seat, names));
}

/** The boards on which a body, or an office of it, has a seat. */
export function seats(id: string, facts: Facts, names: Names): MembershipAnswer[] {
  return facts
    .all('body')
    .flatMap((board) => board.list('member/*'))
    .map((seat) => membership(seat, names))
    .filter(({ body }) => body.id === id);
}

function membership(seat: Statement, names: Names): MembershipAnswer {
  const { memberBodyId, role, capacity } = seat.data as { memberBodyId?: string; role?: string; capacity: string };
  const [stream] = (role ?? '').split('/');
  return present<MembershipAnswer>({
    id: partOf(seat.facet, 1),
    board: names.of(seat.objectId)!,
    body: names.of(memberBodyId ?? stream)!,
    office: names.of(role),
    capacity,
    ...span(seat),
    from: provenanceOf(seat),
  });
}

/** What is said of two bodies, by the kind of statement that says so. */
const IDENTITIES: Record<string, IdentityAnswer['state']> = {
  BodiesPossiblySame: 'possiblySame',
  BodiesDeclaredSame: 'same',
  BodiesDeclaredDifferent: 'different',
};

/** What is said of a body and others, whichever of the two it was said of. */
export function identities(id: string, facts: Facts, names: Names): IdentityAnswer[] {
  return facts
    .all('body')
    .flatMap((body) => body.list('same-as/*'))
    .filter((said) => isAbout(said, id))
    .map((said) =>
      present<IdentityAnswer>({
        other: names.of(said.objectId === id ? said.data.otherBodyId : said.objectId)!,
        state: IDENTITIES[said.kind]!,
        leading: names.of(said.data.leading),
        from: provenanceOf(said),
      }),
    );
}

/** Whether a statement about two bodies is about this one. */
export function isAbout({ objectId, data }: Statement, id: string): boolean {
  return objectId === id || idIn(data.otherBodyId) === id;
}

export function endOf(body: ObjectFacts, names: Names): BodyEndAnswer | undefined {
  const end = body.get('end');
  return (
    end && {
      on: String(end.data.on),
      successors: idsIn(end.data.successors).map((id) => names.of(id)!),
      from: provenanceOf(end),
    }
  );
}

function span({ data: { from, to } }: Statement): { since?: string; until?: string } {
  return present({ since: from as string | undefined, until: to as string | undefined });
}
