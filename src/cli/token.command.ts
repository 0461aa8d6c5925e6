import type { Command } from 'commander';
import { AccessService, type TokenInfo } from '../access/access.service.js';
import { ROLES, type Role } from '../access/roles.js';
import { withCore } from './core.js';
import { table } from './table.js';

export function tokenCommands(program: Command): void {
  const token = program.command('token').description('People and the tokens they write with');

  token
    .command('create')
    .description('Make a token. It is shown once and stored nowhere in clear')
    .requiredOption('--name <name>', 'who it is for; the same name is the same person')
    .requiredOption('--role <role...>', `what they may do: ${ROLES.join(', ')}`)
    .option('--expires <date>', 'when it ends: an instant, or the beginning of a day in UTC such as 2027-03-31')
    .action((flags: { name: string; role: string[]; expires?: string }) =>
      withCore(async ({ app }) => {
        const expiresAt = flags.expires === undefined ? undefined : new Date(flags.expires);
        const roles = flags.role as Role[];
        const made = await app
          .get(AccessService)
          .createToken({ name: flags.name, roles, ...(expiresAt ? { expiresAt } : {}) });
        console.error(
          `Token ${made.info.id} for ${made.info.name}, as ${made.info.roles.join(', ')}. Keep it; it is not shown again:`,
        );
        console.log(made.token);
      }),
    );

  token
    .command('list')
    .description('Show all tokens, without what could be used of them')
    .action(() =>
      withCore(async ({ app }) => {
        const tokens = await app.get(AccessService).listTokens();
        console.log(table(['token', 'for', 'roles', 'made', 'state', 'last used'], tokens.map(rowOf)));
      }),
    );

  token
    .command('revoke')
    .description('Make a token useless at once')
    .argument('<id>', 'as shown by token list')
    .action((id: string) =>
      withCore(async ({ app }) => {
        const { name } = await app.get(AccessService).revokeToken(id);
        console.log(`Token ${id} of ${name} is revoked.`);
      }),
    );
}

function rowOf(token: TokenInfo): string[] {
  const now = new Date();
  const expired = token.expiresAt !== null && token.expiresAt <= now;
  const state = token.revokedAt
    ? 'revoked'
    : expired
      ? 'expired'
      : token.expiresAt
        ? `until ${day(token.expiresAt)}`
        : 'good';
  return [
    token.id,
    token.name,
    token.roles.join(', '),
    day(token.createdAt),
    state,
    token.lastUsedAt ? day(token.lastUsedAt) : 'never',
  ];
}

function day(instant: Date): string {
  return instant.toISOString().slice(0, 10);
}
