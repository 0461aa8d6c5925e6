import type { Extraction, Mention, OtherParagraph, Paragraph, Row, RowItem, Section, Source } from '../extraction.js';
import type { People, PersonInText } from '../people.js';
import type { Bodies } from './bodies.js';
import { commitmentId } from './commitments.js';
import type { Line } from './line.js';
import type { Citation, Citing } from './papers.js';
import { priorityId, type Theme, themeOfRow } from './plans.js';

const REPORT_2019 = '2019-09-23-panel-report-priority-1.txt';

const KINDS: Readonly<Record<string, string>> = {
  paragraph: 'paragraph',
  bullet: 'bullet',
  'list-intro': 'listIntro',
  'sub-heading': 'subHeading',
};

/** What the reports say and through whom it is delivered. */
export class Progress {
  constructor(
    private readonly extraction: Extraction,
    private readonly themes: readonly Theme[],
    private readonly parts: { bodies: Bodies; citing: Citing; people: People },
  ) {}

  lines(): Line[] {
    const { progress2019, progress2022 } = this.extraction;
    return [
      ...progress2019.sections.map((section) => this.section(section)),
      ...Object.entries(progress2019.other_sections).map(([number, paragraphs]) => this.other(number, paragraphs)),
      ...progress2022.rows.flatMap((row) => [this.row(row), ...row.delivery.map((item) => this.delivery(row, item))]),
    ];
  }

  /** A section is about the commitments that stand in its head. */
  private section({ section, source, commitments, paragraphs, dated_facts }: Section): Line {
    const known = new Map(
      this.extraction.commitments2018.reported_2019_09_23.map(({ id, commitment_2018 }) => [id, commitment_2018 ?? id]),
    );
    const people: PersonInText[] = [];
    const blocks = paragraphs.flatMap((paragraph) => this.paragraph(paragraph, people));
    return this.update(`2019-09-23.${section}`, 'plan-2018', {
      said: this.parts.citing.said(
        [source, ...dated_facts.map((fact) => fact.source)],
        undefined,
        damageOf(paragraphs),
      ),
      targets: commitments.map((id) => known.get(id)!),
      blocks,
      people,
    });
  }

  /** A paragraph, or the introduction of a list and its items. The number printed is in the citation; order is order. */
  private paragraph(
    { id, number, text, lines, source, items = [], damaged }: Paragraph,
    people: PersonInText[],
  ): object[] {
    const replaced = this.parts.people.replaced(id, text, people.length + 1);
    people.push(...replaced.people);
    const paragraph = number ?? undefined;
    const cited = this.parts.citing.passages({
      ...source,
      also_at_lines: lines.filter((line) => line !== source.line),
    });
    const [citation] = cited;
    const blockId = id.split('/').at(-1)!;
    return [
      {
        blockId,
        kind: items.length > 0 ? 'listIntro' : 'paragraph',
        text: replaced.text,
        damaged: damaged ? true : undefined,
        citation: { ...citation, paragraph },
      },
      ...items.map((item, index) => ({
        blockId: `${blockId}-${index + 1}`,
        kind: 'bullet',
        text: item.text,
        citation: { sourceId: citation!.sourceId, paragraph, line: item.line },
      })),
    ];
  }

  /** Front and end of the report of 2019 are about the priority that it reports on. */
  private other(number: string, paragraphs: readonly OtherParagraph[]): Line {
    const cited = (paragraph: OtherParagraph): Source =>
      paragraph.source ?? { file: REPORT_2019, line: paragraph.line, quote: '' };
    const passage = (paragraph: OtherParagraph): Citation => {
      const { quote, ...place } = this.parts.citing.passages(cited(paragraph))[0]!;
      return { ...place, paragraph: paragraph.number ?? undefined, ...(quote ? { quote } : {}) };
    };
    const { citations: _, ...said } = this.parts.citing.said(cited(paragraphs[0]!));
    return this.update(`2019-09-23.${number}`, 'plan-2018', {
      said: { ...said, citations: [passage(paragraphs[0]!)] },
      targets: [priorityId('plan-2018', 1)],
      blocks: paragraphs.map((paragraph, index) => ({
        blockId: `${number}-${index + 1}`,
        kind: 'paragraph',
        text: paragraph.text,
        citation: passage(paragraph),
      })),
      people: [],
    });
  }

  /** A row is about its theme and the commitments that it prints; nothing says which paragraph is about which. */
  private row(row: Row): Line {
    const outcomes = row.key_outcomes;
    const people: PersonInText[] = [];
    const blocks = row.progress.map((item) => {
      const replaced = this.parts.people.replaced(item.id, item.text, people.length + 1);
      people.push(...replaced.people);
      return {
        blockId: item.id.split('/').at(-1),
        kind: KINDS[item.kind!],
        text: replaced.text,
        ...repairOf(item),
        citation: this.parts.citing.passages(item.source, item.id)[0],
      };
    });
    const notes = [...(row.notes ?? []), ...damageOf(row.progress)];
    const said = this.parts.citing.said([row.source, ...outcomes.map(({ source }) => source)], row.id, notes);
    const further = row.progress.flatMap(({ source, lines }) => lines.filter((line) => line !== source.line));
    const { id } = themeOfRow(this.themes, row);
    const numbers = outcomes.flatMap(({ commitment_2022 }) => commitment_2022 ?? []);
    return this.update(externalId(row.id), 'plan-2022', {
      said: {
        ...said,
        citations: [...said.citations, ...further.map((line) => ({ ...said.citations[0]!, line, quote: undefined }))],
      },
      targets: [id, ...numbers.map(commitmentId)],
      blocks,
      people,
    });
  }

  private update(
    id: string,
    planId: string,
    { said, targets, blocks, people }: { said: object; targets: string[]; blocks: object[]; people: PersonInText[] },
  ): Line {
    return {
      command: 'report-progress',
      record: `progress/${id}`,
      fields: { updateId: id, planId, ...said, targets, blocks, people: people.length > 0 ? people : undefined },
    };
  }

  /** A body where the item names exactly one, words otherwise. The column says nothing of what it does. */
  private delivery(row: Row, item: RowItem): Line {
    const { citing, people, bodies } = this.parts;
    const { text, people: named } = people.replaced(item.id, item.text);
    const inItem = row.bodies.filter(({ where }) => where.includes(item.id));
    const body = inItem.length === 1 ? bodyOf(inItem[0]!, bodies) : undefined;
    const id = externalId(item.id);
    const repair = (item.reconstruction_inferred ?? []).join(' / ');
    const source = { ...item.source, also_at_lines: item.lines.filter((line) => line !== item.source.line) };
    return {
      command: 'link-delivery',
      record: `delivery/${item.id}`,
      fields: {
        planId: 'plan-2022',
        ...citing.said(source, row.id, [item.damaged, repair]),
        deliveryId: id,
        targets: [themeOfRow(this.themes, row).id],
        bodyId: body,
        words: body ? undefined : text,
        function: 'context',
        printed: text,
        people: named.length > 0 ? named : undefined,
      },
    };
  }
}

function bodyOf({ as_written, name }: Mention, bodies: Bodies): string | undefined {
  return bodies.named(name ?? as_written) ?? bodies.named(as_written);
}

function repairOf({ damaged, reconstruction_inferred = [] }: RowItem): { damaged?: boolean; repair?: string } {
  if (!damaged) return {};
  return { damaged: true, repair: reconstruction_inferred.join(' / ') || undefined };
}

/** What is said of damaged passages, each with its place. */
function damageOf(items: readonly Pick<RowItem, 'id' | 'damaged'>[]): string[] {
  return items.flatMap(({ id, damaged }) => (damaged ? [`${id.split('/').at(-1)}: ${damaged}`] : []));
}

/** An id without slashes, as the ledger takes it. */
export function externalId(id: string): string {
  return id.replaceAll('/', '.');
}
