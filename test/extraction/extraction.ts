import { extracted, papersAtHand } from '../example/papers.js';

/** The nine files of the extraction, as far as a loader reads them. `null` means looked for and not in the paper. */

/** A passage of a paper: a physical line of the held text, counted from 1, and at most twelve words of it. */
export interface Source {
  file: string;
  line: number;
  quote: string;
  also_at_lines?: number[];
}

export interface Anomaly {
  id: string;
  kind?: string;
  detail: string;
  source: Source[];
  numbers?: number[];
  inferred?: { number: number; text: string; source: Source }[];
  inferred_basis?: string;
}

export interface Printed {
  text: string;
  source: Source;
}

export interface Outcome extends Printed {
  qualifier?: string;
  qualifier_source?: Source;
}

export interface Plan {
  id: 'plan-2018' | 'plan-2022';
  title: string;
  subtitle?: string;
  title_source: Source;
  period: { from: number; to: number; basis: string; source?: Source };
  dates: { date: string; event: string; source: Source }[];
  text_status?: string;
  text_status_source?: Source;
  text_date_evidence?: { note: string; sources: Source[] };
  made_by?: Printed;
  consulted?: Printed;
  consultation?: Printed;
  ambition?: Printed;
  succession?: Printed;
  outcomes_framework?: Printed;
  structure_source?: Source;
  priorities: {
    n: number;
    title: string;
    definition?: string;
    source: Source;
    we_will_know_stem?: string;
    outcomes: Outcome[];
  }[];
  overarching_outcomes?: { stem: string; items: Outcome[] } | null;
  work_to_do_section_4?: { items: Printed[]; note: string } | null;
  themes_for_action: { n: number; title: string; source: Source }[];
  counts_stated?: { high_level_commitments: number; priority_one: number; source: Source };
}

export interface Commitment2018 extends Printed {
  id: string;
  section: string;
  priority: string;
  order_in_plan: number;
  follows_box: string | null;
  form: string;
  continuity_2022: { basis: string; commitments_2022: number[] };
}

export interface Reported2019 extends Printed {
  id: string;
  section: string;
  heading: string;
  commitment_2018: string | null;
  match: string;
  difference_kinds?: string[];
  differences?: { plan_2018: string; report_2019: string }[];
  nearest_2018_text?: Printed;
}

export interface Undertaking extends Printed {
  where: string;
  form: string;
}

export interface Commitment2022 extends Printed {
  id: string;
  number: number;
  priority: string;
  you_asked_us: string;
  printed_under: string;
  august_2022:
    | (Printed & {
        row: string;
        you_asked_us: string;
        difference_kinds: string[];
        differences: { appendix: string; august: string }[];
      })
    | null;
}

export interface Paragraph {
  id: string;
  number: string | null;
  text: string;
  lines: number[];
  source: Source;
  items?: { text: string; line: number }[];
  damaged?: string;
}

export interface Section {
  section: string;
  heading: string;
  source: Source;
  commitments: string[];
  paragraphs: Paragraph[];
  bodies: Mention[];
  status_words: StatusWords[];
  dated_facts: { source: Source }[];
}

/** Front and end of the report, outside its nine sections. */
export interface OtherParagraph {
  number?: string | null;
  text: string;
  line: number;
  source?: Source;
}

export interface Mention {
  as_written: string;
  name?: string;
  where: string[];
}

export interface StatusWords {
  words: string;
  where: string;
}

export interface RowItem extends Printed {
  id: string;
  lines: number[];
  kind?: 'paragraph' | 'bullet' | 'list-intro' | 'sub-heading';
  sub_heading?: string;
  damaged?: string;
  reconstruction_inferred?: string[];
}

export interface Row {
  id: string;
  priority: number;
  row: number;
  you_asked_us: string;
  source: Source;
  key_outcomes: (Printed & { n: number; commitment_2022: number | null })[];
  progress: RowItem[];
  delivery: RowItem[];
  status_words: StatusWords[];
  bodies: Mention[];
  notes?: string[];
}

export interface Period {
  type: 'month' | 'range' | 'as_at' | 'text';
  month?: string;
  from?: string;
  to?: string;
  date?: string;
  text?: string;
}

export interface Figure {
  id: string;
  indicator: string;
  value: number | [number, number] | null;
  unit: string;
  qualifier?: string;
  out_of?: number;
  period: Period;
  area: { level: string; name: string };
  kind: string;
  direction_of_good: string;
  comparators?: {
    type: string;
    value?: number | null;
    change?: number;
    change_percent?: number;
    of?: number;
    period?: string;
    text?: string;
  }[];
  series?: string;
  reported_on: string;
  where: string;
  as_printed?: string;
  flag?: string;
  note?: string;
  source: Source;
}

export interface Check {
  check: string;
  calc: string;
  result: string;
}

export interface Body {
  name: string;
  type: string;
  as_written: string[];
  appears: { where: string; source: Source }[];
  mention_lines: Record<string, number[]>;
  role_in_sources?: string;
}

export interface Renaming {
  from: string;
  to: string;
  note?: string;
}

export interface Item {
  id: string;
  type: string;
  what: string;
  by_whom: string;
  by_whom_basis: string;
  due: string | null;
  due_text?: string;
  due_precision?: string;
  overdue_after?: string;
  decided_or_happened?: string;
  status_as_reported?: string;
  reported_on: string;
  where: string;
  note?: string;
  later_evidence_in_sources?: { text: string; source: Source }[];
  source: Source;
}

export interface Scorecard {
  document: { report_of: string; contact_officer: string; source: Source };
  /** Where the list is called a proposal. */
  status_source: Source;
  indicators: { priority: number; items: { indicator: string; source: Source }[] }[];
  priority_report_contents: { priority: number; items: { paragraph: string; text: string; source: Source }[] }[];
  work_programme: { what: string; agreed: string; sources: Source[]; contents_note: string };
  reporting_rules: { rule: string; source: Source }[];
  recommendations: { n: number; text: string; source: Source }[];
  appendix_2: { note: string; source: Source };
  anomalies: string[];
}

export interface Extraction {
  plans: { plans: Plan[]; anomalies: Anomaly[] };
  commitments2018: {
    commitments: Commitment2018[];
    reported_2019_09_23: Reported2019[];
    other_undertakings: Undertaking[];
    anomalies: Anomaly[];
  };
  commitments2022: { commitments: Commitment2022[]; anomalies: Anomaly[] };
  progress2019: {
    document: { report_of: string; contact_officer: string; sources: Source[] };
    sections: Section[];
    other_sections: Record<string, OtherParagraph[]>;
    anomalies: Anomaly[];
  };
  progress2022: { document: { sources: Source[] }; rows: Row[]; anomalies: Anomaly[] };
  figures: { count: number; by_kind: Record<string, number>; metrics: Figure[]; checks: Check[] };
  bodies: {
    count: number;
    bodies: Body[];
    renamed_or_varying: Renaming[];
    abbreviations: { never_expanded_in_sources: string[] };
  };
  dates: {
    count: number;
    by_type: Record<string, number>;
    items: Item[];
    undated_promises: string[];
    calendar: { id: string }[];
    anomalies: Anomaly[];
  };
  scorecard: Scorecard;
}

/** Whether the extraction is beside the repository. */
export const extractionAtHand = papersAtHand;

export function readExtraction(): Extraction {
  return {
    plans: extracted('plans.json'),
    commitments2018: extracted('commitments-2018.json'),
    commitments2022: extracted('commitments-2022.json'),
    progress2019: extracted('progress-2019-09-23.json'),
    progress2022: extracted('progress-2022-08-04.json'),
    figures: extracted('metrics.json'),
    bodies: extracted('bodies.json'),
    dates: extracted('decisions-and-dates.json'),
    scorecard: extracted('scorecard.json'),
  };
}
