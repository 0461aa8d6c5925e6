import { element, type Markup } from '../charts/svg.js';
import type { ReportDocument } from '../report-document.js';

const NAMESPACES = {
  'xmlns:cp': 'http://schemas.openxmlformats.org/package/2006/metadata/core-properties',
  'xmlns:dc': 'http://purl.org/dc/elements/1.1/',
  'xmlns:dcterms': 'http://purl.org/dc/terms/',
  'xmlns:dcmitype': 'http://purl.org/dc/dcmitype/',
  'xmlns:xsi': 'http://www.w3.org/2001/XMLSchema-instance',
};

/**
 * What a Word file says of itself. The library would write the time at which it was asked; a file bears the time of the
 * publication, or else no two of one report would be the same.
 */
export function coreProperties({ id, title, version, language, publishedAt }: ReportDocument): string {
  const at = publishedAt.replace(/\.\d+Z$/, 'Z');
  const time = (name: string): Markup => element(name, { 'xsi:type': 'dcterms:W3CDTF' }, at);
  const properties = element(
    'cp:coreProperties',
    NAMESPACES,
    element('dc:title', {}, title),
    element('dc:identifier', {}, id),
    element('dc:language', {}, language),
    element('cp:version', {}, String(version)),
    time('dcterms:created'),
    time('dcterms:modified'),
  );
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>${properties}`;
}
