import type { CommitmentLine } from '../../../projections/state/queries/commitment/commitment.answers.js';
import type { PlanTree } from '../../../projections/state/queries/plan/plan.answers.js';
import type { TagAnswer } from '../../../projections/state/queries/tag/tag.answers.js';
import { type CommitmentRow, commitmentRow } from '../commitments/commitment-row.js';
import { type PlanThing, planThing } from '../parts/parts-of-plans.js';
import { pathOfPlan } from './plan.view.js';

/** A tag as a line of the page of its plan. */
export interface TagLine {
  label: string;
  path: string;
  count: number;
  isRetired: boolean;
}

/** The tags of a plan, scheme by scheme. */
export interface TagGroup {
  scheme: string;
  tags: TagLine[];
}

export function tagGroups(tags: readonly TagAnswer[], planPath: string): TagGroup[] {
  const schemes = [...new Set(tags.map(({ scheme }) => scheme.id))];
  return schemes.map((id) => {
    const own = tags.filter(({ scheme }) => scheme.id === id);
    return {
      scheme: own[0]!.scheme.label,
      tags: own.map((tag) => ({
        label: tag.label,
        path: pathOfTag(planPath, tag.id),
        count: tag.tagged.length,
        isRetired: tag.retiredFrom !== undefined,
      })),
    };
  });
}

/** One tag with what has it, across the tree of its plan. */
export interface TagPage {
  plan: { title: string; path: string };
  tag: TagAnswer;
  path: string;
  /** The part of the plan that the paper lists it under. */
  under?: PlanThing;
  parts: { thing: PlanThing; basis: string; from: TagAnswer['from'] }[];
  commitments: CommitmentRow[];
  /** The other tags of its scheme. */
  others: TagLine[];
}

/** @param commitments those that have the tag by themselves */
export function tagPage(
  plan: PlanTree,
  tag: TagAnswer,
  { tags, commitments }: { tags: readonly TagAnswer[]; commitments: readonly CommitmentLine[] },
): TagPage {
  const path = pathOfPlan(plan);
  const named = { id: plan.id, name: plan.title };
  const held = new Set(commitments.map(({ id }) => id));
  const group = tagGroups(
    tags.filter(({ scheme }) => scheme.id === tag.scheme.id),
    path,
  )[0]!;
  return {
    plan: { title: plan.title ?? plan.id, path },
    ...{ tag, path: pathOfTag(path, tag.id) },
    ...(tag.node ? { under: planThing({ ...tag.node, kind: 'node' }, named) } : {}),
    parts: tag.tagged
      .filter(({ what }) => !held.has(what.id))
      .map(({ what, basis, from }) => ({ thing: planThing({ ...what, kind: 'node' }, named), basis, from })),
    commitments: commitments.map((line) =>
      commitmentRow(
        line,
        line.path.filter((part) => part.id !== plan.id).map((part) => part.name ?? part.id),
      ),
    ),
    others: group.tags.filter((other) => other.path !== pathOfTag(path, tag.id)),
  };
}

export function pathOfTag(plan: string, id: string): string {
  return `${plan}/tags/${id}`;
}
