import type { Commitment2018, Commitment2022, Extraction, Reported2019 } from '../extraction.js';
import type { Line } from './line.js';
import type { Citing } from './papers.js';
import { priorityId, type Theme, themeOfRow } from './plans.js';

const UNTOLD = { basis: 'notStated' };
const NO_NUMBER = { basis: 'none' };

/** The commitments of 2018 with their words of 2019, and what else the first plan undertakes. */
export function commitments2018(extraction: Extraction, citing: Citing): Line[] {
  const { commitments, reported_2019_09_23: reported, other_undertakings } = extraction.commitments2018;
  const work = extraction.plans.plans[0]!.work_to_do_section_4!;
  return [
    ...commitments.map((commitment) => inDraft(commitment, citing)),
    ...reported.map((words) => (words.commitment_2018 ? reworded(words, citing) : onlyIn2019(words, citing))),
    ...reported.filter(({ commitment_2018 }) => !commitment_2018).map((words) => promoted(words, citing)),
    ...other_undertakings.map(({ text, where, form, source }, index) =>
      undertaking(`U18-${index + 1}`, text, citing.said(source, undefined, [where, form])),
    ),
    ...work.items.map(({ text, source }, index) =>
      undertaking(`W18-${String(index + 1).padStart(2, '0')}`, text, citing.said(source, undefined, [work.note])),
    ),
  ];
}

function inDraft({ id, priority, section, follows_box, form, text, source }: Commitment2018, citing: Citing): Line {
  const home = /^\d$/.test(priority) ? priorityId('plan-2018', Number(priority)) : 'plan-2018';
  return make(id, 'plan-2018', home, citing.said(source), {
    wordingId: `${id}-2018`,
    text,
    form,
    printedUnder: follows_box ?? section,
    printedNumber: NO_NUMBER,
    standing: 'draft',
  });
}

function reworded(words: Reported2019, citing: Citing): Line {
  const { id, heading, text, source, commitment_2018, difference_kinds = [], differences = [] } = words;
  const inSubstance = difference_kinds.includes('wording');
  const changes = differences.map(({ plan_2018, report_2019 }) => `"${plan_2018}" became "${report_2019}"`);
  return {
    command: 'record-wording',
    record: `commitments-2018/${id}`,
    fields: {
      commitmentId: commitment_2018,
      ...citing.said(source),
      wordingId: id,
      text,
      lang: 'en-GB',
      printedUnder: heading,
      printedNumber: NO_NUMBER,
      standing: 'printedVariant',
      class: inSubstance ? 'substantive' : 'editorial',
      ...citing.remark(inSubstance ? changes : []),
    },
  };
}

function onlyIn2019({ id, heading, text, source, match }: Reported2019, citing: Citing): Line {
  return make(id, 'plan-2018', priorityId('plan-2018', 1), citing.said(source, undefined, [match]), {
    wordingId: `${id}-2019`,
    text,
    printedUnder: heading,
    printedNumber: NO_NUMBER,
    standing: 'printedVariant',
  });
}

/** What was a description in 2018 is a promise in 2019: no paper says so, the editors read it. */
function promoted({ id, match, source, nearest_2018_text }: Reported2019, citing: Citing): Line {
  const passage = nearest_2018_text!.source;
  return {
    command: 'assert-lineage',
    record: `commitments-2018/${id}`,
    fields: {
      commitmentId: id,
      ...citing.edited([source, passage], [match]),
      linkId: `LINK-${id}`,
      type: 'promotedFromNarrative',
      from: [],
      to: [id],
      passage: citing.passages(passage)[0],
      basis: 'judgement',
    },
  };
}

function undertaking(id: string, what: string, said: object): Line {
  return {
    command: 'promise-milestone',
    record: `undertakings/${id}`,
    fields: {
      milestoneId: id,
      planId: 'plan-2018',
      ...said,
      kind: 'promise',
      what,
      promisedBy: UNTOLD,
      attached: [{ kind: 'plan', targetId: 'plan-2018' }],
    },
  };
}

/** The numbered commitments of June 2022, the two that only August prints, and the words of August. */
export function commitments2022(extraction: Extraction, themes: readonly Theme[], citing: Citing): Line[] {
  const { commitments, anomalies } = extraction.commitments2022;
  const damage = new Map(
    anomalies
      .filter(({ kind }) => kind === 'truncated text' || kind === 'one sentence over two numbers')
      .flatMap(({ numbers = [], detail }) => numbers.map((number) => [number, detail] as const)),
  );
  const missing = anomalies.find(({ inferred }) => inferred)!;
  const lone = themes.find(
    ({ priorityInJune, priorityInAugust }) => priorityInJune && priorityInJune !== priorityInAugust,
  )!;
  return [
    ...commitments.map(({ id, number, you_asked_us, text, printed_under, source }): Line => {
      const home = themes.find(({ title }) => title === you_asked_us)!.id;
      const wording = {
        wordingId: `${id}-JUNE`,
        text,
        form: printed_under,
        printedUnder: you_asked_us,
        printedNumber: { value: String(number), basis: 'printed' },
        standing: 'printedVariant',
        damaged: damage.get(number),
      };
      return make(id, 'plan-2022', home, citing.said(source), wording);
    }),
    ...missing.inferred!.map(({ number, text, source }): Line => {
      const id = commitmentId(number);
      const wording = {
        wordingId: `${id}-AUGUST`,
        text,
        printedUnder: lone.titleInAugust,
        printedNumber: { value: String(number), basis: 'inferred' },
        standing: 'printedVariant',
      };
      const basis = citing.said([source, ...missing.source], undefined, [missing.inferred_basis]);
      return make(id, 'plan-2022', lone.id, basis, wording);
    }),
    ...commitments.flatMap((commitment) => inAugust(commitment, themes, citing)),
    ...sharedWords(extraction, citing),
  ];
}

function inAugust({ id, august_2022 }: Commitment2022, themes: readonly Theme[], citing: Citing): Line[] {
  if (!august_2022) return [];
  const { text, source, difference_kinds, differences, you_asked_us } = august_2022;
  const inSubstance = difference_kinds.includes('wording');
  const changes = differences.map(({ appendix, august }) => `"${appendix}" became "${august}"`);
  return [
    {
      command: 'record-wording',
      record: `commitments-2022/${id}`,
      fields: {
        commitmentId: id,
        ...citing.said(source),
        wordingId: `${id}-AUGUST`,
        text,
        lang: 'en-GB',
        printedUnder: themeOfRow(themes, { you_asked_us }).titleInAugust,
        printedNumber: NO_NUMBER,
        standing: 'printedVariant',
        class: inSubstance ? 'substantive' : 'editorial',
        ...citing.remark(inSubstance ? changes : []),
      },
    },
  ];
}

/** Two numbers with one sentence: the editors take the later for a duplicate, no paper says it. */
function sharedWords({ commitments2022: { anomalies } }: Extraction, citing: Citing): Line[] {
  const duplicates = anomalies.filter(({ kind }) => kind === 'duplicate wording');
  return duplicates.map(({ id, numbers, detail, source }) => {
    const [from, to] = numbers!.map(commitmentId) as [string, string];
    return {
      command: 'assert-lineage',
      record: `commitments-2022/${id}`,
      fields: {
        commitmentId: to,
        ...citing.edited(source, [detail]),
        linkId: `LINK-${from}-${to}`,
        type: 'duplicateOf',
        from: [from],
        to: [to],
        basis: 'judgement',
      },
    };
  });
}

export function commitmentId(number: number): string {
  return `C22-${String(number).padStart(2, '0')}`;
}

function make(id: string, planId: string, homeId: string, said: object, wording: object): Line {
  return {
    command: 'make-commitment',
    record: `${planId === 'plan-2018' ? 'commitments-2018' : 'commitments-2022'}/${id}`,
    fields: {
      commitmentId: id,
      planId,
      ...said,
      promisedBy: UNTOLD,
      externalIds: [id],
      wording: { lang: 'en-GB', class: 'first', ...wording },
      place: { homeId },
    },
  };
}
