import { catalogue } from '../../src/catalogue.js';
import { parseCommand } from '../../src/ledger/commands/parse.js';
import { Refused } from '../../src/ledger/commands/refused.js';

describe('the name inside a command', () => {
  it.each([
    { toString: 1, valueOf: 1 },
    [],
    7,
    null,
    'rename-body ',
  ])('is refused by its field when it is %j', (command) => {
    const parse = () => parseCommand(catalogue.command('rename-body')!, { command });
    expect(parse).toThrow(Refused);
    expect(parse).toThrow(
      expect.objectContaining({ problems: expect.arrayContaining([expect.objectContaining({ field: 'command' })]) }),
    );
  });
});
