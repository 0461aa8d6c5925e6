import { dirname, join } from 'node:path';
import { parseDocument } from 'yaml';
import { projectText } from './project.js';

export interface Service {
  image: string;
  build?: string;
  entrypoint?: string[];
  command?: string[];
  environment?: Record<string, string | number>;
  ports?: string[];
  volumes?: string[];
  healthcheck?: { disable?: true; test?: string[] };
  depends_on?: Record<string, { condition: string }>;
  restart?: string;
}

export interface ComposeModel {
  services: Record<string, Service>;
  volumes: Record<string, null>;
}

type Tree = { [key: string]: unknown };

/** A variable where it stands in a compose file. */
export interface Use {
  name: string;
  /** What stands for it when it is not set; `undefined` where nothing does. */
  otherwise: string | undefined;
}

/**
 * The YAML of a compose file, with its variables replaced.
 *
 * @param path from the project's root
 * @param uses collects every variable that stands in it
 * @throws Error the file is not proper YAML, or a `$` in it is nothing that Compose replaces
 */
export function readComposeFile(path: string, env: Record<string, string> = {}, uses: Use[] = []): Tree {
  const document = parseDocument(projectText(path), { merge: true, uniqueKeys: true, prettyErrors: true });
  const [problem] = [...document.errors, ...document.warnings];
  if (problem) throw problem;
  return interpolated(document.toJS(), env, uses) as Tree;
}

function interpolated(value: unknown, env: Record<string, string>, uses: Use[]): unknown {
  if (typeof value === 'string') return interpolate(value, env, uses);
  if (Array.isArray(value)) return value.map((item) => interpolated(item, env, uses));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, interpolated(inner, env, uses)]));
}

const VARIABLE = /\$(?:(\$)|\{([A-Z][A-Z0-9_]*)(?:(:?)-([^{}$]*))?\}|)/g;

/** `${NAME}`, `${NAME:-otherwise}` (unset or empty), `${NAME-otherwise}` (unset) and `$$`. */
function interpolate(text: string, env: Record<string, string>, uses: Use[]): string {
  return text.replace(VARIABLE, (whole, escaped, name, colon, otherwise) => {
    if (escaped) return '$';
    if (!name) throw new Error(`"${whole}" in "${text}" is no variable: write $$ for a dollar sign`);
    uses.push({ name, otherwise });
    const given: string | undefined = env[name];
    return given === undefined || (given === '' && colon === ':') ? (otherwise ?? '') : given;
  });
}

/**
 * What Compose makes of several files: each added to the one before, with the services that they extend.
 *
 * @param paths from the project's root
 */
export function composeModel(paths: string[], env: Record<string, string> = {}): ComposeModel {
  const merged = paths
    .map((path) => withExtended(readComposeFile(path, env), path, env))
    .reduce((base, file) => merge(base, file, ''));
  return merged as unknown as ComposeModel;
}

function withExtended(file: Tree, path: string, env: Record<string, string>): Tree {
  const services = Object.entries(file.services as Record<string, Tree>).map(([name, { extends: from, ...own }]) => {
    if (!from) return [name, own];
    const { file: otherPath, service } = from as { file: string; service: string };
    const folder = dirname(otherPath);
    const other = readComposeFile(join(dirname(path), otherPath), env).services as Record<string, Tree>;
    if (!other[service]) throw new Error(`${otherPath} has no service ${service}`);
    // Paths in the other file start from its own folder.
    const volumes = (other[service].volumes as string[]).map((volume) =>
      volume.startsWith('./') ? `./${join(folder, volume)}` : volume,
    );
    return [name, merge({ ...other[service], volumes }, own, '')];
  });
  return { ...file, services: Object.fromEntries(services) };
}

const REPLACED = ['command', 'entrypoint', 'test'];

/** Maps are merged, lists added to each other; commands are replaced, and so is what is mounted at the same place. */
function merge(base: Tree, over: Tree, key: string): Tree {
  const merged: Tree = { ...base };
  for (const [name, value] of Object.entries(over)) merged[name] = mergeValue(base[name], value, name || key);
  return merged;
}

function mergeValue(base: unknown, over: unknown, key: string): unknown {
  if (Array.isArray(base) && Array.isArray(over)) {
    if (REPLACED.includes(key)) return over;
    const places = over.map(placeOf);
    return key === 'volumes'
      ? [...base.filter((item) => !places.includes(placeOf(item))), ...over]
      : [...base, ...over];
  }
  const maps = [base, over].every((value) => value !== null && typeof value === 'object' && !Array.isArray(value));
  return maps ? merge(base as Tree, over as Tree, key) : over;
}

/** Where a volume is mounted. */
export function placeOf(volume: string): string {
  return volume.split(':')[1] ?? '';
}

/** What is mounted: the name of a volume, or a path that starts with `./`. */
export function sourceOf(volume: string): string {
  return volume.split(':')[0] ?? '';
}
