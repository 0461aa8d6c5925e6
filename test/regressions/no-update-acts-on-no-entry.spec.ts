import { commitments } from '../../src/commitments/commitment.commands.js';
import { plans } from '../../src/plans/plan.commands.js';
import { reports } from '../../src/reports/report.commands.js';
import { settings } from '../../src/settings/settings.commands.js';
import { updates } from '../../src/updates/update.commands.js';
import { given, idOf } from '../support/given.js';

const LEVELS = ['priority', 'commitment'].map((key) => ({ key, one: key, many: key, printedAs: key }));

/** What a missing update is about is named by `target`, as is the entry that a change acts on. */
test('an entry that says there is no update does not say that it acts on another entry', () =>
  given(
    [reports, plans, commitments, updates, settings],
    { command: 'register-plan', planId: 'plan', ownerBodyId: 'owner', levels: LEVELS, externalIds: [] },
    {
      ...{ command: 'add-priority', planId: 'plan', nodeId: 'P1', level: 'priority' },
      titled: { title: 'Priority one', class: 'first' },
    },
    {
      ...{ command: 'make-commitment', commitmentId: 'C1', planId: 'plan', externalIds: [] },
      ...{ promisedBy: { basis: 'notStated' }, place: { homeId: 'P1' } },
      wording: {
        ...{ wordingId: 'W1', text: 'Do it.', lang: 'en-GB', standing: 'paraphrase', class: 'first' },
        printedNumber: { basis: 'none' },
      },
    },
  )
    .withObjects(['body', 'owner'], ['source', 'paper'])
    .when({ command: 'give-no-update', reportId: 'june', planId: 'plan', target: 'C1', reason: 'It says nothing' })
    .gives({
      type: 'NoUpdateGiven',
      data: { target: idOf('C1') },
      metadata: expect.not.objectContaining({ target: expect.anything() }),
    }));
