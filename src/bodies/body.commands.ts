import type { EventType, Feature } from '../ledger/catalogue/catalogue.js';
import { commandDto, commandFor, commandType } from '../ledger/catalogue/define.js';
import { Id, Part } from '../ledger/catalogue/fields.js';
import {
  BodiesDeclaredDifferent,
  BodiesDeclaredSame,
  BodiesPossiblySame,
  BodyAliasAdded,
  BodyAliasRetired,
  BodyDescribed,
  BodyDescribedData,
  BodyEnded,
  BodyNamed,
  BodyNamedData,
  BodyPlacedUnder,
  BodyPlacementEnded,
  BodyRegistered,
  BodyRegisteredData,
  BodyRenamed,
  MembershipEnded,
  MembershipRecorded,
  OfficeHolderEnded,
  OfficeHolderRecorded,
  RoleCreated,
  RoleEnded,
  RoleRenamed,
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

const officer = (name: string, summary: string, event: EventType) =>
  commandFor(name, summary, event, ['policy-officer']);

export const bodies: Feature = {
  events: [
    BodyRegistered,
    BodyNamed,
    BodyRenamed,
    BodyAliasAdded,
    BodyAliasRetired,
    BodyDescribed,
    BodyPlacedUnder,
    BodyPlacementEnded,
    BodiesPossiblySame,
    BodiesDeclaredSame,
    BodiesDeclaredDifferent,
    BodyEnded,
    RoleCreated,
    RoleRenamed,
    RoleEnded,
    OfficeHolderRecorded,
    OfficeHolderEnded,
    MembershipRecorded,
    MembershipEnded,
  ],
  commands: [
    RegisterBody,
    officer('RenameBody', 'Record a body under a new name', BodyRenamed),
    officer('AddBodyAlias', 'Record another name of a body', BodyAliasAdded),
    officer('RetireBodyAlias', 'Record that a name is used no more', BodyAliasRetired),
    officer('DescribeBody', 'Say what kind of body this is and what it does', BodyDescribed),
    officer('PlaceBodyUnder', 'Say which body it is part of, reports to or oversees', BodyPlacedUnder),
    officer('EndBodyPlacement', 'End such a relation', BodyPlacementEnded),
    officer('NoteBodiesPossiblySame', 'Note that two bodies may be one', BodiesPossiblySame),
    officer('DeclareBodiesSame', 'Declare that two bodies are one', BodiesDeclaredSame),
    officer('DeclareBodiesDifferent', 'Declare that two bodies are not one', BodiesDeclaredDifferent),
    officer('EndBody', 'Record that a body has ended', BodyEnded),
    officer('CreateRole', 'Record an office inside a body', RoleCreated),
    officer('RenameRole', 'Record an office under a new title', RoleRenamed),
    officer('EndRole', 'Record that an office has ended', RoleEnded),
    officer('RecordOfficeHolder', 'Record who holds an office', OfficeHolderRecorded),
    officer('EndOfficeHolder', 'Record that a term of office has ended', OfficeHolderEnded),
    officer('RecordMembership', 'Record a member of a board, by office or body', MembershipRecorded),
    officer('EndMembership', 'Record that a membership has ended', MembershipEnded),
  ],
};
