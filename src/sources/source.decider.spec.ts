import { given, idOf, type Sent } from '../../test/support/given.js';
import { sources } from './source.commands.js';

const FILE = 'ab'.repeat(32);
const OTHER = 'cd'.repeat(32);

const register: Sent = {
  command: 'register-source',
  sourceId: 'paper',
  title: 'Progress report, August 2022',
  kind: 'panelPaper',
  publisherBodyId: 'publisher',
  dated: { date: '2022-08-04', precision: 'day', printed: '4 August 2022' },
  publishedOn: '2022-08-04',
  retrievedOn: '2022-08-20',
  address: 'https://papers.example/august.pdf',
  mediaType: 'application/pdf',
  size: 120_000,
  sha256: FILE,
  language: 'en',
  completeness: 'Text without its tables',
  missing: ['Appendix 2'],
  source: undefined,
};
const describeAnew = { ...register, command: 'describe-source', reason: 'The title was cut off' };
const addCopy: Sent = {
  command: 'add-source-copy',
  sourceId: 'paper',
  sha256: OTHER,
  address: 'https://archive.example/august.pdf',
  retrievedOn: '2022-08-21',
  mediaType: 'application/pdf',
  size: 120_001,
};
const noteGap: Sent = {
  command: 'note-source-gap',
  sourceId: 'paper',
  gapId: 'gap-1',
  what: 'Appendix 2 is empty',
  where: 'page 14',
};
const supersede: Sent = { command: 'supersede-source', sourceId: 'paper', bySourceId: 'final', source: undefined };
const registerFinal = { ...register, sourceId: 'final', title: 'Final report', sha256: OTHER };

const one = () => given([sources], register);

describe('registering a source document', () => {
  it('keeps everything that is known of it, and is its own source', () =>
    given([sources])
      .when(register)
      .gives({
        type: 'SourceRegistered',
        facet: 'description',
        data: {
          title: 'Progress report, August 2022',
          publisherBodyId: idOf('publisher'),
          dated: { date: '2022-08-04', precision: 'day', printed: '4 August 2022' },
          completeness: 'Text without its tables',
          missing: ['Appendix 2'],
        },
        metadata: { entry: 'backfill', source: { doc: idOf('paper'), sha256: FILE } },
      }));

  it('may name itself as its source, but no other document that is not there', async () => {
    await given([sources])
      .when({ ...register, source: { doc: 'paper' } })
      .gives({ type: 'SourceRegistered', metadata: { source: { doc: idOf('paper'), sha256: FILE } } });
    await given([sources])
      .when({ ...register, source: { doc: 'final' } })
      .isRefused(404, { field: 'source.doc', message: 'The ledger holds no such source' });
  });

  it('is refused for a file that is held already, or of which a copy is', async () => {
    await one()
      .when({ ...register, sourceId: 'again' })
      .isRefused(422, { field: 'sha256', message: 'This file is already held as Progress report, August 2022' });
    await one()
      .and(addCopy)
      .when(registerFinal)
      .isRefused(422, { field: 'sha256', message: 'This file is already held as Progress report, August 2022' });
  });

  it('happens once', () =>
    one().when(register).isRefused(422, { field: 'sourceId', message: 'paper is already in the ledger' }));

  it('asks for the printed date or the word that there is none', async () => {
    const message = 'Enter the date printed on the document or say that there is none';
    await given([sources])
      .when({ ...register, dated: undefined })
      .isRefused(400, { field: 'dated', message });
    await given([sources])
      .when({ ...register, dated: { precision: 'month' } })
      .isRefused(422, { field: 'dated.date', message });
    await given([sources])
      .when({ ...register, dated: { precision: 'none' } })
      .gives({ type: 'SourceRegistered' });
  });

  it.each([
    [{ sha256: 'AB'.repeat(32) }, 'sha256'],
    [{ size: -1 }, 'size'],
    [{ dated: { date: '2022-02-30', precision: 'day' } }, 'dated.date'],
    [{ title: '  ' }, 'title'],
  ])('refuses %j', (fields, field) =>
    given([sources])
      .when({ ...register, ...fields })
      .isRefused(400, { field }));
});

describe('describing a source document anew', () => {
  it('states everything again, with a reason', () =>
    one()
      .when({ ...describeAnew, title: 'Progress report to the panel, August 2022' })
      .gives({
        type: 'SourceDescribed',
        facet: 'description',
        data: { title: 'Progress report to the panel, August 2022', reason: 'The title was cut off' },
      }));

  it('gives the reason', () =>
    one()
      .when({ ...describeAnew, title: 'Another', reason: undefined })
      .isRefused(400, { field: 'reason', message: 'Give the reason for the change' }));

  it('has to change something', () =>
    one()
      .when({ ...describeAnew, missing: ['Appendix 2'] })
      .isRefused(422, { message: 'Nothing has changed' }));

  it('is compared with what had been told of by then', async () => {
    const retitled = (reportedOn: string) => ({ ...describeAnew, title: 'To the panel', reportedOn });
    const toldOfLater = () => one().and(retitled('2022-08-04'));
    await toldOfLater().when(retitled('2022-08-03')).gives({ type: 'SourceDescribed' });
    await toldOfLater().when(retitled('2022-08-05')).isRefused(422, { message: 'Nothing has changed' });
  });
});

describe('copies, gaps and successors', () => {
  it('keeps another retrieval under its hash', () =>
    one()
      .when(addCopy)
      .gives({ type: 'SourceCopyAdded', facet: `copy/${OTHER}`, data: { size: 120_001 } }));

  it.each([FILE, OTHER])('takes each file once (%s)', (sha256) =>
    one()
      .and(addCopy)
      .when({ ...addCopy, sha256 })
      .isRefused(422, { field: 'sha256', message: 'This copy is already held' }));

  it('notes a gap', () =>
    one()
      .when(noteGap)
      .gives({ type: 'SourceGapNoted', facet: `gap/${idOf('gap-1')}`, data: { what: 'Appendix 2 is empty' } }));

  it.each([undefined, '', ' '])('asks what is missing (%j)', (what) =>
    one()
      .when({ ...noteGap, what })
      .isRefused(400, { field: 'what', message: 'Say what is missing' }));

  it('notes that an address is dead', () =>
    one()
      .when({
        command: 'note-source-unavailable',
        sourceId: 'paper',
        address: 'https://papers.example/august.pdf',
        seenOn: '2022-08-31',
      })
      .gives({ type: 'SourceUnavailableNoted', facet: 'availability' }));

  it('says which document replaces it', () =>
    one()
      .and(registerFinal)
      .when(supersede)
      .gives({ type: 'SourceSuperseded', facet: 'succession', data: { bySourceId: idOf('final') } }));

  it('does not replace a document by itself, or by one that is not held', async () => {
    await one()
      .when({ ...supersede, bySourceId: 'paper' })
      .isRefused(422, { field: 'bySourceId', message: 'A document cannot replace itself' });
    await one()
      .when({ ...supersede, bySourceId: 'nothing' })
      .isRefused(404, { field: 'bySourceId', code: 'unknown-object' });
  });
});
