import type { Role } from '../access/roles.js';
import type { EventType, Feature } from '../ledger/catalogue/catalogue.js';
import { commandDto, commandFor, commandType, payloadOf } from '../ledger/catalogue/define.js';
import { type Class, Id } from '../ledger/catalogue/fields.js';
import {
  Closure,
  ExternalRecommendationClosed,
  ExternalRecommendationLinked,
  ExternalRecommendationRegistered,
  ExternalRecommendationReopened,
  ExternalRecommendationReturned,
  ExternalRecommendationSubmitted,
  ExternalRecommendationUnlinked,
  ExternalRecommendationWithdrawn,
  type State,
  StateReason,
  Submission,
} from './external-recommendation.events.js';

const SECRETARY: readonly Role[] = ['board-secretary'];

/** A command whose event says, besides what is sent, which state the recommendation is in from then on. */
function stateCommand<D extends object>(
  act: string,
  summary: string,
  sent: Class<D>,
  event: EventType,
  state: State,
  roles: readonly Role[] = SECRETARY,
) {
  const name = `${act}ExternalRecommendation`;
  class Sent extends (sent as Class<object>) {
    externalRecommendationId!: string;
  }
  Id({ note: 'The external recommendation, by UUID or external id.' })(Sent.prototype, 'externalRecommendationId');
  return commandType({
    name,
    summary,
    dto: commandDto(name, Sent),
    category: 'extrec',
    roles,
    makes: [event],
    objectId: ({ externalRecommendationId }) => externalRecommendationId,
    events: (command) => [{ type: event, data: { ...payloadOf(event, command), state } }],
  });
}

export const externalRecommendations: Feature = {
  events: [
    ExternalRecommendationRegistered,
    ExternalRecommendationSubmitted,
    ExternalRecommendationReturned,
    ExternalRecommendationClosed,
    ExternalRecommendationReopened,
    ExternalRecommendationWithdrawn,
    ExternalRecommendationLinked,
    ExternalRecommendationUnlinked,
  ],
  commands: [
    commandFor(
      'RegisterExternalRecommendation',
      'Record what somebody outside asks of bodies',
      ExternalRecommendationRegistered,
      SECRETARY,
      { creates: true },
    ),
    stateCommand(
      'Submit',
      'Record that a recommendation was sent to its issuer for closure',
      Submission,
      ExternalRecommendationSubmitted,
      'submitted',
      ['board-secretary', 'reporting-officer'],
    ),
    stateCommand(
      'Return',
      'Record that the issuer sent a recommendation back',
      StateReason,
      ExternalRecommendationReturned,
      'open',
    ),
    stateCommand(
      'Close',
      'Record that the issuer closed a recommendation',
      Closure,
      ExternalRecommendationClosed,
      'closed',
    ),
    stateCommand(
      'Reopen',
      'Record that a closed recommendation is open again',
      StateReason,
      ExternalRecommendationReopened,
      'open',
    ),
    stateCommand(
      'Withdraw',
      'Record that the issuer took a recommendation back',
      StateReason,
      ExternalRecommendationWithdrawn,
      'withdrawn',
    ),
    commandFor(
      'LinkExternalRecommendation',
      'Say what a recommendation is about',
      ExternalRecommendationLinked,
      SECRETARY,
    ),
    commandFor(
      'UnlinkExternalRecommendation',
      'Take back that a recommendation is about something',
      ExternalRecommendationUnlinked,
      SECRETARY,
    ),
  ],
};
