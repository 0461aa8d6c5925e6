import { explainFailure } from './errors.js';

describe('a failure of PostgreSQL', () => {
  it.each([
    'initdb: error: could not write file "base/1/1": No space left on device',
    'PANIC:  could not write to file "pg_wal/xlogtemp.7": Disk quota exceeded',
    'ENOSPC: no space left on device, write',
  ])('is told as a full disk: %s', (output) => {
    const { message } = explainFailure('could not start', '/srv/postgres', output);
    expect(message).toMatch(/^The disk that holds \/srv\/postgres is full.*DATA_DIR/);
  });

  it('is told in the words of the program otherwise', () => {
    const { message } = explainFailure('could not start', '/srv/postgres', '\nFATAL:  something else\n');
    expect(message).toBe('PostgreSQL could not start in /srv/postgres:\nFATAL:  something else');
    expect(explainFailure('could not start', '/srv/postgres', ' ').message).toContain('it said nothing');
  });
});
