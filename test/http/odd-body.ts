import { said } from './own-plan.js';
import type { SmallLedger } from './small-ledger.js';

/** Registers a body under a name that somebody may have meant ill with, and waits until it is shown. */
export async function registerOddBody(ledger: SmallLedger, id: string, name: string): Promise<void> {
  const sent = await ledger.send({
    ...{ command: 'register-body', bodyId: id, ...said('2022-06-07'), externalIds: [id] },
    ...{ named: { name }, described: { kind: 'organisation' } },
  });
  expect(sent.status).toBe(200);
  await ledger.get('/api/bodies').set('Ledger-After', sent.body.eventIds[0]);
}
