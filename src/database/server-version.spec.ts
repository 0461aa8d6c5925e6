import { DatabaseError } from './database-error.js';
import { requireSupportedVersion } from './server-version.js';

describe('the version of the server', () => {
  it.each([150_000, 160_004, 180_004])('takes %d', (version) => {
    expect(() => requireSupportedVersion(version)).not.toThrow();
  });

  it.each([
    [149_999, '14.9999'],
    [140_011, '14.11'],
    [90_624, '9.6'],
  ])('refuses %d and names it %s', (version, name) => {
    const check = () => requireSupportedVersion(version);
    expect(check).toThrow(DatabaseError);
    expect(check).toThrow(`The server is PostgreSQL ${name}; progress-ledger needs 15 or newer.`);
  });
});
