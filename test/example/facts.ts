import { readdirSync, readFileSync } from 'node:fs';

/** Where a fact was read: a physical line of the held text, counted from 1; `lines` when a passage crosses a page. */
export interface Citation {
  source: string;
  section?: string;
  paragraph?: string;
  line: number;
  lines?: number[];
}

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** A record of a facts file; only fields that a check reads are named. */
export interface Fact {
  externalId: string;
  reportedOn: string;
  citation: Citation;
  note?: string;
}

export interface Party {
  who?: string[];
  words?: string;
  basis: 'named' | 'inferred' | 'notStated';
}

export interface Source extends Omit<Fact, 'citation'> {
  fileName: string;
  sha256: string;
  sizeBytes: number;
  gaps: string[];
}

export interface PlanNode extends Fact {
  level: string;
  title: string;
  inPlan?: boolean;
  places?: { parent: string; reportedOn: string; citation: Citation }[];
}

export interface Plan {
  externalId: string;
  nodes: PlanNode[];
  statedCounts: (Fact & { scope: string; value: number; countedInText: number })[];
  scorecard?: (Fact & { priority: string; label: string; metrics?: string[] })[];
  tags?: Fact[];
  workStreams?: Fact[];
  outcomes?: (Fact & { scope: string; order: number; text: string })[];
  workToDo?: (Fact & { text: string })[];
  reportingRules?: (Fact & { text: string })[];
}

export interface Commitment extends Fact {
  plan: string;
  home: string;
  printedNumber: { value?: string; basis: 'printed' | 'inferred' | 'none' };
  form: string | null;
  text: string;
  standing: string;
  damaged?: string;
  printedVariants?: { externalId: string; difference: 'none' | 'editorial' | 'wording' }[];
  noRow?: { reason: string };
}

export interface Link extends Pick<Fact, 'externalId'> {
  type: string;
  from: string[];
  to: string[];
  basis: 'judgement';
  reason: string;
}

export interface Body {
  externalId: string;
  name: string;
  aliases?: { name: string; basis: string }[];
  partOf?: { body: string; basis: string };
}

export interface Role {
  externalId: string;
  title: string;
  body: string;
}

export type Value = null | string | { n: number; of: number | null } | { low: string; high: string };
export type Effective = { from: string; to: string } | { at: string };

export interface Observation {
  id: string;
  metric: string;
  value: Value;
  qualifier: string;
  printed?: string;
  reasonIfMissing?: string;
  outOf?: string;
  areas: { name: string; code?: string }[];
  breakdown?: Record<string, string>;
  period: { effective: Effective | null; printed?: string | null; basis?: string };
  statedComparators?: { type: string; value?: string }[];
  reportedOn: string;
  citation: Citation;
}

export interface Target {
  id: string;
  metric: string;
  value: string;
  period: Effective | null;
  citation: Citation;
}

export interface Figures {
  metrics: { externalId: string; unit: string; goodDirection: { value: string; basis: string } }[];
  observations: Observation[];
  targets: Target[];
  directions: { id: string; externalId: string; metric: string; comparator: string; citation: Citation }[];
  disagreements: { externalId: string; figures: string[]; between: [string, string] }[];
  arithmetic: { externalId: string; figures: string[]; result: string }[];
}

export interface Milestone extends Fact {
  what: string;
  kind: string;
  state: 'open' | 'met';
  promisedBy: Party;
  due: { from: string; to: string; precision: string; printed: string; basis: string } | null;
  attachedTo: string[];
  decision?: string;
}

export interface Block {
  externalId: string;
  kind: string;
  text: string;
  citation: Citation & { section: string; paragraph: string };
}

export interface Delivery {
  externalId: string;
  through: string | null;
  words?: string;
  printed?: string;
  repeats?: string[];
  citation: Citation;
}

export interface Update {
  externalId: string;
  targets: string[];
  commitmentsInRow?: string[];
  status: null;
  blocks: Block[];
  delivery?: Delivery[];
}

export interface Report {
  externalId: string;
  source: string;
  meeting: string;
  plan: string;
  scope: string[];
  updates: Update[];
}

export interface Decision extends Fact {
  text: string;
  decidedBy: Party;
  occasion: string | null;
  concerns: string[];
  setsMilestone?: string;
}

export interface Meetings {
  meetings: (Fact & { bodies: string[]; papers: string[]; chair?: string; conflict?: string })[];
  recommendations: (Fact & {
    meeting: string | null;
    madeBy: Party;
    addressedTo: string[];
    concerns?: string[];
    answer: null;
  })[];
  decisions: Decision[];
  workProgrammes: (Fact & { owners: string[]; decision: string; contentsHeld: boolean })[];
}

const folder = new URL('../../examples/standing-together/facts/', import.meta.url);

function load<T>(name: string): T {
  return JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as T;
}

/** Every facts file by name, as parsed JSON. */
export function everyFile(): Record<string, Json> {
  const names = readdirSync(folder).filter((name) => name.endsWith('.json'));
  return Object.fromEntries(names.map((name) => [name, load<Json>(name)]));
}

export const { sources } = load<{ sources: Source[] }>('sources.json');
export const { plans } = load<{ plans: Plan[] }>('plans.json');
export const { bodies, roles, possiblySame } = load<{
  bodies: Body[];
  roles: Role[];
  possiblySame: { bodies: string[] }[];
}>('bodies.json');
export const { commitments, lineage, undertakings, suggestions } = load<{
  commitments: Commitment[];
  lineage: Link[];
  undertakings: (Fact & { what: string; attachedTo: string[] })[];
  suggestions: { type: string; commitments: string[] }[];
}>('commitments.json');
export const { reports, conflicts } = load<{
  reports: Report[];
  conflicts: { externalId: string; a: string; b: string }[];
}>('reports.json');
export const figures = load<Figures>('figures.json');
export const { milestones } = load<{ milestones: Milestone[] }>('milestones.json');
export const meetings = load<Meetings>('meetings.json');

/** Calls `visit` for every string of a JSON value, with its key and the nearest id above it. */
export function eachString(
  value: Json,
  visit: (text: string, key: string, id: string) => void,
  key = '',
  id = '',
): void {
  if (typeof value === 'string') {
    visit(value, key, id);
  } else if (Array.isArray(value)) {
    for (const item of value) eachString(item, visit, key, id);
  } else if (value !== null && typeof value === 'object') {
    const own = value.externalId ?? value.id;
    for (const [name, item] of Object.entries(value)) {
      eachString(item, visit, name, typeof own === 'string' ? own : id);
    }
  }
}

/** Every citation in a JSON value, told by its fields `source` and `line`. */
export function citationsIn(value: Json): Citation[] {
  if (Array.isArray(value)) return value.flatMap(citationsIn);
  if (value === null || typeof value !== 'object') return [];
  const own = typeof value.source === 'string' && 'line' in value ? [value as unknown as Citation] : [];
  return [...own, ...Object.values(value).flatMap(citationsIn)];
}
