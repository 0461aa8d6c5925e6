import type { Day } from '../../../../src/ledger/dates.js';
import type { Statement } from '../../statement.js';
import type { CitationAnswer } from '../documents.js';
import { type DueAnswer, dueState } from '../due.js';
import { addedByEditors } from '../editors.js';
import { type Facts, type ObjectFacts, partOf, present, readable } from '../facts.js';
import { Names } from '../names.js';
import { provenanceOf } from '../provenance.js';
import { idsIn } from '../references.js';
import { statedDate } from '../stated-date.js';
import {
  EXTERNAL_STATES,
  type ExternalAbout,
  type ExternalCounts,
  type ExternalRecommendationLine,
  type ExternalState,
} from './external.answers.js';

/**
 * The external recommendations of a view, in the order in which they came into the ledger.
 *
 * @param later what editors said of what they are about after the day of the view
 */
export function externalRecommendations(
  facts: Facts,
  on: Day,
  later: readonly Statement[] = [],
): ExternalRecommendationLine[] {
  const names = new Names(facts);
  return facts
    .all('extrec')
    .map((one) =>
      line(
        one,
        names,
        on,
        later.filter(({ stream }) => stream === one.stream),
      ),
    )
    .filter((one) => one !== undefined);
}

export function countsByState(lines: readonly ExternalRecommendationLine[]): ExternalCounts {
  const counts = EXTERNAL_STATES.map((state) => [state, lines.filter((line) => line.state === state).length]);
  return Object.fromEntries(counts) as ExternalCounts;
}

function line(
  one: ObjectFacts,
  names: Names,
  on: Day,
  later: readonly Statement[],
): ExternalRecommendationLine | undefined {
  const registered = one.get('identity');
  if (!registered) return undefined;
  const { data } = registered;
  const said = one.get('state');
  const state = (said?.data.state ?? 'open') as ExternalState;
  const due = data.due as DueAnswer | undefined;
  return present<ExternalRecommendationLine>({
    id: one.id,
    issuer: names.of(data.issuerBodyId)!,
    addressedTo: idsIn(data.addressedTo).map((id) => names.of(id)!),
    reference: data.reference as string | undefined,
    printedNumber: data.printedNumber as string | undefined,
    text: readable(data.text) as string | null,
    issuedOn: statedDate(data.issuedOn ?? { precision: 'notStated' }),
    due,
    state,
    closedOn: said?.data.on as string | undefined,
    confirmedIn: readable(said?.data.confirmedIn) as CitationAnswer | undefined,
    evidence: readable(said?.data.evidence) as unknown[] | undefined,
    ...dueState(due, state === 'open' || state === 'submitted', on),
    about: one.list('link/*/*', 'ExternalRecommendationLinked').map(({ facet }) => aboutOf(facet, names)),
    addedByEditors: addedByEditors(later, names),
    from: provenanceOf(registered),
    stateFrom: said && provenanceOf(said),
  });
}

/** @param facet `link/{kind}/{id}` */
function aboutOf(facet: string, names: Names): ExternalAbout {
  const [kind, id] = [partOf(facet, 1), partOf(facet, 2)];
  return present<ExternalAbout>({ ...names.of(id)!, kind, plan: kind === 'node' ? names.holderOf(id) : undefined });
}
