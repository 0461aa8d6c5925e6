import { catalogue } from '../../src/catalogue.js';
import { entryBytes } from '../../src/integrity/entry.js';
import { shapeProblems } from '../../src/ledger/commands/parse.js';
import { reveal } from '../../src/ledger/erasable/conceal.js';
import { isAct, statementData } from '../../src/ledger/history.js';
import { GeneratedPlan, type OpenEvent } from './generated-plan.js';

const SIZE = { themes: 6, commitments: 12, metrics: 8, milestones: 6 };
const PAPERS = 4;
const all = [...new GeneratedPlan(SIZE).take(PAPERS)].flat();
const ofPaper = (paper: number) => {
  const day = new GeneratedPlan(SIZE).dayOf(paper);
  return all.filter(({ event }) => event.metadata.reportedOn === day);
};

describe('a generated plan', () => {
  it('is the same however it is taken', () => {
    const other = new GeneratedPlan(SIZE);
    expect([...other.take(1, 7), ...other.take(PAPERS - 1)].flat()).toEqual(all);
  });

  it('has no gaps, neither in its order nor in a stream', () => {
    const revisions = new Map<string, bigint>();
    for (const [index, { event }] of all.entries()) {
      expect(event.sequence).toBe(index);
      expect(event.revision).toBe((revisions.get(event.stream) ?? -1n) + 1n);
      revisions.set(event.stream, event.revision);
    }
    expect(new Set(all.map(({ event }) => event.id)).size).toBe(all.length);
  });

  it('is made of payloads that the catalogue takes', () => {
    const changed = new Map<string, string>();
    for (const { event } of all) changed.set(event.id, changed.get(event.metadata.target ?? '') ?? event.type);
    for (const one of all) {
      const { actingAs: _, ...data } = inClear(one);
      expect(shapeProblems(catalogue.event(one.event.type)!.data, data)).toEqual([]);
      if (!isAct(one.event.type)) expect(catalogue.keyOf(one.event)).not.toBeUndefined();
      else {
        const statement = statementData({ ...one.event, data });
        expect(shapeProblems(catalogue.event(changed.get(one.event.id)!)!.data, statement)).toEqual([]);
      }
    }
  });

  it('hides who entered it and what narrative it holds, and can be sealed', () => {
    for (const { event } of all) expect(() => entryBytes(event)).not.toThrow();
    expect(ofPaper(2).every(({ event }) => event.type !== 'Restated' || hidesWords(event))).toBe(true);
    const status = ofPaper(2).find(({ event }) => event.type === 'StatusReported')!;
    expect(status.event.data.reason).toEqual({ $c: expect.any(String) });
    expect(status.disclosures.map(({ pointer }) => pointer)).toEqual(['/data/reason', '/by']);
  });

  it('states as many keys in every paper, of which only figures and the paper itself are new', () => {
    expect(ofPaper(2)).toHaveLength(ofPaper(3).length);
    const keysOf = (events: readonly OpenEvent[]) =>
      new Set(events.flatMap(({ event }) => (isAct(event.type) ? [] : [`${event.stream}/${catalogue.keyOf(event)}`])));
    const known = keysOf(
      all.filter(({ event }) => event.metadata.reportedOn! < ofPaper(3)[0]!.event.metadata.reportedOn!),
    );
    const fresh = ofPaper(3).filter(
      ({ event }) => !isAct(event.type) && !known.has(`${event.stream}/${catalogue.keyOf(event)}`),
    );
    const types = fresh.map(({ event }) => event.type);
    expect(types.filter((type) => type === 'MetricSubmitted')).toHaveLength(SIZE.metrics);
    expect(types.filter((type) => type !== 'MetricSubmitted')).toEqual(['SourceRegistered', 'ReportPublished']);
  });

  it('restates the newest entry, update by update', () => {
    const acts = all.filter(({ event }) => event.type === 'Restated');
    expect(acts).toHaveLength((PAPERS - 1) * (SIZE.themes + 4));
    expect(new Set(acts.map(({ event }) => event.metadata.target)).size).toBe(acts.length);
  });

  it('names the key of the figure that a paper adds', () => {
    const figure = ofPaper(3).find(({ event }) => event.type === 'MetricSubmitted')!.event;
    expect(catalogue.keyOf(figure)).toBe(new GeneratedPlan(SIZE).figureOf(3));
  });
});

function inClear({ event, disclosures }: OpenEvent) {
  const ofData = disclosures.filter(({ pointer }) => pointer.startsWith('/data/'));
  return reveal({ data: event.data }, ofData).data as Record<string, never>;
}

function hidesWords({ data }: OpenEvent['event']): boolean {
  const { blocks } = data.statement as { blocks?: { text: object }[] };
  return blocks === undefined || blocks.every(({ text }) => '$c' in text);
}
