import { type ConfigError, readConfig } from '../../src/config.js';

/** What is wrong with an environment, line by line; nothing where it can be used. */
export function problemsOf(env: NodeJS.ProcessEnv, needs?: Parameters<typeof readConfig>[1]): readonly string[] {
  try {
    readConfig(env, needs);
    return [];
  } catch (error) {
    return (error as ConfigError).problems;
  }
}
