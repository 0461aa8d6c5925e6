import { type Finding, type Found, type Lookups, refusal, type Situation } from '../ledger/catalogue/catalogue.js';
import { dueRules } from '../ledger/catalogue/due.js';
import { evidenceRules } from '../ledger/catalogue/parts.js';
import { statedDateRules } from '../ledger/catalogue/stated-date.js';
import type { StreamView } from '../ledger/history.js';
import { streamOf } from '../ledger/ids.js';
import type {
  ExternalRecommendationClosedData,
  ExternalRecommendationLinkedData,
  ExternalRecommendationRegisteredData,
  ExternalRecommendationSubmittedData,
  ExternalRecommendationUnlinkedData,
  State,
  StateReason,
} from './external-recommendation.events.js';

/** Recommendations with the same reference, whoever issued them. */
export async function sameReference(
  { reference: value }: ExternalRecommendationRegisteredData,
  lookups: Lookups,
): Promise<Found[]> {
  return value === undefined ? [] : lookups.find({ category: 'extrec', facet: 'identity', member: 'reference', value });
}

/** A reference is the issuer's: another issuer may use the same. */
export function identityRules(
  { issuerBodyId, reference, issuedOn, due }: ExternalRecommendationRegisteredData,
  { gathered, objectId }: Situation<Found[]>,
): Finding[] {
  const listed = gathered.some(
    ({ stream, data }) => stream !== streamOf('extrec', objectId) && data.issuerBodyId === issuerBodyId,
  );
  return [
    listed && refusal('reference', `Reference ${reference} is already listed`),
    ...(issuedOn ? statedDateRules(issuedOn, 'issuedOn') : []),
    ...(due ? dueRules(due, 'due') : []),
  ];
}

export function submissionRules(data: ExternalRecommendationSubmittedData, { own }: Situation): Finding[] {
  return [
    stateIn(own) !== 'open' && refusal('state', 'Only an open recommendation can be submitted for closure'),
    ...evidenceRules(data),
  ];
}

export function returnRules(_: StateReason, { own }: Situation): Finding[] {
  return [notSubmitted(own)];
}

/** The document that is said to be the issuer's: by whom it was published, as far as is known. */
export async function gatherConfirmation(sourceId: string, lookups: Lookups): Promise<string | undefined> {
  const document = (await lookups.history(streamOf('source', sourceId))).at().get('description');
  return document?.data.publisherBodyId as string | undefined;
}

export function closureRules(
  { on }: ExternalRecommendationClosedData,
  { own, history, reportedOn, gathered: publisher }: Situation<string | undefined>,
): Finding[] {
  const issuer = history.at().get('identity')?.data.issuerBodyId;
  return [
    notSubmitted(own),
    (publisher === undefined || publisher !== issuer) && refusal('confirmedIn', 'Closure must cite the issuer'),
    !!on && !!reportedOn && on > reportedOn && refusal('on', 'The date it was closed must be in the past'),
  ];
}

export function reopeningRules(_: StateReason, { own }: Situation): Finding[] {
  const state = stateIn(own);
  if (state === 'open') return [refusal('state', 'It is already open')];
  return [state !== 'closed' && refusal('state', 'Only a closed recommendation can be opened again')];
}

export function withdrawalRules(_: StateReason, { own }: Situation): Finding[] {
  return [stateIn(own) === 'withdrawn' && refusal('state', 'It is already withdrawn')];
}

export function linkRules(
  { kind, targetId }: ExternalRecommendationLinkedData,
  { own, gathered: held }: Situation<boolean>,
): Finding[] {
  return [
    !held && refusal('targetId', 'Choose something in the ledger', 'unknown-object'),
    isLinked(kind, targetId, own) && refusal('targetId', 'Already linked'),
  ];
}

export function unlinkRules({ kind, targetId }: ExternalRecommendationUnlinkedData, { own }: Situation): Finding[] {
  return [!isLinked(kind, targetId, own) && refusal('targetId', 'It is not linked')];
}

function isLinked(kind: string, targetId: string, own: StreamView): boolean {
  return !!own.of(`link/${kind}/${targetId}`, 'ExternalRecommendationLinked');
}

function notSubmitted(own: StreamView): Finding {
  return stateIn(own) !== 'submitted' && refusal('state', 'It has not been submitted for closure');
}

/** Open until something else was said. */
function stateIn(own: StreamView): State {
  return (own.get('state')?.data.state as State | undefined) ?? 'open';
}
