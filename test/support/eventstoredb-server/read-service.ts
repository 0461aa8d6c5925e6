import { randomUUID } from 'node:crypto';
import { status } from '@grpc/grpc-js';
import type { Calls } from './calls.js';
import type { Faults, Method } from './faults.js';
import { caughtUp, checkpoint, confirmation, serverError, streamNotFound } from './messages.js';
import { type ReadCall, ReadOutput } from './read-output.js';
import { parseRead, type ReadRequest } from './read-request.js';
import { isBehind, type Position, type StoredEvent, type StoredLog } from './stored-log.js';

export interface ReadContext {
  log: StoredLog;
  faults: Faults;
  calls: Calls;
  cut(): void;
}

/** Streams.Read: a stream or all events, to their end or without one. */
export async function readCall(context: ReadContext, call: ReadCall): Promise<void> {
  const request = parseRead(call.request);
  const method: Method = request.isSubscription ? 'subscribe' : request.stream === undefined ? 'readAll' : 'readStream';
  call.once('close', context.calls.opened(method));
  const received = context.calls.receive(
    method,
    call.metadata,
    request.stream === undefined ? {} : { stream: request.stream },
  );
  const output = new ReadOutput(call, context.faults.take(method, received), context.cut, context.calls);
  if (await output.isStruckAtOnce()) return;
  if (request.isSubscription && request.stream !== undefined)
    return output.fail(serverError(status.UNIMPLEMENTED, 'The ledger subscribes to all events alone'));
  if (request.isSubscription) return subscribe(context.log, request, output);
  if (request.stream !== undefined && context.log.stream(request.stream).length === 0)
    await output.send(streamNotFound(request.stream));
  else for (const event of wanted(context.log, request)) if (!(await output.event(event))) return;
  output.end();
}

/** The events of a read that ends, in its direction. */
function* wanted(log: StoredLog, { stream, from, backwards, count, matches }: ReadRequest): Iterable<StoredEvent> {
  const events = stream === undefined ? log.events : log.stream(stream);
  let left = count;
  const step = backwards ? -1 : 1;
  for (let i = startOf(events, from, log, backwards); left > 0 && i >= 0 && i < events.length; i += step) {
    if (!matches(events[i]!)) continue;
    left -= 1;
    yield events[i]!;
  }
}

function startOf(
  events: readonly StoredEvent[],
  from: ReadRequest['from'],
  log: StoredLog,
  backwards: boolean,
): number {
  if (from === 'start') return 0;
  if (from === 'end') return events.length - (backwards ? 1 : 0);
  if (typeof from === 'number') return backwards ? Math.min(from, events.length - 1) : from;
  // a position is a place between events: forwards its own event comes first, backwards the one before
  const own = log.indexAfter({ commit: from.commit, prepare: from.prepare - 1n });
  return backwards ? own - 1 : own;
}

/** What was recorded behind a position, then what comes, until the client goes. */
async function subscribe(log: StoredLog, request: ReadRequest, output: ReadOutput): Promise<void> {
  const { matches, checkpointEvery } = request;
  let from: Position = { commit: -1n, prepare: -1n };
  if (typeof request.from === 'object') from = request.from;
  if (request.from === 'end') from = log.events.at(-1)?.position ?? from;
  let next = log.indexAfter(from);
  let considered = 0;
  let isLive = false;
  await output.send(confirmation(randomUUID()));
  if (output.caughtUpComes === 'early') await output.send(caughtUp());
  while (!output.isOver) {
    while (next < log.events.length) {
      const event = log.events[next]!;
      next += 1;
      considered += 1;
      // a client may know a place behind the log's end: what comes before that place is not for it
      if (isBehind(event.position, from) && matches(event) && !(await output.event(event))) return;
      if (checkpointEvery > 0 && considered % checkpointEvery === 0) await output.send(checkpoint(event.position));
      if (output.isOver) return;
    }
    if (!isLive) {
      isLive = true;
      const last = log.events[next - 1];
      if (checkpointEvery > 0 && last) await output.send(checkpoint(last.position));
      if (output.caughtUpComes !== 'never') await output.send(caughtUp());
    }
    if (next === log.events.length) await output.untilOver((wake) => log.onWritten(wake));
  }
}
