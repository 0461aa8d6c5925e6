import { AccessError, AccessService } from '../../src/access/access.service.js';
import { Clock } from '../../src/ledger/clock.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';

class SetClock extends Clock {
  at = new Date('2026-11-22T09:00:00.000Z');
  now(): Date {
    return this.at;
  }
  pass(milliseconds: number): void {
    this.at = new Date(this.at.getTime() + milliseconds);
  }
}

describe('tokens', () => {
  let database: TestDatabase;
  let clock: SetClock;
  let access: AccessService;

  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.close());
  beforeEach(() => {
    clock = new SetClock();
    access = new AccessService(database.appPool, clock);
  });

  it('stand for a person and the roles given, and are kept as hashes alone', async () => {
    const { token, info } = await access.createToken({ name: 'Ann', roles: ['approver', 'auditor', 'approver'] });
    expect(token).toMatch(/^plt_[A-Za-z0-9_-]{43}$/);
    expect(await access.authenticate(token)).toEqual({
      subject: info.subject,
      name: 'Ann',
      roles: ['approver', 'auditor'],
    });
    const { rows } = await database.ownerPool.query(
      `SELECT count(*)::int AS found FROM access.token t JOIN access.person p USING (subject)
        WHERE row_to_json(t)::text || row_to_json(p)::text || encode(t.hash, 'escape') LIKE $1`,
      [`%${token.slice(15)}%`],
    );
    expect(rows[0].found).toBe(0);
  });

  it('of one person share a subject', async () => {
    const one = await access.createToken({ name: 'Bea', roles: ['auditor'] });
    const two = await access.createToken({ name: ' Bea ', roles: ['approver'] });
    const other = await access.createToken({ name: 'Cy', roles: ['auditor'] });
    expect(two.info.subject).toBe(one.info.subject);
    expect(other.info.subject).not.toBe(one.info.subject);
  });

  it('are not taken when anything about them is wrong', async () => {
    const { token } = await access.createToken({ name: 'Dee', roles: ['auditor'] });
    const last = token.at(-1) === 'A' ? 'B' : 'A';
    const wrong = [
      '',
      'plt_',
      token.slice(4),
      `${token}A`,
      token.slice(0, -1) + last,
      `plt_${'A'.repeat(43)}`,
      `${token}\n`,
    ];
    for (const text of wrong) expect(await access.authenticate(text)).toBeUndefined();
  });

  it('end when they expire or are revoked', async () => {
    const brief = await access.createToken({
      name: 'Eve',
      roles: ['auditor'],
      expiresAt: new Date('2026-11-22T09:00:10.000Z'),
    });
    clock.pass(9_999);
    expect(await access.authenticate(brief.token)).toBeDefined();
    clock.pass(1);
    expect(await access.authenticate(brief.token)).toBeUndefined();

    const long = await access.createToken({ name: 'Eve', roles: ['auditor'] });
    const revoked = await access.revokeToken(long.info.id);
    clock.pass(1_000);
    expect((await access.revokeToken(long.info.id)).revokedAt).toEqual(revoked.revokedAt);
    expect(await access.authenticate(long.token)).toBeUndefined();
  });

  it('note when they were last used, once a minute', async () => {
    const { token, info } = await access.createToken({ name: 'Fay', roles: ['auditor'] });
    const lastUsed = async () => (await access.listTokens()).find(({ id }) => id === info.id)!.lastUsedAt;
    expect(await lastUsed()).toBeNull();
    const first = clock.now();
    await access.authenticate(token);
    clock.pass(59_000);
    await access.authenticate(token);
    expect(await lastUsed()).toEqual(first);
    clock.pass(1_000);
    await access.authenticate(token);
    expect(await lastUsed()).toEqual(clock.now());
  });

  it('are refused without a name, without a role, and when they would never be good', async () => {
    const roles = ['auditor'] as const;
    await expect(access.createToken({ name: ' ', roles })).rejects.toThrow(AccessError);
    await expect(access.createToken({ name: 'x'.repeat(201), roles })).rejects.toThrow(AccessError);
    await expect(access.createToken({ name: 'Gil', roles: [] })).rejects.toThrow('at least one role');
    await expect(access.createToken({ name: 'Gil', roles: ['king' as never] })).rejects.toThrow('no role king');
    await expect(access.createToken({ name: 'Gil', roles, expiresAt: clock.now() })).rejects.toThrow('in the future');
    await expect(access.revokeToken('nothing')).rejects.toThrow(AccessError);
  });
});
