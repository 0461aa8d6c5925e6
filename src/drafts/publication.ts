import { contentHash } from '../../projections/state/queries/report/frozen-content.js';
import type { JsonObject } from '../integrity/canonical-json.js';
import type { Catalogue } from '../ledger/catalogue/catalogue.js';
import type { AroundCommands, Prelude, Supplier } from '../ledger/commands/around.js';
import type { CommandProcessor } from '../ledger/commands/command-processor.js';
import { type Problem, Refused } from '../ledger/commands/refused.js';
import { standingRules } from '../reports/report.decider.js';
import { publications } from '../reports/report-state.js';
import { ContentStore } from './content-store.js';
import { filledIn } from './draft-content.js';
import { type Draft, DraftStore } from './draft-store.js';
import { ReportDrafts } from './report-drafts.js';

export interface PublicationParts {
  drafts: ReportDrafts;
  store: DraftStore;
  contents: ContentStore;
  processor: CommandProcessor;
  catalogue: Catalogue;
}

/** Brings drafts to the commands that submit, approve and publish them. */
export function bringDrafts(around: AroundCommands, parts: PublicationParts): void {
  around.suppliers.set('SubmitReport', submitted(parts));
  around.suppliers.set('ApproveReport', reviewed(parts));
  for (const name of ['PublishReport', 'AmendReport']) {
    around.preludes.set(name, writeLines(parts));
    around.suppliers.set(name, shown(parts));
  }
}

function submitted({ store, drafts }: PublicationParts): Supplier {
  return async (_, { objectId }): Promise<JsonObject> => {
    const draft = await store.get(objectId);
    if (!draft || !(await drafts.report(objectId)).at().get('workflow')) return {};
    const { problems, warnings, coverage, contentSha256 } = await drafts.check(draft);
    const { version, sha256, content } = draft;
    return {
      asReportedOn: content.asReportedOn,
      draftVersion: version,
      draftSha256: sha256,
      contentSha256,
      coverage: coverage.map(({ id, rule, what }) => ({ finding: id, rule, target: what.id })),
      lines: content.lines.length,
      updates: content.lines.filter(({ command }) => command === 'report-progress').length,
      problems: [...problems, ...warnings].map(({ line, message }) => ({ line, message })),
    };
  };
}

/**
 * Whoever has saved the draft since the last publication wrote some of it, also where nothing is left as they put it. Of
 * lines that were published before, the authors are those who put them as they are.
 */
function reviewed({ store, drafts }: PublicationParts): Supplier {
  return async (_, { objectId }): Promise<JsonObject> => {
    const draft = await store.get(objectId);
    if (!draft) return {};
    const published = publications((await drafts.report(objectId)).at()).at(-1)?.data.draftVersion;
    const saves = (await store.versions(objectId)).filter(({ version }) => (version ?? 0) > Number(published ?? 0));
    const authors = [...Object.values(draft.authors).map(({ subject }) => subject), ...saves.map((one) => one.savedBy)];
    return { draftSha256: draft.sha256, authors: [...new Set(authors)] };
  };
}

/**
 * A report that was read from its paper has no draft, and shows what the ledger holds. The bytes of any other are kept
 * before its publication names their hash: no published hash is ever without them.
 */
function shown({ drafts, contents }: PublicationParts): Supplier {
  return async (_, { objectId }): Promise<JsonObject> => {
    const approved = (await drafts.report(objectId)).at().get('workflow')?.data;
    if (approved?.state !== 'approved') return {};
    const { content, atSize } = await drafts.contentInLedger(objectId, String(approved.asReportedOn));
    const contentSha256 = contentHash(content);
    if (contentSha256 === approved.contentSha256) await contents.keep(contentSha256, content);
    return { contentSha256, atSize };
  };
}

/**
 * Writes the lines of a draft into the ledger, each in the name of whoever wrote it, approved by whoever publishes.
 * Where this was interrupted it is done again: lines that are in the ledger are recognised by their ids.
 */
function writeLines({ drafts, store, processor, catalogue }: PublicationParts): Prelude {
  return async (_, { objectId, actor, today }) => {
    const report = await drafts.report(objectId);
    const approved = report.at().get('workflow')?.data;
    if (!approved) return;
    const found = standingRules(report, { actor, today }).flatMap((finding): Problem[] =>
      finding ? [{ code: finding.code, field: finding.field, message: finding.message }] : [],
    );
    if (found.length > 0) throw new Refused(422, found);
    const draft = await store.get(objectId);
    if (draft?.sha256 !== approved.draftSha256)
      throw Refused.one(422, 'content-differs', 'reportId', 'The content is not what was approved');
    await send(draft!);

    async function send({ content, authors }: Draft): Promise<void> {
      for (const [index, line] of content.lines.entries()) {
        const body = filledIn(line, content, objectId, catalogue);
        try {
          await processor.process(catalogue.command(line.command)!, body, { ...authors[line.id]!, approvedBy: actor });
        } catch (error) {
          if (!(error instanceof Refused)) throw error;
          const told = `Line ${index + 1}: ${error.message}. The lines before it are in the ledger; the report is not published`;
          throw Refused.one(409, 'report-line-refused', `lines[${index}]`, told);
        }
      }
    }
  };
}
