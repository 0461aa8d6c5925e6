import type streams from '@eventstore/db-client/generated/streams_pb.js';
import { nameIn } from './messages.js';
import type { Position, StoredEvent } from './stored-log.js';

/** A read as it was asked for. */
export interface ReadRequest {
  /** Absent when all events are read. */
  stream?: string;
  /** A revision in a stream, a position in all events. */
  from: 'start' | 'end' | number | Position;
  backwards: boolean;
  isSubscription: boolean;
  count: number;
  matches(event: StoredEvent): boolean;
  /** A checkpoint is sent after so many events were looked at; 0 without a filter. */
  checkpointEvery: number;
}

/** How many events the server looks at for one page, where the client leaves it open. */
const DEFAULT_WINDOW = 32;

export function parseRead(request: streams.ReadReq): ReadRequest {
  const options = request.getOptions()!;
  const stream = options.getStream();
  return {
    ...(stream ? { stream: nameIn(stream.getStreamIdentifier()) } : {}),
    from: stream ? revisionIn(stream) : positionIn(options.getAll()!),
    backwards: options.getReadDirection() === 1,
    isSubscription: options.hasSubscription(),
    count: Number(options.getCount()),
    ...filterIn(options.getFilter()),
  };
}

function revisionIn(options: streams.ReadReq.Options.StreamOptions): ReadRequest['from'] {
  if (options.hasStart()) return 'start';
  return options.hasEnd() ? 'end' : Number(options.getRevision());
}

function positionIn(options: streams.ReadReq.Options.AllOptions): ReadRequest['from'] {
  const position = options.getPosition();
  if (!position) return options.hasEnd() ? 'end' : 'start';
  return { commit: BigInt(position.getCommitPosition()), prepare: BigInt(position.getPreparePosition()) };
}

function filterIn(
  filter: streams.ReadReq.Options.FilterOptions | undefined,
): Pick<ReadRequest, 'matches' | 'checkpointEvery'> {
  if (!filter) return { matches: () => true, checkpointEvery: 0 };
  const window = filter.hasMax() ? filter.getMax() : DEFAULT_WINDOW;
  const checkpointEvery = window * filter.getCheckpointintervalmultiplier();
  const onStream = filter.getStreamIdentifier();
  const expression = (onStream ?? filter.getEventType())!;
  const subject = (event: StoredEvent) => (onStream ? event.stream : event.type);
  const prefixes = expression.getPrefixList();
  if (prefixes.length > 0)
    return { matches: (event) => prefixes.some((prefix) => subject(event).startsWith(prefix)), checkpointEvery };
  const pattern = new RegExp(expression.getRegex());
  return { matches: (event) => pattern.test(subject(event)), checkpointEvery };
}
