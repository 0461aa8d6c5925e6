import shared from '@eventstore/db-client/generated/shared_pb.js';
import type streams from '@eventstore/db-client/generated/streams_pb.js';
import {
  type Metadata,
  type ServerDuplexStream,
  type ServerReadableStream,
  type ServiceError,
  type sendUnaryData,
  status,
} from '@grpc/grpc-js';
import type { Calls } from './calls.js';
import type { AppendFault, Faults } from './faults.js';
import {
  appendAnswer,
  appendTooLarge,
  batchAnswer,
  batchRefusal,
  nameIn,
  serverError,
  streamIdentifier,
} from './messages.js';
import type { Decision, ExpectedState, ProposedEvent, StoredLog } from './stored-log.js';
import { struck } from './struck.js';

export interface AppendContext {
  log: StoredLog;
  faults: Faults;
  calls: Calls;
  /** Bytes of one append: types twice, data and metadata once. */
  maxAppendSize: number;
  cut(): void;
}

interface Append {
  mode: 'unary' | 'batch';
  stream: string;
  expected: ExpectedState;
  events: ProposedEvent[];
}

/** What an append can be refused by that the client has no error of its own for. */
type Unnamed = Extract<AppendFault, { kind: 'refused' }>['as'];

interface Reply {
  answer(decision: Decision): void;
  refuse(as: Unnamed): void;
  fail(error: ServiceError): void;
}

const CODES: Record<Unnamed, status> = {
  Unknown: status.UNKNOWN,
  AppendRecordSizeExceeded: status.INVALID_ARGUMENT,
};

/** Streams.Append: one append for each call. */
export function appendCall(
  context: AppendContext,
  call: ServerReadableStream<streams.AppendReq, streams.AppendResp>,
  callback: sendUnaryData<streams.AppendResp>,
): void {
  const closed = context.calls.opened('append');
  call.once('cancelled', closed);
  const append: Append = { mode: 'unary', stream: '', expected: 'any', events: [] };
  call.on('data', (request: streams.AppendReq) => {
    const options = request.getOptions();
    if (options) {
      append.stream = nameIn(options.getStreamIdentifier());
      append.expected = expectedIn(options, options.hasRevision() ? options.getRevision() : undefined);
    } else append.events.push(proposedIn(request.getProposedMessage()!));
  });
  const end = (error: ServiceError | null, response?: streams.AppendResp) => {
    closed();
    if (!call.cancelled) callback(error, response);
  };
  call.on('end', async () => {
    // A request that was cut off ends as well, and only then is found to be cancelled: half of it must not be written.
    await new Promise((resolve) => setImmediate(resolve));
    if (call.cancelled) return closed();
    await serve(context, append, call.metadata, {
      answer: (decision) => end(null, appendAnswer(decision, append.expected)),
      refuse: (as) => end(serverError(CODES[as], as)),
      fail: end,
    });
  });
}

/** Streams.BatchAppend: any number of appends through one call that lasts. */
export function batchAppendCall(
  context: AppendContext,
  call: ServerDuplexStream<streams.BatchAppendReq, streams.BatchAppendResp>,
): void {
  call.once('close', context.calls.opened('batch'));
  call.on('end', () => call.end());
  const pending = new Map<string, Append>();
  call.on('data', (request: streams.BatchAppendReq) => {
    const correlation = request.getCorrelationId()!;
    const key = Buffer.from(correlation.serializeBinary()).toString('hex');
    const options = request.getOptions();
    if (options) {
      const stream = nameIn(options.getStreamIdentifier());
      const expected = expectedIn(options, options.hasStreamPosition() ? options.getStreamPosition() : undefined);
      pending.set(key, { mode: 'batch', stream, expected, events: [] });
    }
    const append = pending.get(key);
    append?.events.push(...request.getProposedMessagesList().map(proposedIn));
    if (!append || !request.getIsFinal()) return;
    pending.delete(key);
    const send = (response: streams.BatchAppendResp) => {
      if (call.destroyed || call.writableEnded) return;
      call.write(response.setCorrelationId(correlation).setStreamIdentifier(streamIdentifier(append.stream)));
    };
    void serve(context, append, call.metadata, {
      answer: (decision) => send(batchAnswer(decision, append.expected)),
      refuse: (as) => send(batchRefusal(CODES[as], as, new shared.Unknown())),
      fail: (error) => {
        const refusal = refusalOfOne(error, context.maxAppendSize);
        if (refusal) send(refusal);
        else if (!call.destroyed) call.emit('error', error);
      },
    });
  });
}

async function serve(context: AppendContext, append: Append, metadata: Metadata, reply: Reply): Promise<void> {
  const { log, calls, cut, maxAppendSize } = context;
  const { mode, stream, expected, events } = append;
  const call = calls.receive('append', metadata, { mode, stream, expected, ids: events.map(({ id }) => id) });
  const faults = context.faults.take('append', call);
  const way = { fail: reply.fail, cut };
  if (await struck(faults, 'before', way)) return;
  for (const fault of faults) if (fault.kind === 'refused') return reply.refuse(fault.as);
  if (events.reduce((sum, event) => sum + sizeOf(event), 0) > maxAppendSize)
    return reply.fail(appendTooLarge(maxAppendSize));
  const decision = log.append(stream, expected, events);
  if (await struck(faults, 'after', way)) return;
  reply.answer(decision);
  if (mode === 'batch' && faults.some(({ kind }) => kind === 'repliedTwice')) reply.answer(decision);
}

/** What a batch call answers to one append alone; nothing where the whole call fails with it. */
function refusalOfOne(error: ServiceError, maxAppendSize: number): streams.BatchAppendResp | undefined {
  switch (error.code) {
    case status.PERMISSION_DENIED:
      return batchRefusal(error.code, 'AccessDenied', new shared.AccessDenied());
    case status.ABORTED:
      return batchRefusal(status.DEADLINE_EXCEEDED, 'Timeout', new shared.Timeout());
    case status.INVALID_ARGUMENT:
      return batchRefusal(
        error.code,
        'MaximumAppendSizeExceeded',
        new shared.MaximumAppendSizeExceeded().setMaxappendsize(maxAppendSize),
      );
  }
  return undefined;
}

function expectedIn(
  options: streams.AppendReq.Options | streams.BatchAppendReq.Options,
  revision: string | undefined,
): ExpectedState {
  if (revision !== undefined) return BigInt(revision);
  if (options.hasNoStream()) return 'no_stream';
  return options.hasStreamExists() ? 'stream_exists' : 'any';
}

function proposedIn(
  message: streams.AppendReq.ProposedMessage | streams.BatchAppendReq.ProposedMessage,
): ProposedEvent {
  const properties = message.getMetadataMap();
  return {
    id: message.getId()!.getString(),
    type: properties.get('type')!,
    contentType: properties.get('content-type') as ProposedEvent['contentType'],
    data: message.getData_asU8(),
    metadata: message.getCustomMetadata_asU8(),
  };
}

const sizeOf = ({ type, data, metadata }: ProposedEvent) => type.length * 2 + data.length + metadata.length;
