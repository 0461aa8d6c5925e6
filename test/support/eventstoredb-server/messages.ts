import shared from '@eventstore/db-client/generated/shared_pb.js';
import rpc from '@eventstore/db-client/generated/status_pb.js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import { Metadata, type ServiceError, status } from '@grpc/grpc-js';
import any from 'google-protobuf/google/protobuf/any_pb.js';
import empty from 'google-protobuf/google/protobuf/empty_pb.js';
import type { Decision, ExpectedState, Position, StoredEvent } from './stored-log.js';

/** The bytes of a message, packed for a status; typed by name as the protocol has it. */
function packed(name: string, message: { serializeBinary(): Uint8Array }): InstanceType<typeof any.Any> {
  const details = new any.Any();
  details.pack(message.serializeBinary(), `event_store.client.${name}`);
  return details;
}

export const streamIdentifier = (name: string) => new shared.StreamIdentifier().setStreamName(Buffer.from(name));

/** The name in an identifier of the protocol. */
export const nameIn = (identifier: InstanceType<typeof shared.StreamIdentifier> | undefined): string =>
  Buffer.from(identifier!.getStreamName_asU8()).toString();

/** An error as the server names it: a gRPC status, and in its trailers which of the server's own errors it is. */
export function serverError(
  code: status,
  message: string,
  exception?: string,
  more: Record<string, string> = {},
): ServiceError {
  const metadata = new Metadata();
  for (const [name, value] of Object.entries({ ...(exception ? { exception } : {}), ...more }))
    metadata.set(name, value);
  return Object.assign(new Error(message), { code, details: message, metadata });
}

export const accessDenied = () => serverError(status.PERMISSION_DENIED, 'Access Denied', 'access-denied');

export const notLeader = (host: string, port: number) =>
  serverError(status.NOT_FOUND, 'Leader info available', 'not-leader', {
    'leader-endpoint-host': host,
    'leader-endpoint-port': String(port),
  });

export const appendTooLarge = (limit: number) =>
  serverError(status.INVALID_ARGUMENT, `Maximum Append Size of ${limit} Exceeded.`, 'maximum-append-size-exceeded', {
    'maximum-append-size': String(limit),
  });

export function eventMessage(event: StoredEvent): InstanceType<typeof streams.ReadResp> {
  const { id, stream, revision, position, type, contentType, created, data, metadata } = event;
  const recorded = new streams.ReadResp.ReadEvent.RecordedEvent()
    .setId(new shared.UUID().setString(id))
    .setStreamIdentifier(streamIdentifier(stream))
    .setStreamRevision(String(revision))
    .setCommitPosition(String(position.commit))
    .setPreparePosition(String(position.prepare))
    .setData(data)
    .setCustomMetadata(metadata);
  const properties = recorded.getMetadataMap();
  properties.set('type', type).set('content-type', contentType);
  if (created !== null) properties.set('created', String(created));
  const read = new streams.ReadResp.ReadEvent().setEvent(recorded).setCommitPosition(String(position.commit));
  return new streams.ReadResp().setEvent(read);
}

export const confirmation = (id: string) =>
  new streams.ReadResp().setConfirmation(new streams.ReadResp.SubscriptionConfirmation().setSubscriptionId(id));

export const checkpoint = ({ commit, prepare }: Position) =>
  new streams.ReadResp().setCheckpoint(
    new streams.ReadResp.Checkpoint().setCommitPosition(String(commit)).setPreparePosition(String(prepare)),
  );

export const caughtUp = () => new streams.ReadResp().setCaughtUp(new streams.ReadResp.CaughtUp());

export const streamNotFound = (name: string) =>
  new streams.ReadResp().setStreamNotFound(
    new streams.ReadResp.StreamNotFound().setStreamIdentifier(streamIdentifier(name)),
  );

/** The answer to a unary append. */
export function appendAnswer(decision: Decision, expected: ExpectedState): InstanceType<typeof streams.AppendResp> {
  if (decision.is !== 'wrong') {
    const { commit, prepare } = decision.position;
    const position = new streams.AppendResp.Position()
      .setCommitPosition(String(commit))
      .setPreparePosition(String(prepare));
    return new streams.AppendResp().setSuccess(
      new streams.AppendResp.Success().setCurrentRevision(String(decision.revision)).setPosition(position),
    );
  }
  const wrong = new streams.AppendResp.WrongExpectedVersion();
  if (decision.current < 0) wrong.setCurrentNoStream(new shared.Empty());
  else wrong.setCurrentRevision(String(decision.current));
  if (expected === 'any') wrong.setExpectedAny(new shared.Empty());
  else if (expected === 'stream_exists') wrong.setExpectedStreamExists(new shared.Empty());
  else if (expected === 'no_stream') wrong.setExpectedNoStream(new shared.Empty());
  else wrong.setExpectedRevision(String(expected));
  return new streams.AppendResp().setWrongExpectedVersion(wrong);
}

/** The answer to one append of a batch call, without its correlation id. */
export function batchAnswer(decision: Decision, expected: ExpectedState): InstanceType<typeof streams.BatchAppendResp> {
  if (decision.is !== 'wrong') {
    const { commit, prepare } = decision.position;
    const position = new shared.AllStreamPosition()
      .setCommitPosition(String(commit))
      .setPreparePosition(String(prepare));
    return new streams.BatchAppendResp().setSuccess(
      new streams.BatchAppendResp.Success().setCurrentRevision(String(decision.revision)).setPosition(position),
    );
  }
  const wrong = new shared.WrongExpectedVersion();
  if (decision.current < 0) wrong.setCurrentNoStream(new empty.Empty());
  else wrong.setCurrentStreamRevision(String(decision.current));
  if (expected === 'any') wrong.setExpectedAny(new empty.Empty());
  else if (expected === 'stream_exists') wrong.setExpectedStreamExists(new empty.Empty());
  else if (expected === 'no_stream') wrong.setExpectedNoStream(new empty.Empty());
  else wrong.setExpectedStreamPosition(String(expected));
  return batchRefusal(status.ALREADY_EXISTS, 'WrongExpectedVersion', wrong);
}

/** A refusal of one append of a batch call, without its correlation id. */
export function batchRefusal(
  code: status,
  name:
    | 'WrongExpectedVersion'
    | 'AccessDenied'
    | 'Timeout'
    | 'MaximumAppendSizeExceeded'
    | 'AppendRecordSizeExceeded'
    | 'Unknown',
  message: { serializeBinary(): Uint8Array },
): InstanceType<typeof streams.BatchAppendResp> {
  const error = new rpc.Status().setMessage(name).setDetails(packed(name, message));
  error.setCode(code as number);
  return new streams.BatchAppendResp().setError(error);
}
