import { checkEventStoreDbUrl, readEventStoreDbUrl } from './event-store-db-url.js';

const SECRET = 's3cr3t';

describe('a connection string of EventStoreDB', () => {
  it.each([
    ['esdb://127.0.0.1:2113?tls=false'],
    ['esdb://localhost?tls=false'],
    ['esdb://localhost:2113/?tls=false'],
    [`esdb://admin:${SECRET}@127.0.0.1:2113?tls=false`],
    [`esdb://ledger:${SECRET}@node-1:2113,node-2:2113,node_3?tls=true&tlsCAFile=/etc/ca.crt`],
    [`esdb://ledger:${SECRET}@host?nodePreference=Leader&throwOnAppendFailure=true&tlsVerifyCert=true`],
    [`esdb+discover://ledger:${SECRET}@cluster.example.org?gossipTimeout=5&discovery_interval=200`],
    [` esdb://ledger:p%3A%40%2F%3Fw@host `],
  ])('passes: %s', (url) => {
    expect(checkEventStoreDbUrl(url, 'unary')).toEqual([]);
  });

  it.each([
    ['', /not a connection string/],
    ['127.0.0.1:2113', /not a connection string/],
    [`https://u:${SECRET}@host`, /begins with https:\/\/: write it like esdb:/],
    [`kurrentdb://u:${SECRET}@host`, /write esdb:\/\/ instead/],
    [`kurrentdb+discover://u:${SECRET}@host`, /write esdb\+discover:\/\/ instead/],
    [`kdb://u:${SECRET}@host`, /write esdb:\/\/ instead/],
    [`esdb://u:${SECRET}@`, /no proper host/],
    [`esdb://u:${SECRET}@host:99999`, /no proper host/],
    [`esdb://u:${SECRET}@host:1:2`, /no proper host/],
    [`esdb://u:${SECRET}@a,,b`, /no proper host/],
    [`esdb://u:${SECRET}@[::1]:2113`, /IPv6/],
    [`esdb+discover://u:${SECRET}@a,b`, /several hosts/],
    [`esdb://u:${SECRET}:x@host`, /%3A/],
    [`esdb://u:${SECRET}@x@host`, /%40/],
    [`esdb://u:${SECRET}%zz@host`, /%25/],
    [`esdb://u:@host`, /user without a password/],
    [`esdb://${SECRET}@host`, /user without a password/],
    [`esdb://u:${SECRET}@host?throwOnAppendFailure=false`, /throwOnAppendFailure.*leave it out/],
    [`esdb://u:${SECRET}@host?nodePreference=follower`, /nodePreference.*leave it out/],
    [`esdb://u:${SECRET}@host?tlsVerifyCert=false`, /tlsCAFile/],
    [`esdb://u:${SECRET}@host?keepAliveInterval=-1`, /keepAliveInterval.*leave it out/],
    [`esdb://u:${SECRET}@host?defaultDeadline=60000`, /defaultDeadline.*leave it out/],
    [`esdb://u:${SECRET}@host?tls=no`, /tls=true or tls=false/],
    [`esdb://u:${SECRET}@host?tls`, /no value for tls/],
    [`esdb://u:${SECRET}@host?tls=true&tls=false`, /tls twice/],
    [`esdb://u:${SECRET}@host?colour=red`, /not known/],
    [`esdb://u:x?${SECRET}@host`, /not known/],
    [`esdb://u:${SECRET}@host?userCertFile=/x.crt`, /together/],
    ['esdb://host', /TLS without user and password.*EVENTSTOREDB_APPEND_MODE=batch/],
    ['esdb://host?tls=true&userCertFile=/c&userKeyFile=/k', /TLS without user and password/],
  ])('is refused without telling its secret: %s', (url, why) => {
    const problems = checkEventStoreDbUrl(url, 'unary');
    expect(problems.join('\n')).toMatch(why);
    expect(problems.join('\n')).not.toContain(SECRET);
    expect(() => readEventStoreDbUrl(url, 'unary')).toThrow(RangeError);
  });

  it('needs no password in batch mode, and takes none', () => {
    expect(checkEventStoreDbUrl('esdb://host?userCertFile=/c&userKeyFile=/k', 'batch')).toEqual([]);
    expect(checkEventStoreDbUrl('esdb://host?tls=false', 'batch')).toEqual([]);
    expect(checkEventStoreDbUrl(`esdb://u:${SECRET}@host`, 'batch').join()).toMatch(/client certificate/);
  });

  it('is taken apart', () => {
    expect(readEventStoreDbUrl('esdb+discover://l%40x:p%3Aw@c.example.org?TLS_CA_file=/ca.crt', 'unary')).toEqual({
      withoutCredentials: 'esdb+discover://c.example.org?tlsCAFile=/ca.crt&nodePreference=leader',
      credentials: { username: 'l@x', password: 'p:w' },
      tls: true,
    });
    expect(readEventStoreDbUrl('esdb://a:1,b?tls=false&tlsVerifyCert=true&nodePreference=leader', 'unary')).toEqual({
      withoutCredentials: 'esdb://a:1,b?tls=false&nodePreference=leader',
      tls: false,
    });
  });
});
