import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import request from 'supertest';
import { AccessService } from '../../src/access/access.service.js';
import type { Actor, Role } from '../../src/access/roles.js';
import { Erasures } from '../../src/erasure/erasures.js';
import { canonicalBytes } from '../../src/integrity/canonical-json.js';
import { nodePrimitives } from '../../src/integrity/node-primitives.js';
import { PublishedSize } from '../../src/ledger/published-size.js';
import { createKeyFile } from '../../src/log/key-file.js';
import type { Question } from '../../src/verifier/checkpoint-checks.js';
import type { CheckName } from '../../src/verifier/findings.js';
import type { Verdict } from '../../src/verifier/verdict.js';
import { verifyEvidence } from '../../src/verifier/verify-evidence.js';
import { verifyLog } from '../../src/verifier/verify-log.js';
import { verifyProof } from '../../src/verifier/verify-proof.js';
import { WebSource } from '../../src/verifier/web-source.js';
import { type SmallLedger, smallLedger } from '../http/small-ledger.js';
import { until } from '../support/until.js';

const TEXT = 'The wombat of Tessellation Road was found.';
const PERSON = 'Hildegard Crumblethwaite';
const said = { reportedOn: '2022-06-07', source: { doc: 'S-1' } };

describe('what was issued before something was erased', () => {
  let folder: string;
  let ledger: SmallLedger;
  let asker: Actor;
  let agreeing: Actor;
  let vkey: string;
  /** An entry with a text, and one that names a person. */
  let text: string;
  let named: string;
  /** As anybody could have kept it. */
  let kept: { checkpoint: string; proofs: Map<string, { proof: string; bytes: Uint8Array }>; evidence: string };
  /** The values of the two entries, as they were disclosed. */
  let disclosures: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'progress-ledger-proofs-'));
    const keyFile = join(folder, 'log.key');
    createKeyFile(keyFile, 'ledger.example/small');
    ledger = await smallLedger({ LEDGER_LOG_KEY_FILE: keyFile });
    asker = await person('asker', 'administrator');
    agreeing = await person('agreeing', 'approver');
    text = await entered({ command: 'note-source-gap', sourceId: 'S-1', ...said, gapId: 'GAP-W', what: TEXT });
    const holder = { bodyId: 'B-PANEL', holderId: 'H-W', roleId: 'ROLE-1', person: PERSON };
    named = await entered({ command: 'record-office-holder', ...holder, ...said });
    vkey = await get('/log/vkey');
    kept = await keep();
  });
  afterAll(async () => {
    await ledger?.close();
    rmSync(folder, { recursive: true });
  });

  async function person(name: string, ...roles: Role[]): Promise<Actor> {
    const access = ledger.service.app.get(AccessService);
    return (await access.authenticate((await access.createToken({ name, roles })).token))!;
  }

  async function entered(command: Record<string, unknown>): Promise<string> {
    const first = await ledger.send(command);
    const confirmed = (first.body.warnings ?? []).map(({ code }: { code: string }) => code);
    const { status, body } = confirmed.length > 0 ? await ledger.send({ ...command, confirmed }) : first;
    expect([command.command, status, body.detail]).toEqual([command.command, 200, undefined]);
    return body.eventIds[0];
  }

  async function get(address: string): Promise<string> {
    const answer = await fetch(ledger.service.url + address);
    expect([address, answer.status]).toEqual([address, 200]);
    return answer.text();
  }

  async function keep() {
    const size = await ledger.service.app.get(PublishedSize).coveringAll();
    const checkpoint = await until('the checkpoint', async () => {
      const note = await get('/log/checkpoint');
      return Number(note.split('\n')[1]) >= size ? note : null;
    });
    const proofs: (typeof kept)['proofs'] = new Map();
    const places: number[] = [];
    for (const id of [text, named]) {
      const { entry, index } = JSON.parse(await get(`/api/entries/${id}`));
      places.push(index);
      proofs.set(id, { proof: await get(`/api/entries/${id}/proof`), bytes: canonicalBytes(entry) });
    }
    const lines = (await get(`/log/disclosures/000.p/${size}`)).trim().split('\n');
    disclosures = lines
      .filter((line) => {
        const { index, pointer } = JSON.parse(line);
        return places.includes(index) && pointer !== '/by';
      })
      .join('\n');
    expect([disclosures.includes(TEXT), disclosures.includes(PERSON)]).toEqual([true, true]);
    const under = checkpoint.split('\n')[1];
    const evidence = await get(`/api/reports/REPORT-1/evidence?grade=complete&size=${under}`);
    return { checkpoint, proofs, evidence };
  }

  const verify = (question: Partial<Question> = {}) =>
    verifyLog(
      new WebSource(`${ledger.service.url}/log/`),
      { vkey, since: kept.checkpoint, ...question },
      nodePrimitives,
    );
  const told = ({ checks }: Verdict, of: CheckName) => {
    const { outcome, says, more } = checks.find(({ check }) => check === of)!;
    return [`${outcome}: ${says}`, ...more].join('\n');
  };

  /** All of what was kept, held against itself and against the log as it stands. */
  async function expectAllToPass(): Promise<void> {
    for (const { proof, bytes } of kept.proofs.values())
      expect(verifyProof(proof, bytes, { vkey }, nodePrimitives)).toMatchObject({ exit: 0, entries: 1 });
    const question = { vkey, since: kept.checkpoint, disclosures };
    expect(verifyEvidence(kept.evidence, question, nodePrimitives)).toMatchObject({ exit: 0, grade: 'complete' });
    const verdict = await verify({ disclosures });
    expect([verdict.exit, told(verdict, 'since')]).toEqual([0, expect.stringMatching(/^passed/)]);
    expect(told(verdict, 'disclosures')).toMatch(/^passed: 2 values open what was sealed in their place\n/);
  }

  /** The log, once it says that an entry's value was erased. */
  async function erased(entry: string): Promise<Verdict> {
    await until('the register', async () => (await get('/api/erasures')).includes(entry) || null);
    const { index } = JSON.parse(await get(`/api/entries/${entry}`));
    return until('the checkpoint', async () => {
      const verdict = await verify();
      return told(verdict, 'disclosures').includes(`Erased from entry ${index},`) ? verdict : null;
    });
  }

  it('passes before', async () => {
    await expectAllToPass();
    expect(told(await verify(), 'disclosures')).toContain('No erasure is recorded');
  });

  it('passes after a text was erased, and so do the values that were kept', async () => {
    const erasures = ledger.service.app.get(Erasures);
    await erasures.eraseText(text, '/data/what', { ground: 'request' }, asker);
    await erasures.eraseText(text, '/data/what', { ground: 'request' }, agreeing);
    const verdict = await erased(text);
    expect(verdict.exit).toBe(0);
    expect(told(verdict, 'disclosures')).toMatch(
      /^skipped: .*\n1 value was erased\. .*\nErased from .*, at \/data\/what, on .*: A free text\. Ground: The person asked/,
    );
    await expectAllToPass();
  });

  it('passes after a person was erased, and so do the values that were kept', async () => {
    await ledger.service.app.get(Erasures).erasePerson(PERSON, { ground: 'objection' }, asker);
    const verdict = await erased(named);
    expect(verdict.exit).toBe(0);
    expect(told(verdict, 'disclosures')).toMatch(
      /\n2 values were erased\. .*, at \/data\/person, on .*: The name of a person\. Ground: The person objected to it/s,
    );
    await expectAllToPass();
    const { body } = await request(ledger.service.url).get(`/api/entries/${named}`);
    expect(JSON.stringify(body)).not.toContain(PERSON);
  });
});
