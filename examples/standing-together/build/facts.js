import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

/**
 * The facts of the example, and the ways in which every kind of fact is cited, dated and named in commands.
 */

const bytes = (file) => readFileSync(new URL(`../${file}`, import.meta.url));
const read = (file) => JSON.parse(bytes(file).toString('utf8'));

export const settings = read('settings.json');
/** The settings have no paper: they were taken from this very file, which has no address on the web. */
export const settingsHash = createHash('sha256').update(bytes('settings.json')).digest('hex');
export const { sources } = read('facts/sources.json');
export const { bodies, roles, renamed, possiblySame } = read('facts/bodies.json');
export const { plans } = read('facts/plans.json');
export const { commitments, lineage, undertakings } = read('facts/commitments.json');
export const { meetings, recommendations, decisions, workProgrammes } = read('facts/meetings.json');
export const { milestones } = read('facts/milestones.json');
export const { metrics, observations, targets, directions, disagreements, arithmetic } = read('facts/figures.json');
export const { reports, conflicts, coverage } = read('facts/reports.json');

/** Names the ledger, for ever. */
export const ORIGIN = 'ledger.example/standing-together';

/** Day on which this example was put together: that of its settings and of what its editors say themselves. */
export const EDITED_ON = '2026-01-01';

const byId = (objects) => new Map(objects.map((object) => [object.externalId, object]));
const sourceOf = byId(sources);
const bodyOf = byId(bodies);
const roleOf = byId(roles);
const nodeOf = byId(plans.flatMap(({ nodes }) => nodes));
const planOfNode = new Map(
  plans.flatMap(({ externalId, nodes }) => nodes.map((node) => [node.externalId, externalId])),
);
const commitmentOf = byId(commitments);

/** The day on which a paper was put before the public. */
export const dayOf = (source) => sourceOf.get(source).reportedOn;

export const node = (id) => nodeOf.get(id);

/** What an id of the plan tree stands for, and the plan that it is in. */
export function partOf(id) {
  if (nodeOf.has(id)) return { kind: 'node', plan: planOfNode.get(id) };
  const commitment = commitmentOf.get(id);
  return commitment ? { kind: 'commitment', plan: commitment.plan } : { kind: 'plan', plan: id };
}

/** The body behind a party: itself, or the one whose office it is. */
export const bodyBehind = (party) => roleOf.get(party)?.body ?? party;

export const titleOf = (role) => roleOf.get(role)?.title;

/** Citations as commands carry them: one for each line, rows of the tables apart from sections. */
export function citationsOf({ source, section, paragraph, line, lines = [line] }) {
  const place = /^P\d\/R\d$/.test(section ?? '') ? { row: section } : { section };
  return lines.map((each) => ({ sourceId: source, ...place, paragraph, line: each }));
}

/**
 * What every statement taken from a paper carries: the day, the paper, the passages, and a note where there is one.
 * The first citation names the paper that the statement is taken from.
 */
export function from(citations, { reportedOn, note } = {}) {
  const [{ source }] = [citations].flat();
  return {
    reportedOn: reportedOn ?? dayOf(source),
    source: { doc: source },
    citations: [citations].flat().flatMap(citationsOf),
    reason: note,
  };
}

/**
 * Who promises, decides or asks. Commands name one body and one office; where the paper names several, the words name
 * them all.
 */
export function partyOf({ who = [], words, basis }) {
  const offices = who.map(titleOf);
  const named = who.map((party) => titleOf(party) ?? bodyOf.get(party).name);
  const role = words ?? (who.length > 1 ? named.join(' and ') : offices[0]);
  const roleId = who.length === 1 && roleOf.has(who[0]) ? who[0] : undefined;
  return { bodyId: who.length > 0 ? bodyBehind(who[0]) : undefined, roleId, role, basis };
}

/** An id as the ledger takes it: without the slashes of a row or section. */
export const externalId = (id) => id.replaceAll('/', '.');

/** `2022-08` → 2022-08-31; days stay as they are. */
export function lastDay(date) {
  if (date.length === 10) return date;
  const [year, month = 12] = date.split('-').map(Number);
  return new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10);
}

/** `2022-01` → the half-open range of its days. */
export function monthOf(date) {
  const [year, month] = date.split('-').map(Number);
  return { from: `${date}-01`, to: new Date(Date.UTC(year, month, 1)).toISOString().slice(0, 10) };
}
