import { projectText } from './project.js';

/** The variables of `.env.example` with the values that they have there, whether they are commented out or not. */
export function envExample(): Record<string, string> {
  const lines = projectText('.env.example').split('\n');
  const assignments = lines.flatMap((line) => /^#? ?([A-Z][A-Z0-9_]*)=(.*)$/.exec(line)?.slice(1, 3) ?? []);
  const variables: Record<string, string> = {};
  for (let at = 0; at < assignments.length; at += 2) variables[assignments[at]!] = assignments[at + 1]!;
  return variables;
}
