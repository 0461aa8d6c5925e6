import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import request from 'supertest';
import { AccessService } from '../../src/access/access.service.js';
import { ROLES, type Role } from '../../src/access/roles.js';
import { uuidV7At } from '../../src/ledger/ids.js';
import { SourceFiles } from '../../src/sources/source-files.js';
import { Importer } from '../../src/transfer/importer.js';
import { type SmallLedger, smallLedger } from '../http/small-ledger.js';

const sha256Of = (bytes: Buffer | string) => createHash('sha256').update(bytes).digest('hex');

const PAPER = 'Progress\nCalls were answered\nin **four** minutes, said Dr Someone.\nThe end.\n';
const TEXT = sha256Of(PAPER);
const SCAN = Buffer.from([0x25, 0x50, 0x44, 0x46, 0, 0xff, 0xfe, 1, 2, 3]);
const PDF = sha256Of(SCAN);

const SOMEBODY = '8c7b1c0e-0000-4000-8000-000000000009';

describe('kept files', () => {
  let ledger: SmallLedger;
  const tokens = new Map<Role, string>();

  beforeAll(async () => {
    ledger = await smallLedger();
    const access = ledger.service.app.get(AccessService);
    for (const role of ROLES) tokens.set(role, (await access.createToken({ name: role, roles: [role] })).token);
    for (const [name, sha256, mediaType] of [
      ['S-TEXT', TEXT, 'text/plain'],
      ['S-PDF', PDF, 'application/pdf'],
    ] as const)
      await ledger
        .send({
          ...{ command: 'register-source', sourceId: name, reportedOn: '2022-06-07', externalIds: [name] },
          ...{ title: name, kind: 'panelPaper', dated: { precision: 'none' }, source: { sha256 } },
          ...{ mediaType, size: 10, sha256, language: 'en' },
        })
        .then(({ status, text }) => expect([status, text]).toEqual([200, expect.anything()]));
  });
  afterAll(() => ledger?.close());

  const put = (path: string, body: Buffer | string, type: string, role: Role = 'policy-officer') =>
    request(ledger.service.url)
      .put(`/api/sources/files/${path}`)
      .set('Authorization', `Bearer ${tokens.get(role)}`)
      .set('Content-Type', type)
      .send(body);
  const get = (sha256: string, role: Role = 'auditor') =>
    request(ledger.service.url)
      .get(`/api/sources/files/${sha256}`)
      .set('Authorization', `Bearer ${tokens.get(role)}`);

  it('come back as they were sent, to be saved and not to be shown', async () => {
    const first = await put(PDF, SCAN, 'application/pdf');
    expect([first.status, first.body]).toEqual([201, { sha256: PDF, size: SCAN.length }]);
    expect((await put(PDF, SCAN, 'text/html')).status).toBe(200);
    const { status, headers, body } = await get(PDF).buffer(true);
    expect([status, Buffer.compare(body, SCAN)]).toEqual([200, 0]);
    expect(headers).toMatchObject({
      'content-type': 'application/pdf',
      'content-disposition': `attachment; filename="${PDF}"`,
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
    });
    expect(headers).not.toHaveProperty('ledger-at-size');
  });

  it('are not taken if they have changed on the way', async () => {
    const { status, body } = await put(PDF, Buffer.concat([SCAN, SCAN]), 'application/pdf');
    expect([status, body.code, body.detail]).toEqual([422, 'other-file', 'The file changed on the way. Send it again']);
  });

  it('are sent by whom they concern, and seen by those who check', async () => {
    for (const role of ROLES) {
      const maySend = role === 'policy-officer' || role === 'administrator';
      expect([role, (await put(PDF, SCAN, 'application/pdf', role)).status]).toEqual([role, maySend ? 200 : 403]);
      expect([role, (await put(`${PDF}/text`, 'Words', 'text/plain', role)).status]).toEqual([
        role,
        maySend ? 200 : 403,
      ]);
      const mayRead = ['policy-officer', 'approver', 'auditor'].includes(role);
      expect([role, (await get(PDF, role)).status]).toEqual([role, mayRead ? 200 : 403]);
    }
    expect((await request(ledger.service.url).get(`/api/sources/files/${PDF}`)).status).toBe(401);
  });

  it('are refused when nothing can be made of them', async () => {
    const refused = async (response: request.Test) => {
      const { status, body } = await response;
      return `${status} ${body.code}`;
    };
    expect(await refused(put('abc', SCAN, 'application/pdf'))).toBe('400 malformed-id');
    expect(await refused(put(PDF, SCAN, 'nonsense'))).toBe('415 unsupported-media-type');
    expect(await refused(put(PDF, SCAN, 'application/pdf').set('Content-Encoding', 'gzip'))).toBe(
      '415 compressed-body',
    );
    expect(await refused(put(`${PDF}/text`, SCAN, 'text/plain'))).toBe('400 malformed-text');
    expect(await refused(put(`${PDF}/text`, '{}', 'application/json'))).toBe('415 unsupported-media-type');
    expect(await refused(put(`${'0'.repeat(64)}/text`, 'Words', 'text/plain'))).toBe('404 unknown-file');
    expect(await refused(get('0'.repeat(64)))).toBe('404 unknown-file');
    expect(await refused(put(`${PDF}/text`, 'x'.repeat(5 * 2 ** 20 + 1), 'text/plain'))).toBe('413 body-too-large');
  });

  it('may be as large as the service is told, and no larger', async () => {
    const { limit } = ledger.service.app.get(SourceFiles);
    const large = Buffer.alloc(2 ** 20, 7);
    expect((await put(sha256Of(large), large, 'application/octet-stream')).status).toBe(201);
    expect(limit).toBe(25 * 2 ** 20);
    const response = await put(PDF, Buffer.alloc(limit + 1), 'application/pdf');
    expect([response.status, response.body.detail]).toEqual([413, 'The body is larger than 25 MB']);
  });

  it('may hold JSON, which is taken as bytes', async () => {
    const json = '{"not": "canonical",  "n": 1.0}';
    expect((await put(sha256Of(json), json, 'application/json')).status).toBe(201);
    expect((await get(sha256Of(json)).buffer(true)).text).toBe(json);
  });

  it('are encrypted at rest', async () => {
    await put(TEXT, PAPER, 'text/plain');
    await put(`${PDF}/text`, 'A secret in the scan', 'text/plain');
    const { rows } = await ledger.service.database.ownerPool.query(
      `SELECT count(*)::int AS found FROM erasable.source_file f
        WHERE strpos(encode(f.ciphertext, 'escape'), 'minutes') > 0 OR strpos(encode(f.text_ciphertext, 'escape'), 'secret') > 0`,
    );
    expect(rows[0].found).toBe(0);
  });

  describe('and what is quoted from them', () => {
    beforeAll(async () => {
      await put(TEXT, PAPER, 'text/plain');
      await put(PDF, SCAN, 'application/pdf');
      await put(`${PDF}/text`, 'One line\nwith a quote in it\n', 'text/plain');
    });

    let sent = 0;
    const cite = async (citation: object, more: object = {}) => {
      const { status, body } = await ledger.send({
        ...{
          command: 'raise-action',
          meetingId: 'MEET-1',
          reportedOn: '2022-08-04',
          source: { sha256: 'a'.repeat(64) },
        },
        ...{ actionId: `QUOTED-${++sent}`, text: 'Do it', owner: { bodyId: 'B-1' }, citations: [citation], ...more },
      });
      return status === 200 ? 'taken' : body.errors.map((one: { field: string; code: string; message: string }) => one);
    };
    const notFound = (field = 'citations[0].quote') => [
      { field, code: 'quote-not-found', message: 'These words were not found in the document. Check the quote' },
    ];

    it('must stand there, at the line cited', async () => {
      expect(await cite({ sourceId: 'S-TEXT', quote: 'Answered in four minutes' })).toBe('taken');
      expect(await cite({ sourceId: 'S-TEXT', quote: 'answered in FOUR minutes,', line: 2 })).toBe('taken');
      expect(await cite({ sourceId: 'S-TEXT', quote: 'answered in four minutes', line: 3 })).toEqual(notFound());
      expect(await cite({ sourceId: 'S-TEXT', quote: 'answered in five minutes' })).toEqual(notFound());
      expect(await cite({ sourceId: 'S-TEXT', sha256: TEXT, quote: 'the end' })).toBe('taken');
    });

    it('is looked for in the text of what is no text itself', async () => {
      expect(await cite({ sourceId: 'S-PDF', quote: 'line with a quote', line: 1 })).toBe('taken');
      expect(await cite({ sourceId: 'S-PDF', quote: 'four minutes' })).toEqual(notFound());
    });

    it('is not checked where nothing is kept', async () => {
      expect(await cite({ sourceId: 'S-1', quote: 'Whatever it says' })).toBe('taken');
    });

    it('has at most 25 words', async () => {
      const words = (n: number) => Array.from({ length: n }, () => 'on').join(' ');
      expect(await cite({ sourceId: 'S-1', quote: words(25) })).toBe('taken');
      expect(await cite({ sourceId: 'S-1', quote: words(26) })).toEqual([
        { field: 'citations[0].quote', code: 'quote-too-long', message: 'A quote has at most 25 words' },
      ]);
    });

    it('is checked in the lines of a file as well, before any is written', async () => {
      const line = (quote: string) =>
        JSON.stringify({
          ...{
            command: 'note-source-gap',
            id: uuidV7At(Date.now(), quote),
            sourceId: 'S-PDF',
            gapId: quote.replaceAll(' ', '-'),
          },
          ...{ what: 'A page', reportedOn: '2022-08-04', source: { doc: 'S-PDF', sha256: PDF } },
          citations: [{ sourceId: 'S-PDF', quote }],
        });
      const folder = await mkdtemp(join(tmpdir(), 'progress-ledger-quotes-'));
      const path = join(folder, 'lines.jsonl');
      await writeFile(path, `${line('with a quote')}\n${line('without')}\n`);
      const actor = { subject: '8c7b1c0e-0000-4000-8000-000000000001', name: 'Loader', roles: ROLES };
      const { problems } = await ledger.service.app.get(Importer).check(path, actor);
      await rm(folder, { recursive: true });
      expect(problems).toEqual([{ line: 2, ...notFound()[0] }]);
    });

    it('is not checked any more when the file is removed', async () => {
      expect(await cite({ sourceId: 'S-TEXT', quote: 'another thing' })).toEqual(notFound());
      expect(await ledger.service.app.get(SourceFiles).remove(TEXT, 'copyright', SOMEBODY)).toBe(true);
      expect(await cite({ sourceId: 'S-TEXT', quote: 'another thing' })).toBe('taken');
    });
  });

  describe('that were removed', () => {
    let files: SourceFiles;
    beforeAll(async () => {
      files = ledger.service.app.get(SourceFiles);
      await files.allowAgain(TEXT);
      await put(TEXT, PAPER, 'text/plain');
      await files.remove(TEXT, 'copyright', SOMEBODY);
    });
    const why = /^This file was removed on \d+ \w+ \d{4}: its licence does not allow keeping it$/;

    it('leave their hash, and the document says so', async () => {
      const { body } = await ledger.get('/api/sources/S-TEXT');
      expect(body).toMatchObject({
        ...{ sha256: TEXT, kept: 'hashOnly', removed: { at: expect.stringMatching(/Z$/), ground: 'copyright' } },
      });
      expect((await ledger.get('/api/sources/S-1')).body).not.toHaveProperty('removed');
    });

    it('are told of on the page of the document, where others are linked', async () => {
      const [gone, kept, never] = await Promise.all(
        ['S-TEXT', 'S-PDF', 'S-1'].map(async (source) => (await ledger.get(`/sources/${source}`).expect(200)).text),
      );
      expect(gone).toMatch(/The file was kept until \d+ \w+ \d{4} at [\d:]+[ap]m\. It was removed: copyright/);
      expect(gone).not.toContain(`/api/sources/files/${TEXT}`);
      expect(kept).toContain(`href="/api/sources/files/${PDF}"`);
      expect(never).toContain('Only its fingerprint');
      expect(never).not.toContain('It was removed');
    });

    it('are not given, nor taken again', async () => {
      for (const answer of [
        await get(TEXT),
        await put(TEXT, PAPER, 'text/plain'),
        await put(`${TEXT}/text`, 'x', 'text/plain'),
      ])
        expect([answer.status, answer.body]).toEqual([
          410,
          expect.objectContaining({ code: 'file-removed', detail: expect.stringMatching(why) }),
        ]);
    });

    it('are noted once they were kept, and may be allowed again', async () => {
      expect(await files.remove('0'.repeat(64), 'copyright', SOMEBODY)).toBe(false);
      expect(await files.removed(['0'.repeat(64), TEXT])).toEqual(
        new Map([[TEXT, { ground: 'copyright', at: expect.any(Date) }]]),
      );
      await files.allowAgain(TEXT);
      expect((await put(TEXT, PAPER, 'text/plain')).status).toBe(201);
      expect(await files.all()).toContain(TEXT);
    });
  });
});
