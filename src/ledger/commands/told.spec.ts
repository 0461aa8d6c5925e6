import { given, type Sent } from '../../../test/support/given.js';
import { type Feature, note, notice, refusal, warning } from '../catalogue/catalogue.js';
import { commandFor, eventType } from '../catalogue/define.js';
import { Choices } from '../catalogue/fields.js';

const FINDINGS = {
  refused: refusal('says', 'This must not be said'),
  warned: warning('are-you-sure', 'says', 'Are you sure'),
  follows: notice('reports-quote-it', 'says', '2 published reports quote the old value'),
  late: note('later-differs', 'says', 'A later paper says something else'),
};
type Name = keyof typeof FINDINGS;

class SaidData {
  @Choices(Object.keys(FINDINGS)) says!: Name[];
}
const Said = eventType({
  name: 'Said',
  category: 'programme',
  data: SaidData,
  key: () => 'said',
  rules: ({ says }) => says.map((name) => FINDINGS[name]),
});
const sayings: Feature = {
  events: [Said],
  commands: [commandFor('Say', 'Say something', Said, ['policy-officer'], { creates: true })],
};
const say = (...says: Name[]): Sent => ({ command: 'say', programmeId: 'P-1', says });

const follows = { code: 'reports-quote-it', field: 'says', message: '2 published reports quote the old value' };
const late = { code: 'later-differs', field: 'says', message: 'A later paper says something else' };

describe('what is only told', () => {
  it('stands beside the receipt, once', async () => {
    await given([sayings])
      .when(say('follows', 'late', 'follows'))
      .tells({ notices: [follows, follows], notes: [late] });
    await given([sayings])
      .when(say('late'))
      .tells({ notes: [late] });
    await given([sayings]).when(say()).tells({});
  });

  it('stands in the way of nothing, and needs no confirmation', async () => {
    await given([sayings]).when(say('follows', 'late')).gives({ type: 'Said' });
    await given([sayings]).when(say('warned', 'follows')).isWarned({ code: 'are-you-sure' });
  });

  it('is not told of what was refused', () =>
    given([sayings])
      .when(say('follows', 'refused', 'late'))
      .isRefused(422, { message: 'This must not be said' }));
});
