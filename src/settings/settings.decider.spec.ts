import { given, type Sent } from '../../test/support/given.js';
import { settings } from './settings.commands.js';
import { STANDARD_SCHEME } from './standard-scheme.js';

const publish: Sent = {
  command: 'publish-status-scheme',
  ...STANDARD_SCHEME,
  reportedOn: '2022-08-20',
  source: undefined,
};
const withoutAtRisk = {
  ...publish,
  version: 2,
  reportedOn: '2022-08-25',
  values: STANDARD_SCHEME.values.filter(({ id }) => id !== 'at-risk'),
};
const template: Sent = {
  command: 'publish-report-template',
  template: 'four-columns',
  version: 1,
  columns: [
    { heading: 'You asked us', content: 'theme' },
    { heading: 'Progress update for Panel report {reportDate}', content: 'updates' },
  ],
  reportedOn: '2022-08-20',
  source: undefined,
};
const areas: Sent = {
  command: 'publish-area-list',
  version: 1,
  areas: [
    { code: 'X01', name: 'North', level: 'district', parent: 'X00' },
    { name: 'The old harbour', level: 'place' },
    { name: 'The hill', level: 'place' },
  ],
  reportedOn: '2022-08-20',
  source: undefined,
};

describe('status schemes', () => {
  it('are published under their name, without a source document', () =>
    given([settings])
      .when(publish)
      .gives({ type: 'StatusSchemePublished', facet: 'scheme/standard', data: { version: 1 } }));

  it('ship with nine values: five open, four closed', () => {
    const groups = STANDARD_SCHEME.values.map(({ group }) => group);
    expect(groups.filter((group) => group === 'open')).toHaveLength(5);
    expect(groups.filter((group) => group === 'closed')).toHaveLength(4);
    const ids = STANDARD_SCHEME.values.map(({ id }) => id);
    for (const { values } of STANDARD_SCHEME.mappings) for (const { value } of values) expect(ids).toContain(value);
  });

  it('tell their values apart by label and by id', async () => {
    const [first, second, ...rest] = STANDARD_SCHEME.values;
    await given([settings])
      .when({ ...publish, values: [first, { ...second, label: first!.label }, ...rest] })
      .isRefused(422, { field: 'values', message: 'Labels must differ' });
    await given([settings])
      .when({ ...publish, values: [first, { ...second, id: first!.id }, ...rest] })
      .isRefused(422, { field: 'values', message: 'Ids of values must differ' });
  });

  it('say what becomes of a value that a new version leaves out', async () => {
    const lost = { field: 'mappings', message: 'Say what At risk becomes' };
    const mapping = (becomes: string) => [{ name: 'previousVersion', values: [{ value: 'at-risk', becomes }] }];
    await given([settings], publish).when(withoutAtRisk).isRefused(422, lost);
    await given([settings], publish)
      .when({ ...withoutAtRisk, mappings: mapping('nothing-we-know') })
      .isRefused(422, lost);
    await given([settings], publish)
      .when({ ...withoutAtRisk, mappings: mapping('off-track') })
      .gives({ type: 'StatusSchemePublished', data: { version: 2 } });
  });

  it('are for administrators', () =>
    given([settings])
      .when({ ...publish, actingAs: 'policy-officer' })
      .isRefused(403, { message: 'You do not have permission to do this. Ask the administrator' }));
});

describe('report templates', () => {
  it('are published under their name', () =>
    given([settings]).when(template).gives({ type: 'ReportTemplatePublished', facet: 'template/four-columns' }));

  it('have a column for the update', () =>
    given([settings])
      .when({ ...template, columns: [{ heading: 'You asked us', content: 'theme' }] })
      .isRefused(422, { field: 'columns', message: 'A template needs a column for the update' }));
});

describe('the list of areas', () => {
  it('takes areas without a code', () =>
    given([settings])
      .when(areas)
      .gives({ type: 'AreaListPublished', facet: 'areas', data: { version: 1 } }));

  it('lists a code once', () =>
    given([settings])
      .when({
        ...areas,
        areas: [
          { code: 'X01', name: 'North', level: 'district' },
          { code: 'X01', name: 'South', level: 'district' },
        ],
      })
      .isRefused(422, { field: 'areas', message: 'X01 is listed twice' }));

  it('ends an area after it began', () =>
    given([settings])
      .when({ ...areas, areas: [{ name: 'North', level: 'district', from: '2020-01-01', to: '2019-01-01' }] })
      .isRefused(422, { field: 'areas[0].to', message: 'The end date must be after the start date' }));
});
