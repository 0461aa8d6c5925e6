import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import type { Clock } from '../ledger/clock.js';
import type { Actor, Role } from './roles.js';
import { ROLES } from './roles.js';
import { isTokenOf, mintToken, tokenId } from './token.js';

/** A token as it may be listed: nothing of it can be used. Instants are UTC. */
export interface TokenInfo {
  id: string;
  subject: string;
  name: string;
  roles: Role[];
  createdAt: Date;
  expiresAt: Date | null;
  revokedAt: Date | null;
  lastUsedAt: Date | null;
}

export interface NewToken {
  /** Name of the person, 1 to 200 characters; the same name is the same person. */
  name: string;
  /** At least one. */
  roles: readonly Role[];
  /** Must lie in the future; without it the token lasts until it is revoked. */
  expiresAt?: Date;
}

/** A token cannot be made or found as asked; the message is for the person at the command line. */
export class AccessError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'AccessError';
  }
}

/** Persons and tokens: made and revoked at the command line, checked at each writing request. */
export class AccessService {
  constructor(
    private readonly pool: pg.Pool,
    private readonly clock: Clock,
  ) {}

  /**
   * Makes a token. It is in the answer and nowhere else.
   *
   * @throws AccessError no name, no or unknown roles, or an expiry that is not in the future
   */
  async createToken({ name, roles, expiresAt }: NewToken): Promise<{ token: string; info: TokenInfo }> {
    const person = name.trim();
    const unknown = roles.filter((role) => !ROLES.includes(role));
    if (person === '' || person.length > 200)
      throw new AccessError('Give the name of the person, up to 200 characters');
    if (unknown.length > 0) throw new AccessError(`There is no role ${unknown.join(', ')}. Roles: ${ROLES.join(', ')}`);
    if (roles.length === 0) throw new AccessError(`Give at least one role: ${ROLES.join(', ')}`);
    const now = this.clock.now();
    if (expiresAt && !(expiresAt > now)) throw new AccessError('The token must expire in the future');
    const { token, id, hash } = mintToken();
    const { rows } = await this.pool.query(
      `WITH person AS (
         INSERT INTO access.person (subject, name, created_at) VALUES ($1, $2, $6)
         ON CONFLICT (name) DO UPDATE SET name = excluded.name RETURNING subject)
       INSERT INTO access.token (id, hash, subject, roles, created_at, expires_at)
       SELECT $3, $4, subject, $5, $6, $7 FROM person RETURNING subject`,
      [randomUUID(), person, id, hash, [...new Set(roles)], now, expiresAt ?? null],
    );
    const info: TokenInfo = {
      id,
      subject: rows[0].subject,
      name: person,
      roles: [...new Set(roles)],
      createdAt: now,
      expiresAt: expiresAt ?? null,
      revokedAt: null,
      lastUsedAt: null,
    };
    return { token, info };
  }

  /** All tokens, the newest first. */
  async listTokens(): Promise<TokenInfo[]> {
    const { rows } = await this.pool.query(`${SELECT_TOKENS} ORDER BY token.created_at DESC, token.id`);
    return rows.map(infoOf);
  }

  /**
   * Revokes a token at once; again changes nothing.
   *
   * @param id as listed
   * @throws AccessError no token has this id
   */
  async revokeToken(id: string): Promise<TokenInfo> {
    await this.pool.query('UPDATE access.token SET revoked_at = coalesce(revoked_at, $2) WHERE id = $1', [
      id,
      this.clock.now(),
    ]);
    const { rows } = await this.pool.query(`${SELECT_TOKENS} WHERE token.id = $1`, [id]);
    if (rows.length === 0) throw new AccessError(`There is no token with the id ${id}`);
    return infoOf(rows[0]);
  }

  /** Who a token stands for; `undefined` for one that is unknown, revoked or expired. */
  async authenticate(token: string): Promise<Actor | undefined> {
    const id = tokenId(token);
    if (id === undefined) return undefined;
    const { rows } = await this.pool.query(`${SELECT_TOKENS} WHERE token.id = $1`, [id]);
    const row: TokenRow | undefined = rows[0];
    if (!isTokenOf(token, row?.hash) || !row) return undefined;
    const now = this.clock.now();
    if (row.revoked_at || (row.expires_at && row.expires_at <= now)) return undefined;
    if (!row.last_used_at || now.getTime() - row.last_used_at.getTime() >= USE_NOTED_EVERY_MS)
      await this.pool.query('UPDATE access.token SET last_used_at = $2 WHERE id = $1', [id, now]);
    return { subject: row.subject, name: row.name, roles: row.roles };
  }
}

/** A busy token is not written to at every request. */
const USE_NOTED_EVERY_MS = 60_000;

const SELECT_TOKENS = `
  SELECT token.id, token.hash, token.subject, person.name, token.roles,
         token.created_at, token.expires_at, token.revoked_at, token.last_used_at
    FROM access.token JOIN access.person USING (subject)`;

interface TokenRow {
  id: string;
  hash: Buffer;
  subject: string;
  name: string;
  roles: Role[];
  created_at: Date;
  expires_at: Date | null;
  revoked_at: Date | null;
  last_used_at: Date | null;
}

function infoOf(row: TokenRow): TokenInfo {
  return {
    id: row.id,
    subject: row.subject,
    name: row.name,
    roles: row.roles,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    revokedAt: row.revoked_at,
    lastUsedAt: row.last_used_at,
  };
}
