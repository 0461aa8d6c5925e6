import type { Feature } from '../ledger/catalogue/catalogue.js';
import { commandDto, commandFor, commandType } from '../ledger/catalogue/define.js';
import { Id, Part } from '../ledger/catalogue/fields.js';
import {
  BodyAliasAdded,
  BodyDescribed,
  BodyDescribedData,
  BodyNamed,
  BodyNamedData,
  BodyRegistered,
  BodyRegisteredData,
} from './body.events.js';

/** A body is registered with its name and kind: one append of three facts. */
class NewBody extends BodyRegisteredData {
  @Id({ note: 'UUID or external id of the new body.' }) bodyId!: string;
  @Part(() => BodyNamedData, { missing: "Enter the body's name and kind" }) named!: BodyNamedData;
  @Part(() => BodyDescribedData, { missing: "Enter the body's name and kind" }) described!: BodyDescribedData;
}

const RegisterBodyDto = commandDto('RegisterBody', NewBody);

const RegisterBody = commandType({
  name: 'RegisterBody',
  summary: 'Register a body with its name and kind',
  dto: RegisterBodyDto,
  category: 'body',
  roles: ['policy-officer'],
  makes: [BodyRegistered, BodyNamed, BodyDescribed],
  creates: true,
  objectId: ({ bodyId }) => bodyId,
  events: ({ externalIds, named, described }) => [
    { type: BodyRegistered, data: { externalIds } },
    { type: BodyNamed, data: named },
    { type: BodyDescribed, data: described },
  ],
});

export const bodies: Feature = {
  events: [BodyRegistered, BodyNamed, BodyAliasAdded, BodyDescribed],
  commands: [
    RegisterBody,
    commandFor('RenameBody', 'Record a body under a new name', BodyNamed, ['policy-officer']),
    commandFor('AddBodyAlias', 'Record another name of a body', BodyAliasAdded, ['policy-officer']),
    commandFor('DescribeBody', 'Say what kind of body this is and what it does', BodyDescribed, ['policy-officer']),
  ],
};
