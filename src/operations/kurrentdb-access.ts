import { setTimeout as delay } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { BACKWARDS, END, type EventStoreDBClient, jsonEvent, StreamNotFoundError } from '@eventstore/db-client';

/** A login on an EventStoreDB or KurrentDB server. */
export interface Login {
  username: string;
  password: string;
}

/** The server answered, and repeating the request would not change its answer. */
export class ServerRefusal extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'ServerRefusal';
  }
}

const REQUEST_MS = 10_000;
const RETRY_MS = 1_000;

/**
 * Makes a user without any group, or gives the password to the one that is there. Needs TLS on a server that checks
 * users at all.
 *
 * @param server address of any node, such as `https://node:2113`; a follower passes the request on to the leader
 * @throws ServerRefusal the administrator's login is not accepted, or the server refuses the user for another reason
 * @throws Error the server does not answer, or is not ready yet: try again
 */
export async function makeUser(server: string, admin: Login, user: Login): Promise<'was made' | 'was there'> {
  const answer = await post(`${server}/users`, admin, {
    LoginName: user.username,
    FullName: 'progress-ledger',
    Groups: [],
    Password: user.password,
  });
  if (answer === 201) return 'was made';
  if (answer !== 409) throw refusalOrNotReady(answer);
  const path = `/users/${encodeURIComponent(user.username)}/command/reset-password`;
  const reset = await post(`${server}${path}`, admin, { NewPassword: user.password });
  if (reset !== 200) throw refusalOrNotReady(reset);
  return 'was there';
}

async function post(url: string, { username, password }: Login, body: object): Promise<number> {
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      Authorization: `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`,
      'Content-Type': 'application/json',
    },
    body: JSON.stringify(body),
    redirect: 'error', // a login is not sent on to wherever an answer points
    signal: AbortSignal.timeout(REQUEST_MS),
  });
  await response.body?.cancel();
  return response.status;
}

function refusalOrNotReady(status: number): Error {
  if (status === 401 || status === 403)
    return new ServerRefusal('The server does not accept the login of its administrator');
  if (status >= 400 && status < 500 && status !== 404 && status !== 408)
    return new ServerRefusal(`The server refuses the user with status ${status}`);
  return new Error(`The server is not ready: it answers with status ${status}`);
}

/**
 * Closes a server that holds nothing but ledgers: `user` may read everything and write to streams that are not the
 * server's own; nobody but administrators may delete, or set what deletes by itself. Writes nothing where that is so.
 *
 * The rules without a licence key know no prefixes: what they say of one stream they say of all that have no rule of
 * their own.
 *
 * @param client without credentials of its own
 */
export async function restrictAccess(client: EventStoreDBClient, admin: Login, user: Login): Promise<void> {
  const credentials = admin;
  const allowed = [user.username];
  const { metadata } = await client.getStreamMetadata('$all', { credentials });
  const acl = { ...(typeof metadata?.acl === 'object' ? metadata.acl : {}), readRoles: ['$admins', user.username] };
  if (!isDeepStrictEqual(metadata?.acl, acl))
    await client.setStreamMetadata('$all', { ...metadata, acl }, { credentials });

  const settings = {
    $userStreamAcl: { $r: allowed, $w: allowed, $d: '$admins', $mr: allowed, $mw: '$admins' },
    $systemStreamAcl: { $r: '$admins', $w: '$admins', $d: '$admins', $mr: '$admins', $mw: '$admins' },
  };
  if (!isDeepStrictEqual(await lastData(client, '$settings', admin), settings))
    await client.appendToStream('$settings', jsonEvent({ type: 'update-default-acl', data: settings }), {
      credentials,
    });
}

/** Data of a stream's last event; `undefined` where there is none. */
async function lastData(client: EventStoreDBClient, stream: string, credentials: Login): Promise<unknown> {
  let data: unknown;
  try {
    const last = client.readStream(stream, { direction: BACKWARDS, fromRevision: END, maxCount: 1, credentials });
    // To the end of it: the client leaves a call open whose loop was left.
    for await (const { event } of last) data = event?.data;
  } catch (error) {
    if (!(error instanceof StreamNotFoundError)) throw error;
  }
  return data;
}

/**
 * Repeats work until it goes through, as long as a server that has just started may need for choosing a leader.
 *
 * @throws ServerRefusal at once; the last failure when the time is over
 */
export async function untilReady<T>(work: () => Promise<T>, forMs: number): Promise<T> {
  const end = Date.now() + forMs;
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (error instanceof ServerRefusal || Date.now() >= end) throw error;
      await delay(RETRY_MS);
    }
  }
}
