import { existsSync } from 'node:fs';
import { CONFIG_VARIABLES } from '../../src/config/variables.js';
import { envExample } from './env-example.js';
import { projectPath, projectText } from './project.js';

const text = projectText('docs/operations.md');
const found = (pattern: RegExp) => [...new Set([...text.matchAll(pattern)].map(([, name]) => name!))];

describe('docs/operations.md', () => {
  it('leads to pages and files that are there', () => {
    const links = found(/\]\(([^)#]+)(?:#[^)]*)?\)/g);
    expect(links.length).toBeGreaterThan(3);
    expect(links.filter((link) => !existsSync(projectPath(`docs/${link}`)))).toEqual([]);
  });

  it('names figures that docs/metrics.md describes', () => {
    const figures = found(/\b(progress_ledger_\w+)/g).map((name) => name.replace(/_count$/, ''));
    const described = projectText('docs/metrics.md');
    expect(figures.length).toBeGreaterThan(5);
    expect(figures.filter((name) => !described.includes(`\`${name}\``))).toEqual([]);
  });

  it('names settings that there are', () => {
    const { scripts } = JSON.parse(projectText('package.json')) as { scripts: Record<string, string> };
    expect(found(/npm (?:run )?(start[a-z:]*)/g).filter((name) => !scripts[name])).toEqual([]);
    const settings = found(/`([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)(?:=[^`]*)?`/g);
    const files = ['DATABASE_URL_FILE', 'DATABASE_APP_URL_FILE', 'EVENTSTOREDB_URL_FILE'];
    const ofServers = /^(KURRENTDB|EVENTSTORE)_/;
    const known = [...CONFIG_VARIABLES, ...files, ...Object.keys(envExample())];
    expect(settings.filter((name) => !known.includes(name) && !ofServers.test(name))).toEqual([]);
  });

  it('repeats what the service says', () => {
    const sources = [
      'projections/seal/seal.projection.ts',
      'projections/seal/fork-guard.ts',
      'src/log/witness-problem.ts',
      'src/ledger/engine-mark.ts',
      'src/ledger/sealed-end.ts',
      'src/ledger/erasable/service-key.ts',
      'src/ledger/eventstoredb/errors.ts',
    ];
    // Long messages are put together from several texts.
    const said = sources.map((path) => projectText(path).replace(/['"`] \+\n\s*['"`]/g, '')).join('\n');
    const quotes = found(/^\|[^|"]*"([A-Z…][^"]+)"[^|]*\|/gm).map((quote) => quote.replaceAll('…', '').trim());
    expect(quotes.length).toBeGreaterThan(2);
    expect(quotes.filter((quote) => !said.includes(quote))).toEqual([]);
  });
});
