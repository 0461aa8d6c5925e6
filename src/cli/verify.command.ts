import type { Command } from 'commander';

export function verifyCommand(_: Command): void {}
