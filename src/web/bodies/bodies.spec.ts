import type { BodyAnswer, BodySummary } from '../../../projections/state/queries/body/body.answers.js';
import { bodyPage } from './body.view.js';
import { bodyListPage } from './body-list.view.js';

const body = (name: string, more: object = {}) =>
  ({
    id: `id-${name}`,
    externalIds: [`B-${name}`],
    name,
    kind: 'board',
    aliases: [],
    ...more,
  }) as unknown as BodySummary;

describe('the list of bodies', () => {
  const all = [body('Alpha', { aliases: [{ name: 'First' }] }), body('avenue', { kind: undefined }), body('Beta')];

  it('stands under letters, with what papers call them besides', () => {
    const page = bodyListPage(all, all, {});
    expect(page.groups.map(({ letter, bodies }) => [letter, bodies.map(({ name }) => name)])).toEqual([
      ['A', ['Alpha', 'avenue']],
      ['B', ['Beta']],
    ]);
    expect(page.groups[0]!.bodies[0]).toEqual({
      ...{ name: 'Alpha', path: '/bodies/B-Alpha', kind: 'board', aliases: ['First'] },
    });
    expect(page).toMatchObject({ letters: ['A', 'B'], kinds: ['board'], isNarrowed: false, whole: 3 });
  });

  it('leads to every letter also from one of them', () => {
    const page = bodyListPage(all, [all[2]!], { letter: 'B' });
    expect(page).toMatchObject({ letters: ['A', 'B'], list: { total: 1 }, isNarrowed: false });
  });
});

describe('the page of a body', () => {
  const lists = [
    ...['placements', 'placedUnder', 'identities', 'offices', 'members', 'memberOf', 'delivers', 'leads', 'meets'],
    ...['promisedCommitments', 'promised', 'decided', 'asked', 'askedOf', 'actions', 'programmes', 'issued'],
    ...['externalRecommendations', 'published', 'namedIn', 'namesOverTime', 'addedByEditors'],
  ];
  const bare = Object.fromEntries(lists.map((name) => [name, []]));
  const page = (more: object) => bodyPage({ ...body('Alpha'), ...bare, ...more } as unknown as BodyAnswer);

  it('has a section for what there is, and for nothing else', () => {
    expect(page({}).sections).toEqual([]);
    expect(page({ askedOf: [{}], delivers: [{}], memberOf: [{}] }).sections).toEqual(['delivers', 'asked', 'members']);
  });

  it('says names over time once there was more than one', () => {
    expect(page({ namesOverTime: [{ name: 'Alpha' }] }).names).toEqual([]);
    expect(page({ namesOverTime: [{ name: 'Old' }, { name: 'Alpha' }] }).names).toHaveLength(2);
  });

  it('counts as meetings what was one', () => {
    const date = { precision: 'day', display: '4 August 2022' };
    const meets = [
      { id: 'm1', name: 'Alpha, 4 August 2022', kind: 'board', date },
      { id: 'm2', name: 'Alpha, 2019', kind: 'decisionNotice', date },
    ];
    expect(page({ meets }).meetings).toEqual([
      { path: '/meetings/m1', name: 'Alpha, 4 August 2022', date: '4 August 2022' },
    ]);
  });

  it('shows the first milestones that it promised, and how many more there are', () => {
    const promised = Array.from({ length: 26 }, (_, n) => ({ id: `m${n}` }));
    expect(page({ promised })).toMatchObject({ promised: promised.slice(0, 25), morePromised: 1 });
    expect(page({ promised: promised.slice(0, 25) }).morePromised).toBe(0);
  });

  it('shows the first passages that name it, and how many more there are', () => {
    const namedIn = Array.from({ length: 7 }, (_, n) => ({ id: `u${n}` }));
    expect(page({ namedIn })).toMatchObject({ mentions: namedIn.slice(0, 5), moreMentions: 2 });
    expect(page({ namedIn: namedIn.slice(0, 2) }).moreMentions).toBe(0);
  });
});
