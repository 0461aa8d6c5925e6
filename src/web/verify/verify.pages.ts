import { createHash } from 'node:crypto';
import { Controller, Get, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import type { Request, Response } from 'express';
import { GetExtent } from '../../../projections/extent/extent.queries.js';
import { GetEntryWitnessed } from '../../../projections/seal/queries/checkpoints.queries.js';
import { GetEntryProof } from '../../../projections/seal/queries/log.queries.js';
import { CheckProof, type LogCheck } from '../../../projections/seal/queries/log-check.queries.js';
import { FindFingerprint, type Fingerprinted } from '../../../projections/state/queries/report/fingerprint.queries.js';
import { GetReportContent } from '../../../projections/state/queries/report/report-content.queries.js';
import { LAST_DAY } from '../../../projections/state/statement.js';
import { ChangesNothing } from '../../access/closed.js';
import { GetContentToday } from '../../drafts/content-today.query.js';
import { Elsewhere } from '../../http/elsewhere.js';
import { ProblemError } from '../../http/problem.js';
import { Objects } from '../../http/view/objects.js';
import { FieldParameter, NoQuery } from '../../http/view/parameters.js';
import { InReading } from '../../http/view/reading.interceptor.js';
import type { Reading } from '../../http/view/reading.js';
import { Page } from '../page.js';
import { describedBy, kindOf, readUpload, type Upload, UploadError } from './uploaded.js';
import {
  fingerprintIn,
  linesFor,
  proofLines,
  type ReceiptEntry,
  receiptLines,
  tableLines,
  unknownLines,
  versionsOf,
} from './verify.view.js';

class VerifyQuery extends NoQuery {
  @FieldParameter('Id of a report.', 64) report?: string;
  @FieldParameter('Fingerprint, as somebody pasted it.', 2_000) fingerprint?: string;
}

/** The fields of the forms before anybody filled them in. */
const NOTHING_ASKED = { report: '', fingerprint: '' };

/** How evidence is checked elsewhere. */
const COMMAND = 'node ledger-verify.mjs report.evidence.json --vkey log.vkey';

/** Holds what somebody has against what this ledger published. Says the same in every view. */
@Controller('verify')
export class VerifyPages {
  constructor(
    private readonly queries: QueryBus,
    private readonly objects: Objects,
  ) {}

  @Get()
  @Page('verify/verify', VerifyQuery)
  async ask(@InReading() { query }: Reading<VerifyQuery>, @Res({ passthrough: true }) response: Response) {
    const asked = { ...NOTHING_ASKED, ...query };
    if (query.fingerprint !== undefined) {
      const sha256 = fingerprintIn(query.fingerprint);
      if (sha256 !== null) throw new Elsewhere(303, `/verify/${sha256}`);
      response.status(400);
      return { asked, error: { field: 'fingerprint', key: 'verify.error.fingerprint', values: {} } };
    }
    if (query.report === undefined) return { asked, error: null };
    const sha256 = query.report === '' ? null : await this.fingerprintOf(query.report);
    if (sha256) throw new Elsewhere(303, `/verify/${sha256}`);
    response.status(400);
    const key = sha256 === null ? 'verify.error.report' : 'verify.error.noFingerprint';
    return { asked, error: { field: 'report', key, values: {} } };
  }

  /** What the file is, is told here; of what the ledger knows by its hash, at the address of the hash. */
  @Post()
  @HttpCode(200)
  @ChangesNothing()
  @Page('verify/file', NoQuery)
  async file(@Req() request: Request, @Res({ passthrough: true }) response: Response) {
    response.setHeader('Cache-Control', 'no-store');
    try {
      return { asked: NOTHING_ASKED, error: null, command: COMMAND, ...(await this.looked(await readUpload(request))) };
    } catch (error) {
      if (!(error instanceof UploadError)) throw error;
      const { status, field, key, values } = error;
      response.status(status);
      if (status === 413) response.setHeader('Connection', 'close'); // the rest is not read
      return { asked: NOTHING_ASKED, error: { field, key, values } };
    }
  }

  @Get(':fingerprint')
  @Page('verify/result', NoQuery)
  async result(@Param('fingerprint') given: string) {
    if (!/^[0-9a-f]{64}$/.test(given)) {
      const meant = fingerprintIn(given);
      if (meant !== null) throw new Elsewhere(308, `/verify/${meant}`);
      throw new ProblemError(404, 'malformed-fingerprint', 'A fingerprint has 64 digits and letters from a to f');
    }
    const found = await this.found(given);
    if (!found) return { sha256: given, found, lines: unknownLines(), versions: [] };
    const lines = await this.lines(found, given);
    return { sha256: given, found, lines, versions: versionsOf(found), command: COMMAND };
  }

  private async looked({ file, metadata }: Upload) {
    const sha256 = createHash('sha256').update(file).digest('hex');
    if (metadata) {
      const described = describedBy(metadata);
      return { checked: 'table', sha256, described, lines: tableLines(sha256, described.sha256) };
    }
    if (await this.found(sha256)) throw new Elsewhere(303, `/verify/${sha256}`);
    const kind = kindOf(file);
    switch (kind.is) {
      case 'proof': {
        const { index } = kind.proof;
        const [check, witnessed] = await Promise.all([
          this.queries.execute(new CheckProof(kind.proof)),
          this.queries.execute(new GetEntryWitnessed(index)),
        ]);
        return { checked: 'proof', index, lines: proofLines(check, index, witnessed) };
      }
      case 'receipt':
        return { checked: 'receipt', lines: receiptLines(await this.entries(kind.eventIds)) };
      case 'evidence':
        return { checked: 'evidence', lines: [] };
      default:
        throw new Elsewhere(303, `/verify/${sha256}`);
    }
  }

  private async lines(found: Fingerprinted, sha256: string) {
    const { entryId, index } = found.from;
    const [version] = found.of === 'content' ? found.versions : [];
    const [check, witnessed, today] = await Promise.all([
      this.check(entryId),
      this.queries.execute(new GetEntryWitnessed(index)),
      version ? this.contentToday(version) : null,
    ]);
    return linesFor(found, sha256, { check: check ?? 'unsigned', witnessed, today });
  }

  private async entries(eventIds: readonly string[]): Promise<ReceiptEntry[]> {
    const found: ReceiptEntry[] = [];
    for (const id of eventIds) found.push({ id, check: await this.check(id) });
    return found;
  }

  /** `null` where the log holds no such entry. */
  private async check(eventId: string): Promise<LogCheck | 'unsigned' | null> {
    const proof = await this.queries.execute(new GetEntryProof(eventId));
    return proof === null || proof === 'unsigned' ? proof : this.queries.execute(new CheckProof(proof));
  }

  private async found(sha256: string): Promise<Fingerprinted | null> {
    return this.queries.execute(new FindFingerprint(sha256, await this.size()));
  }

  private async contentToday({ id, version }: { id: string; version: number }): Promise<string | null> {
    return this.queries.execute(new GetContentToday(id, version, await this.size()));
  }

  /** `undefined` where the report has none. */
  private async fingerprintOf(reference: string): Promise<string | undefined> {
    const id = await this.objects.id(reference);
    const everything = { asReportedOn: LAST_DAY, atSize: await this.size() };
    const content = await this.queries.execute(new GetReportContent(everything, id));
    return (await this.objects.held(content, 'report', id, everything)).fingerprint?.sha256;
  }

  private async size(): Promise<number> {
    return (await this.queries.execute(new GetExtent(['state']))).state;
  }
}
