import type { StatusSchemePublishedData } from './settings.events.js';

/**
 * The status scheme that the product ships: nine values, five open and four closed. A ledger uses it by publishing it,
 * as it is or changed, like any other scheme.
 */
export const STANDARD_SCHEME: StatusSchemePublishedData = {
  scheme: 'standard',
  version: 1,
  values: [
    {
      id: 'not-started',
      label: 'Not started',
      definition: 'Work has not begun and was not due',
      group: 'open',
      shape: 'empty circle',
    },
    {
      id: 'on-track',
      label: 'On track',
      definition: 'Expected to be delivered as worded, by the date',
      group: 'open',
      shape: 'tick in circle',
    },
    {
      id: 'at-risk',
      label: 'At risk',
      definition: 'Problems exist; recoverable with action now',
      group: 'open',
      shape: 'triangle',
    },
    {
      id: 'off-track',
      label: 'Off track',
      definition: 'Will not be delivered as worded or on time unless something changes',
      group: 'open',
      shape: 'octagon with cross',
    },
    {
      id: 'on-hold',
      label: 'On hold',
      definition: 'Deliberately paused by a recorded decision',
      group: 'open',
      shape: 'two bars',
      needs: ['decision'],
    },
    {
      id: 'delivered',
      label: 'Delivered',
      definition: 'Done as worded; evidence attached',
      group: 'closed',
      shape: 'filled circle with tick',
      needs: ['evidence'],
    },
    {
      id: 'part-delivered',
      label: 'Part delivered',
      definition: 'Closed with something significant done, less than worded',
      group: 'closed',
      shape: 'half-filled circle',
    },
    {
      id: 'not-delivered',
      label: 'Not delivered',
      definition: 'Closed without delivery',
      group: 'closed',
      shape: 'filled square with cross',
    },
    {
      id: 'replaced',
      label: 'Replaced',
      definition: 'Superseded, merged or withdrawn by decision; link required',
      group: 'closed',
      shape: 'arrow',
      needs: ['link'],
    },
  ],
  mappings: [
    {
      name: 'rag',
      values: [
        { value: 'on-track', becomes: 'green' },
        { value: 'at-risk', becomes: 'amber' },
        { value: 'off-track', becomes: 'red' },
        { value: 'delivered', becomes: 'blue' },
        { value: 'part-delivered', becomes: 'amber, closed' },
        { value: 'not-delivered', becomes: 'red, closed' },
      ],
    },
    {
      name: 'three-point',
      values: [
        { value: 'on-track', becomes: 'green' },
        { value: 'at-risk', becomes: 'amber' },
        { value: 'off-track', becomes: 'red' },
      ],
    },
  ],
  derivedRules: [
    { label: 'Not stated in the source', rule: 'Only updates loaded from papers exist, and no status' },
    {
      label: 'No update in this report',
      rule: 'In the scope of the report, without an update or a stated lack of one',
    },
    { label: 'No update since', rule: 'The newest update is older than two report dates of the plan' },
    { label: 'Overdue', rule: 'The last day of the target date is past, and the status is open or not stated' },
    { label: 'Disputed', rule: 'A conflict over an update or status of it is not resolved' },
  ],
};
