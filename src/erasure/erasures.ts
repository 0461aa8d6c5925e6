import type { QueryBus } from '@nestjs/cqrs';
import type pg from 'pg';
import { GetEntry } from '../../projections/seal/queries/entries.queries.js';
import { forgetPerson, forgottenName } from '../access/forget-person.js';
import type { Actor, Role } from '../access/roles.js';
import { inTransaction } from '../database/transaction.js';
import { draftsHolding } from '../drafts/drafts-holding.js';
import { emptyLinesOf, forgetWriter } from '../drafts/erase-from-drafts.js';
import type { ErasedEntry } from '../drafts/erased-lines.js';
import type { Json, JsonObject } from '../integrity/canonical-json.js';
import { pointerToken } from '../integrity/canonical-json.js';
import type { Clock } from '../ledger/clock.js';
import { Refused } from '../ledger/commands/refused.js';
import { dayIn, printedDay } from '../ledger/dates.js';
import type { ErasableStore } from '../ledger/erasable/erasable-store.js';
import type { EventStore } from '../ledger/event-store.js';
import { isUuid } from '../ledger/ids.js';
import type { LedgerIdentityReader } from '../ledger/ledger-identity.js';
import type { PublishedSize } from '../ledger/published-size.js';
import { GROUNDS, type Ground, type KindOfField } from './erasure.events.js';
import { erasureEvent } from './erasure-event.js';
import { findPerson, holdsName, type Naming } from './find-person.js';

/** Who may ask for the erasure of a text, and who may agree to it. */
const TWO_OF: readonly Role[] = ['administrator', 'approver'];
/** Who may have a person erased. */
const ONE_OF: readonly Role[] = ['administrator'];

/** What was asked for counts for so long. */
const LAPSES_AFTER_MS = 30 * 86_400_000;

export interface ErasureParts {
  pool: pg.Pool;
  store: Pick<EventStore, 'append'>;
  erasable: ErasableStore;
  identity: LedgerIdentityReader;
  clock: Clock;
  queries: QueryBus;
  size: PublishedSize;
}

/** Why a value goes, as the register will say. */
export interface Reason {
  ground: string;
  /** The number under which the operator keeps the request. */
  requestRef?: string;
}

/** An erasure that somebody has asked for. */
export interface Asked {
  /** Event id of the entry. */
  entry: string;
  pointer: string;
  ground: string;
  askedBy: string;
  askedAt: Date;
}

/** What is, or was, to be erased of a person. */
export interface ErasedPerson {
  /** Where values stand: event ids and pointers. */
  places: readonly Naming[];
  /** Free texts that hold the name as well. They are erased one by one. */
  texts: readonly Naming[];
  /** Reports whose drafts, saves or comments still hold the name. */
  drafts: readonly string[];
}

interface ErasingRow {
  event_id: string;
  pointer: string;
  kind: KindOfField;
  ground: Ground;
  request_ref: string | null;
  asked_by: string;
  asked_as: Role;
  asked_at: Date;
  approved_as: Role | null;
  gone_at: Date | null;
}

interface Entry extends ErasedEntry {
  root: JsonObject;
}

/**
 * Erases values. First a value goes, in one transaction with the note that it has to be said; then the ledger says so;
 * then the note goes. Whenever this is cut off, nothing is left that was said to be erased, and what is missing of it is
 * made up for at the next start. Entries, and with them all hashes and proofs, stay as they are.
 */
export class Erasures {
  constructor(private readonly parts: ErasureParts) {}

  /**
   * Asks for the erasure of one text of an entry or, where somebody else has asked for it before, agrees and erases it.
   *
   * @param pointer to the commitment in the entry (RFC 6901), such as `/data/reason`
   * @throws Refused
   */
  async eraseText(entryId: string, pointer: string, reason: Reason, actor: Actor): Promise<'asked' | 'erased'> {
    const role = roleOf(actor, TWO_OF);
    const ground = groundOf(reason);
    await this.parts.size.coveringAll(); // it may have been recorded just now
    const entry = await this.entry(entryId);
    if (!entry) throw Refused.one(404, 'unknown-entry', 'entry', 'The ledger holds no entry with this id');
    const outcome = await inTransaction(this.parts.pool, async (client) => {
      const asked = await this.askedFor(client, entry, pointer);
      if (asked?.gone_at) return 'erased';
      await this.mustBeErasable(client, entry, pointer);
      const now = this.parts.clock.now();
      if (!asked || now.getTime() - asked.asked_at.getTime() > LAPSES_AFTER_MS) {
        const kind = await kindOf(client, entry.id, pointer);
        await note(client, [{ ...entry, pointer, kind }], { ...reason, ground }, { actor, role, now });
        return 'asked';
      }
      if (asked.asked_by === actor.subject) throw sameBefore(asked, await this.day(asked.asked_at));
      if (asked.ground !== ground) throw otherGround(asked);
      await client.query(
        'UPDATE erasable.erasing SET gone_at = $3, approved_as = $4 WHERE event_id = $1 AND pointer = $2',
        [entry.id, pointer, now, role],
      );
      await destroy(client, [{ ...entry, pointer }]);
      return 'erased';
    });
    this.parts.erasable.forget();
    if (outcome === 'erased') await this.finish();
    return outcome;
  }

  /** Texts that somebody has asked to have erased, and that wait for somebody else. */
  async waiting(): Promise<Asked[]> {
    const { rows } = await this.parts.pool.query(
      `SELECT e.event_id, e.pointer, e.ground, coalesce(p.name, e.asked_by::text) AS name, e.asked_at
         FROM erasable.erasing e LEFT JOIN access.person p ON p.subject = e.asked_by
        WHERE e.gone_at IS NULL AND e.asked_at > $1 ORDER BY e.asked_at`,
      [new Date(this.parts.clock.now().getTime() - LAPSES_AFTER_MS)],
    );
    return rows.map(({ event_id, pointer, ground, name, asked_at }) => ({
      ...{ entry: event_id, pointer, ground, askedBy: name, askedAt: asked_at },
    }));
  }

  /**
   * Erases a person: the key and all values under it, wherever that person made an entry or is named by name in one.
   * Again, it finds nothing.
   *
   * @param who a name as it was written, or the subject of somebody with a token
   * @param dryRun only finds what there is
   * @throws Refused
   */
  async erasePerson(
    who: string,
    reason: Reason,
    actor: Actor,
    { dryRun = false }: { dryRun?: boolean } = {},
  ): Promise<ErasedPerson> {
    const role = roleOf(actor, ONE_OF);
    const ground = groundOf(reason);
    await this.parts.size.coveringAll(); // an entry that is on its way now would be left out
    const { writer, places, texts, name } = await findPerson(who, this.parts);
    const drafts = () => draftsHolding(this.parts.pool, (text) => holdsName(text, name));
    if (writer?.subject === actor.subject)
      throw Refused.one(422, 'same-person', 'person', 'Someone else must erase you: the entry that says so names you');
    if (dryRun || (!writer && places.length === 0)) return { places, texts, drafts: await drafts() };
    const now = this.parts.clock.now();
    const entries: (Entry & { pointer: string; kind: KindOfField })[] = [];
    for (const { entry: id, pointer } of places) {
      const entry = await this.entry(id);
      if (entry) entries.push({ ...entry, pointer, kind: pointer === '/by' ? 'author' : 'name' });
    }
    await inTransaction(this.parts.pool, async (client) => {
      await note(client, entries, { ...reason, ground }, { actor, role, now, goneAt: now });
      await destroy(client, entries, places, writer?.keys);
      if (!writer) return;
      await forgetPerson(client, writer.subject, now);
      await forgetWriter(client, writer.subject, forgottenName(writer.subject));
    });
    this.parts.erasable.forget();
    await this.finish();
    return { places, texts, drafts: await drafts() };
  }

  /**
   * Erases again what the ledger says is erased: a backup may have brought it back. To be done before anything is read.
   */
  async applyAgain(): Promise<void> {
    await inTransaction(this.parts.pool, async (client) => {
      const { rows } = await client.query<{ target: string; pointer: string; stream: string; kind: KindOfField }>(
        `SELECT e.target, e.pointer, e.kind, convert_from(l.entry, 'UTF8')::jsonb ->> 'stream' AS stream
           FROM log.erasure e JOIN log.log_entry l ON l.event_id = e.target`,
      );
      await destroy(
        client,
        rows
          .filter(({ kind }) => kind !== 'author')
          .map(({ target: id, stream, pointer }) => ({ id, stream, pointer })),
        rows.map(({ target: entry, pointer }) => ({ entry, pointer })),
      );
    });
    this.parts.erasable.forget();
  }

  /**
   * Says in the ledger what is gone and was not said yet. Several at once say it once.
   *
   * @throws StoreUnavailableError it is tried again at the next start, or when something else is erased
   */
  async finish(): Promise<void> {
    const { pool, store, erasable } = this.parts;
    const { rows } = await pool.query<ErasingRow & { name: string | null }>(
      `SELECT e.*, p.name FROM erasable.erasing e LEFT JOIN access.person p ON p.subject = e.asked_by
        WHERE e.gone_at IS NOT NULL ORDER BY e.gone_at, e.event_id, e.pointer`,
    );
    for (const { event_id: target, pointer, kind, ground, request_ref, ...row } of rows) {
      const entry = await this.entry(target);
      if (!entry) throw new Error(`Something was erased from ${target}, which is not in the log`);
      const event = await erasureEvent(
        {
          ...{ target, pointer, ground, stream: entry.stream, kindOfField: kind, actingAs: row.asked_as },
          ...(request_ref !== null ? { requestRef: request_ref } : {}),
          ...(row.approved_as !== null ? { approvedBy: row.approved_as } : {}),
          by: { subject: row.asked_by, name: row.name ?? forgottenName(row.asked_by) },
        },
        erasable,
      );
      await store.append(entry.stream, 'any', [event]);
      await pool.query('DELETE FROM erasable.erasing WHERE event_id = $1 AND pointer = $2', [target, pointer]);
    }
  }

  private async entry(id: string): Promise<Entry | undefined> {
    if (!isUuid(id)) return undefined;
    const found = await this.parts.queries.execute(new GetEntry(id, Number.MAX_SAFE_INTEGER));
    const root = found?.entry as JsonObject | undefined;
    return root && { id, root, stream: String(root.stream) };
  }

  private async askedFor(client: pg.ClientBase, { id }: Entry, pointer: string): Promise<ErasingRow | undefined> {
    // There may be no row to lock yet.
    await client.query("SELECT pg_advisory_xact_lock(hashtextextended('erasing ' || $1 || ' ' || $2, 0))", [
      id,
      pointer,
    ]);
    const { rows } = await client.query<ErasingRow>(
      'SELECT * FROM erasable.erasing WHERE event_id = $1 AND pointer = $2',
      [id, pointer],
    );
    return rows[0];
  }

  private async mustBeErasable(client: pg.ClientBase, { id, root }: Entry, pointer: string): Promise<void> {
    if (pointer === '/by')
      throw Refused.one(
        422,
        'author',
        'pointer',
        'Who made an entry is erased with the whole person: ledger person erase',
      );
    const places = [...commitmentsIn(root.data!, '/data')];
    if (!places.includes(pointer))
      throw Refused.one(
        422,
        'not-erasable',
        'pointer',
        places.length === 0
          ? 'Nothing in this entry can be erased: it holds no free text and no name'
          : `There is nothing to erase at ${pointer}. In this entry there is ${places.join(', ')}`,
      );
    const { rows } = await client.query<{ recorded_at: Date }>(
      'SELECT recorded_at FROM log.erasure WHERE target = $1 AND pointer = $2',
      [id, pointer],
    );
    if (rows[0])
      throw Refused.one(409, 'erased', 'pointer', `This was erased on ${await this.day(rows[0].recorded_at)}`);
  }

  private async day(instant: Date): Promise<string> {
    const { timeZone } = (await this.parts.identity.current())!; // there are entries, so it is open
    return printedDay(dayIn(timeZone, instant));
  }
}

function roleOf(actor: Actor, roles: readonly Role[]): Role {
  const role = roles.find((one) => actor.roles.includes(one));
  if (role) return role;
  throw Refused.one(
    403,
    'not-permitted',
    'actingAs',
    `You do not have permission to do this. Ask the ${roles.join(' or ')}`,
  );
}

function groundOf({ ground, requestRef = '' }: Reason): Ground {
  if (!(ground in GROUNDS))
    throw Refused.one(
      400,
      'required',
      'ground',
      `Choose the ground for erasing: ${Object.entries(GROUNDS)
        .map(([key, words]) => `${key} (${words})`)
        .join(', ')}`,
    );
  if (!/^[\w./ -]{0,60}$/.test(requestRef))
    throw Refused.one(400, 'malformed', 'requestRef', 'The number of the request has at most 60 letters and digits');
  return ground as Ground;
}

function sameBefore(asked: ErasingRow, day: string): Refused {
  return Refused.one(
    409,
    'same-person',
    'actingAs',
    `You asked for this on ${day}. Someone else must agree, by giving the same command with --ground ${asked.ground}`,
  );
}

function otherGround(asked: ErasingRow): Refused {
  return Refused.one(
    409,
    'other-ground',
    'ground',
    `This was asked for on another ground: ${asked.ground} (${GROUNDS[asked.ground]})`,
  );
}

/** Pointers to the commitments in a value. */
function* commitmentsIn(value: Json, pointer: string): Generator<string> {
  if (typeof value !== 'object' || value === null) return;
  if (!Array.isArray(value) && typeof value.$c === 'string') yield pointer;
  else for (const [key, inner] of Object.entries(value)) yield* commitmentsIn(inner, `${pointer}/${pointerToken(key)}`);
}

/** A name stands under a key of its own. Of a value that is not held nobody can tell. */
async function kindOf(client: pg.ClientBase, eventId: string, pointer: string): Promise<KindOfField> {
  const { rows } = await client.query(
    `SELECT FROM erasable.disclosure WHERE event_id = $1 AND pointer = $2 AND subject_key_id IS NOT NULL`,
    [eventId, pointer],
  );
  return rows.length > 0 ? 'name' : 'text';
}

async function note(
  client: pg.ClientBase,
  places: readonly { id: string; pointer: string; kind: KindOfField }[],
  { ground, requestRef }: Reason,
  { actor, role, now, goneAt }: { actor: Actor; role: Role; now: Date; goneAt?: Date },
): Promise<void> {
  await client.query(
    `INSERT INTO erasable.erasing (event_id, pointer, kind, ground, request_ref, asked_by, asked_as, asked_at, gone_at)
     SELECT p.id, p.pointer, p.kind, $4, $5, $6, $7, $8, $9 FROM unnest($1::uuid[], $2::text[], $3::text[]) AS p (id, pointer, kind)
     ON CONFLICT (event_id, pointer) DO UPDATE SET ground = excluded.ground, request_ref = excluded.request_ref,
       asked_by = excluded.asked_by, asked_as = excluded.asked_as, asked_at = excluded.asked_at,
       gone_at = excluded.gone_at WHERE erasing.gone_at IS NULL`,
    [
      places.map(({ id }) => id),
      places.map(({ pointer }) => pointer),
      places.map(({ kind }) => kind),
      ground,
      requestRef ?? null,
      actor.subject,
      role,
      now,
      goneAt ?? null,
    ],
  );
}

/**
 * Deletes values, and the drafts of what was said there.
 *
 * @param entries whose words may have come from a draft
 * @param places all of them; those of the entries unless told
 * @param keys further keys to destroy
 */
async function destroy(
  client: pg.ClientBase,
  entries: readonly (ErasedEntry & { pointer: string })[],
  places: readonly Naming[] = entries.map(({ id: entry, pointer }) => ({ entry, pointer })),
  keys: readonly string[] = [],
): Promise<void> {
  await client.query('SELECT erasable.erase($1, $2, $3)', [
    places.map(({ entry }) => entry),
    places.map(({ pointer }) => pointer),
    keys,
  ]);
  await emptyLinesOf(
    client,
    entries.filter(({ pointer }) => pointer !== '/by'),
  );
}
