type Write = (command: Record<string, unknown>) => Promise<void>;

const SOURCE = { doc: 'S-1', sha256: 'a'.repeat(64) };
const june = { reportedOn: '2022-06-07', source: SOURCE };
const august = { reportedOn: '2022-08-04', source: SOURCE };
const december = { reportedOn: '2022-12-06', source: SOURCE };
/** What the editors say. */
const later = { reportedOn: '2026-06-11', source: SOURCE };

const range = (from: string, to: string) => ({ from, to, precision: 'month', basis: 'printed' });

/** Objects for the addresses that name one. */
export const named: Record<string, () => string> = {
  '/api/external-recommendations/:id': () => 'XR-1',
  '/api/meetings/:id': () => 'MEET-1',
  '/api/areas/:id': () => 'E47000001',
};

/** What bodies do besides delivering: two meetings, a work programme, and what an inspectorate asks. */
export async function sayMore(write: Write): Promise<void> {
  await bodies((command, bodyId, more) => write({ command, bodyId, ...more }));
  await meetings((command, meetingId, more) => write({ command, meetingId, ...more }));
  await programme((command, programmeId, more) => write({ command, programmeId, ...more }));
  await inspection((command, externalRecommendationId, more) => write({ command, externalRecommendationId, ...more }));
}

type Say = (command: string, id: string, more: object) => Promise<void>;

async function bodies(body: Say) {
  const inspectorate = { named: { name: 'Inspectorate' }, described: { kind: 'organisation' } };
  await body('register-body', 'B-INSP', { ...june, externalIds: ['B-INSP'], ...inspectorate });
  const panel = { named: { name: 'Panel' }, described: { kind: 'panel' } };
  await body('register-body', 'B-PANEL', { ...june, externalIds: ['B-PANEL'], ...panel });
  await body('rename-body', 'B-PANEL', { ...august, name: 'Crime Panel', formerName: 'Panel' });
  await body('add-body-alias', 'B-PANEL', { ...august, name: 'PCP', abbreviation: true, basis: 'printed' });
  await body('create-role', 'B-PANEL', { ...june, roleId: 'ROLE-1', title: 'Chair' });
  await body('record-office-holder', 'B-PANEL', { ...june, holderId: 'H-1', roleId: 'ROLE-1', person: 'Somebody' });
  await body('record-membership', 'B-PANEL', { ...june, memberId: 'MB-1', memberBodyId: 'B-1', capacity: 'member' });
  const same = { otherBodyId: 'B-INSP', reason: 'Both look at the police' };
  await body('note-bodies-possibly-same', 'B-PANEL', { ...later, ...same });
}

async function meetings(meeting: Say) {
  const panel = { bodyIds: ['B-PANEL'], kind: 'panel' };
  await meeting('call-meeting', 'MEET-2', { ...august, ...panel, date: { date: '2022-12-06', precision: 'day' } });
  await meeting('call-meeting', 'MEET-3', { ...august, ...panel, date: { date: '2022-10-04', precision: 'day' } });
  await meeting('cancel-meeting', 'MEET-3', { ...december, reason: 'Nothing to discuss' });

  await meeting('add-agenda-item', 'MEET-1', { ...june, itemId: 'I-10', number: '10', title: 'Other business' });
  const progress = { itemId: 'I-5', number: '5', title: 'Progress', links: ['PLAN'] };
  await meeting('add-agenda-item', 'MEET-1', { ...june, ...progress });
  const changed = { ...progress, title: 'Progress and figures', reason: 'Figures were added' };
  await meeting('change-agenda-item', 'MEET-1', { ...august, ...changed });
  await meeting('add-agenda-item', 'MEET-1', { ...june, itemId: 'I-6', number: '6', title: 'Budget' });
  await meeting('withdraw-agenda-item', 'MEET-1', { ...august, itemId: 'I-6', reason: 'Not ready' });
  await meeting('attach-paper', 'MEET-1', { ...august, paperId: 'PAPER-1', itemId: 'I-5', sourceId: 'S-1' });
  await meeting('attach-paper', 'MEET-1', { ...august, paperId: 'PAPER-2', sourceId: 'S-1' });
  const asks = { type: 'agree', text: 'Agree the money.', addressedTo: ['B-PANEL'], printedNumber: '2' };
  await meeting('make-recommendation', 'MEET-1', { ...august, recommendationId: 'R-2', itemId: 'I-5', ...asks });

  const chair = [{ role: 'Chair of the panel', capacity: 'chair' }];
  await meeting('hold-meeting', 'MEET-1', { ...december, date: '2022-08-04', attendance: chair });
  const answer = { answer: 'agreedWithChanges', text: 'Half of it.', decisionId: 'DEC-1' };
  await meeting('answer-recommendation', 'MEET-1', { ...december, recommendationId: 'R-2', ...answer });
  const decision = { decidedBy: { bodyId: 'B-PANEL', basis: 'named' }, decidedOn: { precision: 'notStated' } };
  await meeting('record-board-decision', 'MEET-2', {
    ...december,
    decisionId: 'DEC-2',
    text: 'No money.',
    ...decision,
  });
  await meeting('record-board-decision', 'MEET-2', { ...december, decisionId: 'DEC-3', text: 'A vote.', ...decision });
  await meeting('rescind-decision', 'MEET-2', { ...later, decisionId: 'DEC-3', reason: 'Out of order' });
  const changes = [{ kind: 'commitment', id: 'C-1' }];
  await meeting('link-decision-changes', 'MEET-1', { ...later, decisionId: 'DEC-1', changes });
  await meeting('agree-minutes', 'MEET-1', { ...december, sourceId: 'S-1', atMeetingId: 'MEET-2' });

  const centre = { actionId: 'A-1', decisionId: 'DEC-1', text: 'Find a place.', owner: { bodyId: 'B-1' } };
  await meeting('raise-action', 'MEET-1', { ...august, ...centre, due: range('2022-10-01', '2022-11-01') });
  const moved = { actionId: 'A-1', due: range('2023-01-01', '2023-02-01'), reason: 'No place was found' };
  await meeting('move-action-due', 'MEET-1', { ...december, ...moved });
  const note = { actionId: 'A-2', text: 'Write a note.', owner: { bodyId: 'B-PANEL', roleId: 'ROLE-1' } };
  await meeting('raise-action', 'MEET-1', { ...august, ...note });
  const done = { actionId: 'A-2', outcome: 'done', reason: 'It was sent', noEvidence: true };
  await meeting('close-action', 'MEET-1', { ...december, ...done });
}

async function programme(programme: Say) {
  const agreed = { title: 'Joint work programme', ownerBodyIds: ['B-PANEL'] };
  await programme('agree-work-programme', 'WP-1', { ...june, ...agreed, year: '2022/23', contentsHeld: true });
  await programme('agree-work-programme', 'WP-2', { ...december, ...agreed, year: '2023/24', contentsHeld: false });
  await programme('plan-programme-item', 'WP-1', { ...june, itemId: 'WI-1', title: 'Calls', kind: 'deepDive' });
  await programme('schedule-programme-item', 'WP-1', { ...june, itemId: 'WI-1', meetingId: 'MEET-1' });
  const moved = { itemId: 'WI-1', meetingId: 'MEET-2', reason: 'The agenda is full' };
  await programme('move-programme-item', 'WP-1', { ...august, ...moved });
  await programme('plan-programme-item', 'WP-1', { ...june, itemId: 'WI-2', title: 'Figures', kind: 'scorecard' });
  await programme('deliver-programme-item', 'WP-1', { ...december, itemId: 'WI-2', meetingId: 'MEET-1' });
  await programme('plan-programme-item', 'WP-1', { ...june, itemId: 'WI-3', title: 'Fleet', kind: 'other' });
  await programme('drop-programme-item', 'WP-1', { ...august, itemId: 'WI-3', reason: 'Another board has it' });
  await programme('bring-programme-to', 'WP-1', { ...august, meetingId: 'MEET-1' });
}

async function inspection(recommendation: Say) {
  const asked = { issuerBodyId: 'B-INSP', addressedTo: ['B-1'] };
  const first = { reference: 'INSP-1', text: 'Answer sooner.', due: range('2022-07-01', '2022-08-01') };
  await recommendation('register-external-recommendation', 'XR-1', { ...june, ...asked, ...first });
  const issuedOn = { date: '2022-05-31', precision: 'month' };
  const second = { reference: 'INSP-2', text: 'Answer kindly.', issuedOn, due: range('2022-09-01', '2022-10-01') };
  await recommendation('register-external-recommendation', 'XR-2', { ...june, ...asked, ...second });
  const sent = { reason: 'Calls are answered', evidence: [{ citation: { sourceId: 'S-1', line: 7 } }] };
  await recommendation('submit-external-recommendation', 'XR-2', { ...december, ...sent });
  const about = { kind: 'commitment', targetId: 'C-1', reason: 'The same calls' };
  await recommendation('link-external-recommendation', 'XR-1', { ...later, ...about });
}
