import { pickServerUser } from './server-user.js';

const ROOT = 'root:x:0:0:root:/root:/bin/bash';
const POSTGRES = 'postgres:x:101:104:PostgreSQL:/var/lib/postgresql:/bin/bash';
const NOBODY = 'nobody:x:65534:65533:nobody:/nonexistent:/usr/sbin/nologin';

describe('the user that the server runs as instead of root', () => {
  it('is postgres where there is one', () => {
    expect(pickServerUser([ROOT, NOBODY, POSTGRES, ''].join('\n'))).toEqual({ uid: 101, gid: 104 });
  });

  it('is nobody otherwise', () => {
    expect(pickServerUser([ROOT, NOBODY].join('\n'))).toEqual({ uid: 65_534, gid: 65_533 });
  });

  it.each([
    '',
    ROOT,
    'postgres:x:0:0::/:/bin/sh',
    'nobody:*:-2:-2::/:/bin/false',
  ])('is nobody at all in %j', (passwd) => {
    expect(() => pickServerUser(passwd)).toThrow(/no user "postgres" or "nobody".*useradd.*DATABASE_URL/);
  });
});
