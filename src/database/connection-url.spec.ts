import { describeServer, withSettings } from './connection-url.js';

describe('a connection URL', () => {
  it('takes settings, which win over its own by coming last', () => {
    const once = withSettings('postgres://owner:s%40cret@db/ledger?sslmode=require', { role: 'ledger_app' });
    expect(once).toBe('postgres://owner:s%40cret@db/ledger?sslmode=require&options=-c+role%3Dledger_app');
    const twice = new URL(withSettings(once, { role: 'none', search_path: 'public' }));
    expect(twice.searchParams.get('options')).toBe('-c role=ledger_app -c role=none -c search_path=public');
  });

  it('is described without its credentials', () => {
    expect(describeServer('postgres://owner:s%40cret@db.example:6432/ledger')).toBe('db.example:6432/ledger');
    expect(describeServer('postgres://localhost/ledger')).toBe('localhost:5432/ledger');
    expect(describeServer('postgres:///ledger?host=/run/postgresql')).toBe('/run/postgresql:5432/ledger');
  });
});
