import { Body, Controller, Get, Headers, Param, Post, Put, Res } from '@nestjs/common';
import {
  ApiBody,
  ApiCreatedResponse,
  ApiHeader,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiTags,
} from '@nestjs/swagger';
import type { Response } from 'express';
import { CurrentActor } from '../access/access.guard.js';
import { Closed } from '../access/closed.js';
import type { Actor, Role } from '../access/roles.js';
import { ProblemError } from '../http/problem.js';
import { ApiId } from '../http/view/answers.js';
import { Objects } from '../http/view/objects.js';
import { Catalogue } from '../ledger/catalogue/catalogue.js';
import { type Problem, Refused } from '../ledger/commands/refused.js';
import {
  type Authors,
  changedLines,
  commentProblems,
  comparison,
  contentProblems,
  type DraftContent,
  NOT_ALLOWED,
} from './draft-content.js';
import { type Draft, DraftStore, type SaveOutcome, tagOf } from './draft-store.js';
import { ReportDrafts } from './report-drafts.js';

const WRITERS: Role[] = ['reporting-officer', 'data-owner', 'policy-officer'];
const READERS: Role[] = [...WRITERS, 'approver'];
const WATCHERS: Role[] = [...READERS, 'auditor'];

const FREE = { type: 'object', additionalProperties: true };

/**
 * Reports that are being written. They are no published facts: nobody reads them without a token, they belong to no view
 * of the ledger, and their words are in no entry of it.
 */
@ApiTags('Drafts')
@Controller('api/drafts')
export class DraftsController {
  constructor(
    private readonly store: DraftStore,
    private readonly drafts: ReportDrafts,
    private readonly objects: Objects,
    private readonly catalogue: Catalogue,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Drafts of reports, those saved last at the front; without their words' })
  @ApiOkResponse({ schema: { type: 'object', properties: { items: { type: 'array', items: FREE } } } })
  @Closed(...WATCHERS)
  async list() {
    const drafts = await this.store.list();
    return { items: await Promise.all(drafts.map((draft) => this.outside(draft))) };
  }

  @Get(':id')
  @ApiId('report')
  @ApiOperation({ summary: 'The draft of a report; auditors see when it was saved, not what it says' })
  @ApiOkResponse({ schema: FREE, headers: { ETag: { schema: { type: 'string' } } } })
  @Closed(...WATCHERS)
  async get(
    @Param('id') reference: string,
    @Res({ passthrough: true }) response: Response,
    @CurrentActor() actor: Actor,
  ) {
    const draft = await this.held(reference);
    response.setHeader('ETag', etagOf(draft));
    const about = await this.outside(draft);
    if (!READERS.some((role) => actor.roles.includes(role))) return about;
    const authors = Object.fromEntries(Object.entries(draft.authors).map(([id, { name }]) => [id, name]));
    return { ...about, content: draft.content, authors };
  }

  @Put(':id')
  @ApiId('report')
  @ApiOperation({ summary: 'Save the draft of a report over what you had before you' })
  @ApiHeader({ name: 'If-Match', required: false, description: 'The ETag of the draft that you changed.' })
  @ApiHeader({ name: 'If-None-Match', required: false, description: '*: there is no draft yet.' })
  @ApiBody({ schema: FREE, description: 'asReportedOn, and lines: commands as in an import file; at most 1 MB.' })
  @ApiOkResponse({ schema: FREE, headers: { ETag: { schema: { type: 'string' } } } })
  @Closed(...WRITERS)
  async put(
    @Param('id') reference: string,
    @Body() body: unknown,
    @Headers('If-Match') ifMatch: string | undefined,
    @Headers('If-None-Match') ifNoneMatch: string | undefined,
    @Res({ passthrough: true }) response: Response,
    @CurrentActor() actor: Actor,
  ) {
    const reportId = await this.objects.id(reference);
    const over = tagIn(ifMatch, ifNoneMatch);
    const known = await this.requireOpen(reportId);
    const content = body as DraftContent;
    const save = { reportId, content, over, known, by: actor.subject };
    const malformed = contentProblems(body);
    if (malformed.length > 0) {
      if (malformed.every(({ code }) => code !== NOT_ALLOWED))
        await this.store.save({ ...save, malformed: true, authors: none });
      throw new Refused(422, malformed);
    }
    const outcome = await this.store.save({
      ...save,
      authors: (before) => {
        const changed = new Set(changedLines(before?.content, content));
        this.requireRoles(content, changed, actor);
        return this.authorsOf(before, { content, changed }, actor);
      },
    });
    if (!outcome.taken) throw await this.conflict(reportId, outcome);
    const { saved } = outcome;
    const draft = outcome.current!;
    const { found } = await this.drafts.checkLines(draft);
    response.status(over === undefined ? 201 : 200).setHeader('ETag', etagOf(draft));
    return { reportId, version: draft.version, saved, sha256: draft.sha256, ...found };
  }

  @Get(':id/check')
  @ApiId('report')
  @ApiOperation({ summary: 'What stands in the way of a draft, and what it leaves out of its scope' })
  @ApiOkResponse({ schema: FREE })
  @Closed(...READERS)
  async check(@Param('id') reference: string) {
    const draft = await this.held(reference);
    return { reportId: draft.reportId, version: draft.version, ...(await this.drafts.check(draft)) };
  }

  @Get(':id/versions')
  @ApiId('report')
  @ApiOperation({ summary: 'Every save of a draft, those that came too late included, the newest first' })
  @ApiOkResponse({ schema: { type: 'object', properties: { items: { type: 'array', items: FREE } } } })
  @Closed(...READERS)
  async versions(@Param('id') reference: string) {
    const reportId = await this.objects.id(reference);
    return { items: await this.store.versions(reportId) };
  }

  @Get(':id/versions/:saved')
  @ApiId('report')
  @ApiParam({ name: 'saved', description: 'Which save, counted from 1.', schema: { type: 'integer', minimum: 1 } })
  @ApiOperation({ summary: 'What was sent with one save of a draft' })
  @ApiOkResponse({ schema: FREE })
  @Closed(...READERS)
  async version(@Param('id') reference: string, @Param('saved') number: string) {
    const reportId = await this.objects.id(reference);
    const saved = /^[1-9]\d{0,8}$/.test(number) ? await this.store.saved(reportId, Number(number)) : undefined;
    if (!saved)
      throw new ProblemError(404, 'unknown-version', 'There is no such save of this draft', { field: 'saved' });
    return saved;
  }

  @Get(':id/comments')
  @ApiId('report')
  @ApiOperation({ summary: 'What was said of a draft while it was reviewed, the first at the front' })
  @ApiOkResponse({ schema: { type: 'object', properties: { items: { type: 'array', items: FREE } } } })
  @Closed(...READERS)
  async comments(@Param('id') reference: string) {
    const reportId = await this.objects.id(reference);
    return { items: await this.store.comments(reportId) };
  }

  @Post(':id/comments')
  @ApiId('report')
  @ApiOperation({ summary: 'Say something of a draft, or of a line of it, to those who work on it' })
  @ApiBody({
    schema: FREE,
    description: 'text, of at most 4,000 characters; line: the id of a line, where it is about one.',
  })
  @ApiCreatedResponse({ schema: FREE })
  @Closed(...READERS)
  async say(@Param('id') reference: string, @Body() body: unknown, @CurrentActor() by: Actor) {
    const { reportId, content } = await this.held(reference);
    const problems = commentProblems(body, content);
    if (problems.length > 0) throw new Refused(422, problems);
    const { text, line = null } = body as { text: string; line?: string };
    const said = await this.store.comment({ reportId, line, text: text.trim(), by });
    if (!said) throw noDraft();
    return said;
  }

  private async held(reference: string): Promise<Draft> {
    const draft = await this.store.get(await this.objects.id(reference));
    if (!draft) throw noDraft();
    return draft;
  }

  /** What may be known of a draft without reading it. */
  private async outside({ reportId, version, sha256, content, updatedAt }: Draft) {
    const { asReportedOn, lines } = content;
    const state = await this.drafts.stateOf(reportId);
    return { reportId, state, version, sha256, asReportedOn, lines: lines.length, updatedAt };
  }

  /** @returns the greatest version that a step of its workflow was about; 0 for none */
  private async requireOpen(reportId: string): Promise<number> {
    const report = await this.drafts.report(reportId);
    if (!report.at().get('workflow'))
      throw new ProblemError(404, 'unknown-object', 'No report is being written under this id. Open it first', {
        field: 'id',
      });
    const state = await this.drafts.stateOf(reportId);
    if (state === 'draft' || state === 'published')
      return Math.max(0, ...report.events.map(({ data }) => Number(data.draftVersion ?? 0)));
    const why =
      state === 'withdrawn' ? 'This report was withdrawn' : 'This report is in review. Have it sent back first';
    throw new ProblemError(409, 'draft-locked', why, { field: 'id' });
  }

  /** Whoever changes a line must be one who may send it. */
  private requireRoles(content: DraftContent, changed: ReadonlySet<string>, actor: Actor): void {
    const problems = content.lines.flatMap((line, index): Problem[] => {
      if (!changed.has(line.id) || this.rolesFor(line.command, actor).length > 0) return [];
      const message = 'You do not have permission to write this line';
      return [{ code: 'not-permitted', field: `lines[${index}].command`, message }];
    });
    if (problems.length > 0) throw new Refused(403, problems);
  }

  private authorsOf(
    before: Draft | undefined,
    { content, changed }: { content: DraftContent; changed: ReadonlySet<string> },
    actor: Actor,
  ): Authors {
    const { subject, name } = actor;
    return Object.fromEntries(
      content.lines.map(({ id, command }) => [
        id,
        changed.has(id) ? { subject, name, roles: this.rolesFor(command, actor) } : before!.authors[id]!,
      ]),
    );
  }

  private rolesFor(command: string, actor: Actor): Role[] {
    const type = this.catalogue.command(command)!;
    return this.catalogue.rolesFor(type).filter((role) => WRITERS.includes(role) && actor.roles.includes(role));
  }

  private async conflict(
    reportId: string,
    { base, saved, content, emptied, current }: SaveOutcome,
  ): Promise<ProblemError> {
    const theirs = current?.content ?? { ...content, lines: [] };
    return new ProblemError(
      412,
      'changed-meanwhile',
      emptied.length === 0
        ? 'Someone else changed this while you were working. Your text is kept. Look at their change, then save again'
        : 'Words of this were erased. The rest of your text is kept. Take their lines out or leave them empty, then save again',
      {
        field: 'If-Match',
        extensions: {
          saved,
          emptied,
          kept: `/api/drafts/${reportId}/versions/${saved}`,
          current: current ? etagOf(current) : null,
          lines: comparison(await this.store.version(reportId, base), content, theirs),
        },
      },
    );
  }
}

const none = () => ({});

function noDraft(): ProblemError {
  return new ProblemError(404, 'unknown-object', 'There is no draft of this report', { field: 'id' });
}

/**
 * Of the draft that a writer had before them; `undefined` where there was none. A version by itself, which was the whole
 * ETag once, is no draft's: what a page sends that is still open from then comes too late, and is kept.
 */
function tagIn(ifMatch: string | undefined, ifNoneMatch: string | undefined): string | undefined {
  if (ifNoneMatch === '*' && ifMatch === undefined) return undefined;
  const tag = /^"([1-9]\d{0,8}(?:-[0-9a-f]{16})?)"$/.exec(ifMatch ?? '')?.[1];
  if (tag !== undefined && ifNoneMatch === undefined) return tag;
  throw new ProblemError(
    428,
    'precondition-required',
    'Say which version you changed: If-Match with its ETag, or If-None-Match: * for the first',
    { field: 'If-Match' },
  );
}

function etagOf(draft: Draft): string {
  return `"${tagOf(draft)}"`;
}
