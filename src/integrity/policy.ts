import { equalBytes } from './bytes.js';
import { formatVkey, type PublicKey, parseVkey } from './keys.js';
import type { Primitives } from './primitives.js';

/** A log or a witness, and where to reach it, if the policy says. */
export interface PolicyLog {
  key: PublicKey;
  url?: string;
}

export interface PolicyWitness extends PolicyLog {
  /** What groups and the quorum call it; not its key's name. */
  name: string;
}

/** So many of the members, which are witnesses or groups, must have cosigned. */
interface PolicyGroup {
  needed: number;
  members: readonly string[];
}

/** Which logs are trusted, and whose cosignatures a checkpoint needs: a file of the C2SP tlog-policy specification. */
export interface Policy {
  logs: readonly PolicyLog[];
  witnesses: readonly PolicyWitness[];
  groups: ReadonlyMap<string, PolicyGroup>;
  /** Name of a witness or group; `null`: no cosignature is needed. */
  quorum: string | null;
}

/** This is no policy; the message says in which line, and why. */
export class PolicyError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'PolicyError';
  }
}

/**
 * Reads a policy strictly. Names are defined before they are used, and once.
 *
 * @throws PolicyError
 */
export function parsePolicy(text: string, primitives: Pick<Primitives, 'sha256'>): Policy {
  const reader = new PolicyReader(primitives);
  for (const [at, line] of text.split(/\r?\n/).entries()) {
    try {
      reader.take(line);
    } catch (error) {
      throw new PolicyError(`Line ${at + 1} of the policy: ${error instanceof Error ? error.message : error}`);
    }
  }
  return reader.policy();
}

/** @param cosigned the policy's names of the witnesses that have cosigned */
export function quorumMet({ quorum, groups }: Policy, cosigned: ReadonlySet<string>): boolean {
  const met = (name: string): boolean => {
    const group = groups.get(name);
    return group ? group.members.filter(met).length >= group.needed : cosigned.has(name);
  };
  return quorum === null || met(quorum);
}

/** The text of a policy, as {@link parsePolicy} reads it. */
export function formatPolicy({ logs, witnesses, groups, quorum }: Policy): string {
  const lines = [
    ...logs.map(({ key, url }) => ['log', formatVkey(key), url]),
    ...witnesses.map(({ name, key, url }) => ['witness', name, formatVkey(key), url]),
    ...[...groups].map(([name, group]) => ['group', name, ruleOf(group), ...group.members]),
    ['quorum', quorum ?? 'none'],
  ];
  return lines.map((words) => `${words.filter((word) => word !== undefined).join(' ')}\n`).join('');
}

function ruleOf({ needed, members }: PolicyGroup): string {
  return needed === members.length ? 'all' : needed === 1 ? 'any' : String(needed);
}

class PolicyReader {
  private readonly logs: PolicyLog[] = [];
  private readonly witnesses: PolicyWitness[] = [];
  private readonly groups = new Map<string, PolicyGroup>();
  private quorum: string | null | undefined;

  constructor(private readonly primitives: Pick<Primitives, 'sha256'>) {}

  take(line: string): void {
    if (line.trim() === '' || line.trimStart().startsWith('#')) return;
    const [word, ...rest] = line.trim().split(/[ \t]+/);
    if (word === 'log') this.log(rest);
    else if (word === 'witness') this.witness(rest);
    else if (word === 'group') this.group(rest);
    else if (word === 'quorum') this.setQuorum(rest);
    else throw new PolicyError(`"${word}" is none of log, witness, group and quorum`);
  }

  policy(): Policy {
    const { logs, witnesses, groups, quorum } = this;
    if (quorum === undefined) throw new PolicyError('The policy has no line that names its quorum');
    return { logs, witnesses, groups, quorum };
  }

  private log([vkey, url, ...more]: string[]): void {
    if (vkey === undefined || more.length > 0) throw new PolicyError('a log has a key and perhaps an address');
    const key = parseVkey(vkey, this.primitives);
    if (key.use !== 'log') throw new PolicyError(`the key of ${key.name} is that of a witness`);
    mustBeOther(key, this.logs);
    this.logs.push({ key, ...addressed(url) });
  }

  private witness([name, vkey, url, ...more]: string[]): void {
    if (name === undefined || vkey === undefined || more.length > 0)
      throw new PolicyError('a witness has a name, a key and perhaps an address');
    this.mustBeNew(name);
    const key = parseVkey(vkey, this.primitives);
    if (key.use !== 'cosignature') throw new PolicyError(`the key of ${key.name} is that of a log`);
    mustBeOther(key, this.witnesses);
    if (this.witnesses.some((known) => known.key.name === key.name))
      throw new PolicyError(`${key.name} is there already: one witness counts once`);
    this.witnesses.push({ name, key, ...addressed(url) });
  }

  private group([name, rule, ...members]: string[]): void {
    if (name === undefined || rule === undefined || members.length === 0)
      throw new PolicyError('a group has a name, "any", "all" or a number, and members');
    this.mustBeNew(name);
    for (const member of members)
      if (!this.isKnown(member)) throw new PolicyError(`"${member}" is no witness or group of a line above`);
    const taken = [...this.groups.values()].flatMap((group) => group.members);
    for (const [at, member] of members.entries())
      if (taken.includes(member) || members.indexOf(member) < at)
        throw new PolicyError(`"${member}" is a member already: each counts once`);
    const needed = rule === 'any' ? 1 : rule === 'all' ? members.length : /^[1-9][0-9]*$/.test(rule) ? Number(rule) : 0;
    if (needed < 1 || needed > members.length)
      throw new PolicyError(`"${rule}" of ${members.length} members is not "any", "all" or a number up to that`);
    this.groups.set(name, { needed, members });
  }

  private setQuorum([name, ...more]: string[]): void {
    if (name === undefined || more.length > 0) throw new PolicyError('a quorum is one name, or "none"');
    if (this.quorum !== undefined) throw new PolicyError('the quorum is named already');
    if (name !== 'none' && !this.isKnown(name))
      throw new PolicyError(`"${name}" is no witness or group of a line above`);
    this.quorum = name === 'none' ? null : name;
  }

  private mustBeNew(name: string): void {
    if (name === 'none') throw new PolicyError('"none" names nothing');
    if (this.isKnown(name)) throw new PolicyError(`"${name}" is there already`);
  }

  private isKnown(name: string): boolean {
    return this.groups.has(name) || this.witnesses.some((witness) => witness.name === name);
  }
}

/** The same key under another name would count twice. */
function mustBeOther({ name, bytes }: PublicKey, known: readonly PolicyLog[]): void {
  const same = known.find(({ key }) => equalBytes(key.bytes, bytes));
  if (same) throw new PolicyError(`the key of ${name} is that of ${same.key.name}`);
}

function addressed(url: string | undefined): { url?: string } {
  if (url === undefined) return {};
  if (!/^https?:\/\/\S+$/.test(url) || !URL.canParse(url)) throw new PolicyError(`"${url}" is no address`);
  return { url };
}
