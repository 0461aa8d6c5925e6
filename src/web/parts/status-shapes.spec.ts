import { all, parseXml } from '../../../test/support/xml.js';
import { STANDARD_SCHEME } from '../../settings/standard-scheme.js';
import { StatusLooks, shapeOf, shapeSvg } from './status-shapes.js';

const looks = new StatusLooks([STANDARD_SCHEME]);
const ofStandard = STANDARD_SCHEME.values.map(({ id, label }) => ({ id, ...looks.of({ status: id, label }) }));

describe('the statuses of the standard scheme', () => {
  it.each([
    ['not-started', 'grey', '○', 'circle empty none'],
    ['on-track', 'green', '✓', 'circle empty tick'],
    ['at-risk', 'yellow', '△', 'triangle empty mark'],
    ['off-track', 'red', '✕', 'octagon empty cross'],
    ['on-hold', 'purple', '‖', 'bars empty none'],
    ['delivered', 'blue', '●', 'circle filled tick'],
    ['part-delivered', 'orange', '◐', 'circle half none'],
    ['not-delivered', 'magenta', '■', 'square filled cross'],
    ['replaced', 'grey', '→', 'arrow empty none'],
  ])('%s is %s, and %s in texts', (id, colour, character, shape) => {
    const look = ofStandard.find((one) => one.id === id)!;
    expect([look.colour, look.character, Object.values(look.shape).join(' ')]).toEqual([colour, character, shape]);
  });

  it('can be told apart without colour', () => {
    expect(new Set(ofStandard.map(({ character }) => character)).size).toBe(9);
    expect(new Set(ofStandard.map(({ shape }) => String(shapeSvg(shape)))).size).toBe(9);
  });
});

describe('another scheme', () => {
  const value = (id: string, shape: string, group: 'open' | 'closed' = 'open') => ({
    id,
    label: id,
    definition: '',
    group,
    shape,
  });
  const rag = new StatusLooks([
    {
      scheme: 'rag',
      mappings: [],
      values: [value('amber', 'ring'), value('green', ''), value('done', 'star', 'closed')],
    },
    { scheme: 'other', mappings: [], values: [value('amber-red', 'solid diamond')] },
  ]);

  it('is coloured by what its values are called', () => {
    expect(rag.of({ status: 'amber', label: 'Amber' })).toMatchObject({
      label: 'Amber',
      colour: 'yellow',
      character: '○',
    });
    expect(rag.of({ status: 'amber-red', label: 'Amber/red' })).toMatchObject({ colour: 'yellow', character: '◆' });
  });

  it('has a circle for a shape that nobody can draw, full where the status closes something', () => {
    expect(rag.of({ status: 'done', label: 'Done' })).toMatchObject({ colour: 'grey', character: '●' });
    expect(rag.of({ status: 'green', label: 'Green' })).toMatchObject({ colour: 'green', character: '○' });
  });

  it('tells values with one id in two schemes apart', () => {
    const two = new StatusLooks([
      { scheme: 'a', mappings: [], values: [value('x', 'square')] },
      { scheme: 'b', mappings: [], values: [value('x', 'diamond')] },
    ]);
    expect(two.of({ status: 'x', label: 'X', scheme: 'a' }).character).toBe('□');
    expect(two.of({ status: 'x', label: 'X', scheme: 'b' }).character).toBe('◇');
  });

  it('that is not held gives a grey circle and the word', () =>
    expect(rag.of({ status: 'unknown', label: 'Unknown' })).toMatchObject({ label: 'Unknown', colour: 'grey' }));
});

it('where no status is stated there is a dash and no tag', () => {
  const look = looks.of({ status: null, label: 'Not stated in the source' });
  expect(look).toEqual({
    label: 'Not stated in the source',
    shape: shapeOf({ group: 'open', shape: 'dash' }),
    character: '–',
  });
});

it('shapes are passed over by those who do not see them', () => {
  for (const { shape } of ofStandard) {
    const svg = parseXml(String(shapeSvg(shape)));
    expect(svg.attributes).toMatchObject({ 'aria-hidden': 'true', focusable: 'false' });
    expect(all(svg, 'path').length).toBeGreaterThan(0);
  }
});
