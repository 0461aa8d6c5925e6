import { CliError } from './core.js';
import { ask } from './from-service.js';

describe('a command that asks a service which does not answer', () => {
  afterEach(() => jest.restoreAllMocks());

  it.each([
    ['at its one address', new Error('connect ECONNREFUSED 127.0.0.1:7373'), 'connect ECONNREFUSED 127.0.0.1:7373'],
    ['at any of several', Object.assign(new AggregateError([]), { code: 'ECONNREFUSED' }), 'ECONNREFUSED'],
  ])('says why, %s', async (_, cause, why) => {
    jest.spyOn(globalThis, 'fetch').mockRejectedValue(new TypeError('fetch failed', { cause }));
    await expect(ask(new URL('http://localhost:7373/log/'))).rejects.toEqual(
      new CliError(`Nothing answers at http://localhost:7373 (${why}): start the service`),
    );
  });
});
