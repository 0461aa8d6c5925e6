import request from 'supertest';
import { type SmallLedger, smallLedger } from '../http/small-ledger.js';

describe('pages', () => {
  let ledger: SmallLedger;
  beforeAll(async () => {
    ledger = await smallLedger();
  });
  afterAll(() => ledger?.close());
  const get = (address: string) => request(ledger.service.url).get(address).redirects(0);

  it.each([
    '/',
    '/plans',
    '/plans/PLAN',
    '/plans/PLAN/priorities/P-1',
    '/plans/PLAN/commitments',
    '/commitments/C-1',
    '/time',
    '/nothing',
    '/at/2022-8-4',
  ])('%s', async (a) => {
    const { status, text, headers } = await get(a);
    console.log(a, status, headers, text.slice(0, 20000));
  });
});
