import { HtmlValidate } from 'html-validate';

const html = new HtmlValidate({
  extends: ['html-validate:recommended', 'html-validate:document'],
  rules: {
    'heading-level': ['error', { minInitialRank: 'h2' }], // a summary of errors stands before the heading
    'long-title': 'off', // a title says which view it is
    'no-trailing-whitespace': 'off',
    'attribute-boolean-style': 'off',
    'no-redundant-role': 'off', // the design system's own, for older readers
    'prefer-native-element': 'off',
    'require-sri': 'off', // all files are our own
    'tel-non-breaking': 'off',
  },
});

/** What is wrong with the HTML of a page: one line each, with its rule and its place. */
export async function htmlFindings(text: string): Promise<string[]> {
  const { results } = await html.validateString(text);
  return results.flatMap(({ messages }) =>
    messages.map(({ ruleId, message, line }) => `${ruleId}, line ${line}: ${message}`),
  );
}
