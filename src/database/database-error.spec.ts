import { DatabaseError, explainConnectionError } from './database-error.js';

const url = 'postgres://owner:s%40cret@db.example:6432/ledger';

describe('a database that cannot be used', () => {
  it.each([
    ['ECONNREFUSED', 'No PostgreSQL server answers at db.example:6432/ledger'],
    ['28P01', 'refuses the user "owner"'],
    ['3D000', 'no such database: db.example:6432/ledger'],
    ['53300', 'no connection left'],
    ['57P03', 'starting up or shutting down'],
    [undefined, 'out of the blue'],
  ])('is explained when the error is %s', (code, text) => {
    const cause = Object.assign(new Error('out of the blue'), { code });
    const error = explainConnectionError(cause, url, 'DATABASE_URL');
    expect(error).toBeInstanceOf(DatabaseError);
    expect(error.message).toContain(text);
    expect(error.message).not.toContain('cret');
    expect(error.cause).toBe(cause);
  });
});
