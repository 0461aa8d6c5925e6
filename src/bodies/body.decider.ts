import {
  type Finding,
  type Found,
  keyPart,
  type Lookups,
  refusal,
  type Situation,
  warning,
} from '../ledger/catalogue/catalogue.js';
import { splitStream, streamOf } from '../ledger/ids.js';
import type {
  BodiesDeclaredSameData,
  BodiesPossiblySameData,
  BodyAliasAddedData,
  BodyDescribedData,
  BodyEndedData,
  BodyNamedData,
  BodyPlacedUnderData,
  MembershipRecordedData,
  OfficeHolderRecordedData,
  RoleCreatedData,
} from './body.events.js';

/** A span of days, half-open; what is left out is not known. */
interface Span {
  from?: string;
  to?: string;
}

export function nameRules({ name }: BodyNamedData, { own, gathered, objectId }: Situation<Found[]>): Finding[] {
  const taken = gathered.some(({ stream }) => stream !== `body-${objectId}`);
  return [
    own.get('name')?.data.name === name && refusal('name', 'The name has not changed'),
    taken && warning('name-in-use', 'name', 'A body with this name exists. Use it or say how this one differs'),
  ];
}

export function aliasRules(data: BodyAliasAddedData, { own }: Situation): Finding[] {
  const known = !!own.of(`alias/${keyPart(data.name)}`, 'BodyAliasAdded');
  return [known && refusal('name', 'This name is already listed'), ...spanRules(data)];
}

export function descriptionRules({ contract }: BodyDescribedData): Finding[] {
  const reversed = !!contract?.start && !!contract.end && contract.end <= contract.start;
  return [reversed && refusal('contract.end', 'The contract must end after it starts')];
}

/** The bodies that a body is part of, directly or through others, itself included; whatever the date. */
export async function bodiesAbove(bodyId: string, lookups: Lookups): Promise<Set<string>> {
  const above = new Set<string>();
  const open = [bodyId];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (above.has(id)) continue;
    above.add(id);
    const history = await lookups.history(streamOf('body', id));
    for (const { data } of history.at().list('placement/*', 'BodyPlacedUnder'))
      if (data.relation === 'partOf') open.push(data.otherBodyId as string);
  }
  return above;
}

export function placementRules(
  data: BodyPlacedUnderData,
  { gathered: above, objectId }: Situation<ReadonlySet<string>>,
): Finding[] {
  const loop = data.otherBodyId === objectId || (data.relation === 'partOf' && above.has(objectId));
  return [loop && refusal('otherBodyId', 'A body cannot be part of itself'), ...spanRules(data)];
}

export function otherBodyRules({ otherBodyId }: BodiesPossiblySameData, { objectId }: Situation): Finding[] {
  return [otherBodyId === objectId && refusal('otherBodyId', 'Choose two different bodies')];
}

export function sameBodyRules(data: BodiesDeclaredSameData, situation: Situation): Finding[] {
  const { leading, otherBodyId } = data;
  const oneOfTheTwo = leading === undefined || leading === otherBodyId || leading === situation.objectId;
  return [...otherBodyRules(data, situation), !oneOfTheTwo && refusal('leading', 'Choose one of the two')];
}

/** How many commitments are led by the body of this stream. */
export async function commitmentsLedBy(stream: string, lookups: Lookups): Promise<number> {
  const value = splitStream(stream).id;
  return (await lookups.find({ category: 'commitment', facet: 'lead', member: 'bodyId', value })).length;
}

export function endRules(_: BodyEndedData, { gathered: led }: Situation<number>): Finding[] {
  return [led > 0 && warning('still-leads', '', `It still leads ${led} commitments`)];
}

export function roleRules(data: RoleCreatedData, { own }: Situation): Finding[] {
  const taken = own
    .list('role/*', 'RoleCreated', 'RoleRenamed')
    .some(({ data: other }) => other.title === data.title && other.roleId !== data.roleId);
  return [taken && refusal('title', 'This body already has that role'), ...spanRules(data)];
}

export function holderRules(data: OfficeHolderRecordedData, { own, history }: Situation): Finding[] {
  const known = !!history.at().get(`role/${data.roleId}`);
  const together = own
    .list('holder/*')
    .some(
      ({ data: other }) => other.roleId === data.roleId && other.holderId !== data.holderId && overlap(other, data),
    );
  return [
    !known && refusal('roleId', 'The body has no such role', 'unknown-object'),
    together && warning('two-holders', 'roleId', 'Two people hold this role at once'),
    ...spanRules(data),
  ];
}

export function membershipRules(data: MembershipRecordedData, { own }: Situation): Finding[] {
  const listed = own
    .list('member/*')
    .some(
      ({ data: other }) =>
        other.memberId !== data.memberId &&
        other.role === data.role &&
        other.memberBodyId === data.memberBodyId &&
        overlap(other, data),
    );
  return [
    !data.role === !data.memberBodyId && refusal('role', 'Choose an office or a body as the member'),
    listed && refusal('role', 'Already listed'),
    ...spanRules(data),
  ];
}

/** What ends is stated whole once more, with its end. */
export function endedRules(facet: string, field: string, data: Span, { history, target }: Situation): Finding[] {
  const known = !!target || !!history.at().get(facet);
  return [!known && refusal(field, 'The body has nothing of this kind to end', 'unknown-object'), ...spanRules(data)];
}

function spanRules({ from, to }: Span): Finding[] {
  return [!!from && !!to && to <= from && refusal('to', 'The end date must be after the start date')];
}

function overlap(a: Span, b: Span): boolean {
  return (!a.to || !b.from || b.from < a.to) && (!b.to || !a.from || a.from < b.to);
}
