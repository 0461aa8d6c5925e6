import type { JsonObject } from '../../../../src/integrity/canonical-json.js';
import type { Statement } from '../../statement.js';
import { Facts } from '../facts.js';
import { Names } from '../names.js';
import { planComparison } from './comparison.assembler.js';
import { standingLinks } from './links.js';

const D = '2026-06-11';
const [OLD, NEW, THIRD] = [id(1), id(2), id(3)] as const;

function id(n: number): string {
  return `00000000-0000-5000-8000-${String(n).padStart(12, '0')}`;
}

let sequence = 0;

function said(stream: string, facet: string, data: JsonObject, more: Partial<Statement> = {}): Statement {
  const [category = ''] = stream.split('-');
  const src = sequence++;
  return {
    ...{
      stream,
      category,
      objectId: stream.slice(category.length + 1),
      facet,
      src,
      slot: src,
      data,
      id: id(900 + src),
    },
    ...{ withdrawn: false, type: 'Said', originalType: 'Said', kind: 'Said', reportedOn: '2022-06-07', edition: 1 },
    ...{ entry: 'backfill', recordedAt: '2022-06-07T09:00:00.000Z', ...more },
  };
}

const plan = (planId: string, successorPlanId?: string) => [
  said(`plan-${planId}`, 'identity', { externalIds: [], levels: [] }),
  said(`plan-${planId}`, 'description', { title: `Plan ${planId.at(-1)}` }),
  ...(successorPlanId ? [said(`plan-${planId}`, 'succession', { successorPlanId })] : []),
];
const promise = (n: number, planId: string, text: string, standing = 'authoritative') => [
  said(`commitment-${id(n)}`, 'identity', { externalIds: [`C-${n}`] }, { plan: planId }),
  said(`commitment-${id(n)}`, 'place', { homeId: planId }, { plan: planId }),
  said(`commitment-${id(n)}`, `wording/${id(n * 10)}`, { text, standing, lang: 'en' }, { plan: planId }),
];
const link = (n: number, type: string, from: number[], to: number[]) =>
  said(
    `commitment-${id(to[0] ?? from[0]!)}`,
    `lineage/${id(n)}`,
    { linkId: id(n), type, from: from.map(id), to: to.map(id), basis: 'judgement' },
    { kind: 'LineageAsserted' },
  );

function compared(statements: Statement[], to?: string) {
  const facts = new Facts(statements);
  const names = new Names(facts);
  const links = { standing: standingLinks(facts, names), withdrawn: [], later: [] };
  const answer = planComparison(OLD, to, { facts, names, links, on: D });
  if ('notHeld' in answer) throw new Error(`not held: ${answer.notHeld}`);
  const name = (one?: { externalIds: string[] }) => one?.externalIds[0] ?? '-';
  const rows = answer.rows.map(({ before, after, type, hint }) =>
    [name(before), type ?? '?', name(after), ...(hint ? [hint] : [])].join(' '),
  );
  return { ...answer, rows };
}

const plans = () => [...plan(OLD, NEW), ...plan(NEW), ...plan(THIRD)];
const promises = () => [
  ...promise(11, OLD, 'Answer calls.'),
  ...promise(12, OLD, 'Plant trees.'),
  ...promise(13, OLD, 'Mend roads.'),
  ...promise(21, NEW, 'Answer calls.'),
  ...promise(22, NEW, 'answer  CALLS'),
  ...promise(23, NEW, 'Sweep roads.', 'paraphrase'),
  ...promise(31, THIRD, 'Dig.'),
];

describe('two plans side by side', () => {
  it('show a promise that was split in a row for each of its parts, and one that was merged likewise', () => {
    const links = [link(51, 'splitInto', [11], [21, 22]), link(52, 'mergedFrom', [12, 13], [23])];
    const { rows, counts } = compared([...plans(), ...promises(), ...links]);
    expect(rows).toEqual([
      'C-11 splitInto C-21 identical',
      'C-11 splitInto C-22 editorial',
      'C-12 mergedFrom C-23',
      'C-13 mergedFrom C-23',
    ]);
    expect(counts).toEqual({ linked: 3, dropped: 0, noSourceFound: 0, withoutLink: 0, new: 0, withoutOrigin: 0 });
  });

  it('tell what was dropped, lost or new from what nobody has linked', () => {
    const links = [
      link(51, 'dropped', [11], []),
      link(52, 'noSourceFound', [12], []),
      link(53, 'new', [], [21]),
      link(54, 'promotedFromNarrative', [], [22]),
    ];
    const { rows, counts } = compared([...plans(), ...promises(), ...links]);
    expect(rows).toEqual([
      'C-11 dropped -',
      'C-12 noSourceFound -',
      'C-13 ? -',
      '- new C-21',
      '- promotedFromNarrative C-22',
      '- ? C-23',
    ]);
    expect(counts).toEqual({ linked: 0, dropped: 1, noSourceFound: 1, withoutLink: 1, new: 2, withoutOrigin: 1 });
  });

  it('count links to the plan that was asked for, and no duplicates', () => {
    const links = [link(51, 'replacedBy', [11], [31]), link(52, 'duplicateOf', [12], [21])];
    const statements = [...plans(), ...promises(), ...links];
    expect(compared(statements).counts).toMatchObject({ linked: 0, withoutLink: 3, withoutOrigin: 3 });
    expect(compared(statements, THIRD).rows).toEqual(['C-11 replacedBy C-31 substantive', 'C-12 ? -', 'C-13 ? -']);
  });

  it('show links wherever they lead where no plan follows and none was asked for', () => {
    const held = [...plan(OLD), ...plan(THIRD), ...promises()];
    const { to, rows } = compared([...held, link(51, 'replacedBy', [11], [31]), link(52, 'moved', [12], [13])]);
    expect(to).toBeUndefined();
    expect(rows).toEqual(['C-11 replacedBy C-31 substantive', 'C-12 ? -', 'C-13 ? -']);
  });

  it('say which of the two the view does not hold', () => {
    const facts = new Facts(plan(OLD));
    const names = new Names(facts);
    const around = { facts, names, links: { standing: [], withdrawn: [], later: [] }, on: D };
    expect(planComparison(OLD, NEW, around)).toEqual({ notHeld: NEW });
    expect(planComparison(NEW, undefined, around)).toEqual({ notHeld: NEW });
  });
});
