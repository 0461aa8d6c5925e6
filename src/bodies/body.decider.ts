import { type Finding, type Found, keyPart, refusal, type Situation, warning } from '../ledger/catalogue/catalogue.js';
import type { BodyAliasAddedData, BodyDescribedData, BodyNamedData } from './body.events.js';

export function nameRules({ name }: BodyNamedData, { own, gathered, objectId }: Situation<Found[]>): Finding[] {
  const taken = gathered.some(({ stream }) => stream !== `body-${objectId}`);
  return [
    own.get('name')?.data.name === name && refusal('name', 'The name has not changed'),
    taken && warning('name-in-use', 'name', 'A body with this name exists. Use it or say how this one differs'),
  ];
}

export function aliasRules({ name, from, to }: BodyAliasAddedData, { own }: Situation): Finding[] {
  return [
    !!own.get(`alias/${keyPart(name)}`) && refusal('name', 'This name is already listed'),
    !!from && !!to && to <= from && refusal('to', 'The end date must be after the start date'),
  ];
}

export function descriptionRules({ contract }: BodyDescribedData): Finding[] {
  const reversed = !!contract?.start && !!contract.end && contract.end <= contract.start;
  return [reversed && refusal('contract.end', 'The contract must end after it starts')];
}
