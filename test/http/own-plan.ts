import type { SmallLedger } from './small-ledger.js';

/** The paper of the small ledger. */
export const SOURCE = { doc: 'S-1', sha256: 'a'.repeat(64) };
export const said = (reportedOn: string) => ({ reportedOn, source: SOURCE });
export const AREAS = { areas: [{ name: 'Greater Manchester', code: 'E47000001' }] };

/** A plan that nothing else in the small ledger is about: a priority, two promises, a milestone, and a metric. */
export const OWN_PLAN: Record<string, unknown>[] = [
  {
    ...{ command: 'register-plan', planId: 'OWN', ...said('2022-06-07'), ownerBodyId: 'B-1', externalIds: ['OWN'] },
    levels: ['priority', 'commitment'].map((key) => ({ key, one: key, many: key, printedAs: key })),
    described: { title: 'A plan of its own' },
  },
  {
    ...{ command: 'add-priority', planId: 'OWN', ...said('2022-06-07'), nodeId: 'OWN-P', level: 'priority' },
    titled: { title: 'Listening', class: 'first' },
  },
  promise('OWN-1', 'Pick up calls sooner.'),
  promise('OWN-2', 'Plant more trees.'),
  {
    ...{ command: 'promise-milestone', milestoneId: 'OWN-M', planId: 'OWN', ...said('2022-08-04'), kind: 'promise' },
    ...{ what: 'A new centre opens.', promisedBy: { bodyId: 'B-1', basis: 'named' } },
    attached: [{ kind: 'commitment', targetId: 'OWN-1' }],
    due: { from: '2022-11-01', to: '2022-12-01', precision: 'month', printed: 'November 2022', basis: 'printed' },
  },
  {
    ...{ command: 'define-metric', metricId: 'OWN-MET', ...said('2022-06-07'), definitionVersion: 1 },
    ...{ name: 'Time to pick up', use: 'performance', kind: 'duration', unit: 'seconds', periodType: 'month' },
    goodDirection: { value: 'lower', basis: 'judgement' },
  },
  {
    ...{ command: 'set-scorecard-indicator', planId: 'OWN', ...said('2022-06-07'), indicatorId: 'OWN-IND' },
    ...{ priorityId: 'OWN-P', label: 'Time to pick up', standing: 'agreed', order: 1 },
  },
  {
    ...{ command: 'link-indicator-metrics', planId: 'OWN', ...said('2022-06-07'), indicatorId: 'OWN-IND' },
    metricIds: ['OWN-MET'],
  },
];

/** A promise of the plan, in the words of a paper. */
export function promise(id: string, text: string, reportedOn = '2022-06-07'): Record<string, unknown> {
  return {
    ...{ command: 'make-commitment', commitmentId: id, planId: 'OWN', ...said(reportedOn), externalIds: [id] },
    promisedBy: { basis: 'notStated' },
    wording: {
      ...{ wordingId: `${id}-W`, text, lang: 'en', standing: 'printedVariant', class: 'first' },
      printedNumber: { basis: 'none' },
    },
    place: { homeId: 'OWN-P' },
  };
}

/** Sends a command, and gives its first entry. */
export async function write(ledger: SmallLedger, command: Record<string, unknown>): Promise<string> {
  const { status, text, body } = await ledger.send(command);
  if (status !== 200) throw new Error(`${command.command}: ${text}`);
  return body.eventIds[0];
}

/** Waits until an entry can be read; gives the size that holds it. */
export async function published(ledger: SmallLedger, entry: string): Promise<number> {
  const { body } = await ledger.get('/api/plans').set('Ledger-After', entry).expect(200);
  return body.view.atSize;
}
