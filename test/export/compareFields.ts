/**
 * Every field of the exported files against the database: `node test/export/compareFields.ts DATA STUDY EXPORT [all]`. EXPORT is a folder with sdtm, odm and edc, as
 * `nadir export --format sdtm,odm,edc` writes it. Prints what differs; exit code 1 then.
 */
import path from 'node:path';
import { databaseFields, places } from './databaseFields.ts';
import { edcFields, fileIn, odmFields, sdtmFields, visitNumbers, type FileFields } from './fileFields.ts';

export type Comparison = { readonly compared: Readonly<Record<string, number>>; readonly differences: readonly string[] };

export function compareFields(dataFolder: string, studyCode: string, exportFolder: string, reads: 'signed' | 'all' = 'signed'): Comparison {
  const { fields, organs } = databaseFields(dataFolder, studyCode, reads);
  const folder = (name: string): string => path.join(exportFolder, name);
  const subjects = [...new Set([...fields.keys()].map((key) => key.split('|')[0] ?? ''))];
  const files: Readonly<Record<string, FileFields>> = {
    sdtm: sdtmFields(folder('sdtm'), subjects), odm: odmFields(fileIn(folder('odm'), '.xml'), visitNumbers(folder('sdtm'))), edc: edcFields(fileIn(folder('edc'), '.csv')),
  };
  const differences: string[] = [];
  const compared: Record<string, number> = {};
  // Responses of reads that nobody signed are known for the demo's truth only as a whole.
  const isUnknown = (key: string): boolean => reads === 'all' && /\|RESPONSE\|(target|nonTarget|newLesion)$/.test(key);
  for (const [name, file] of Object.entries(files)) {
    const wanted = [...fields].filter(([key]) => name !== 'edc' || !key.includes('|SUBJECT|'));
    for (const [key, value] of wanted) if (file.fields.get(key) !== value) differences.push(`${name} ${key}: ${file.fields.get(key) ?? 'missing'}, database ${value}`);
    for (const [key, value] of file.fields) if (!fields.has(key) && !isUnknown(key)) differences.push(`${name} ${key}: ${value}, not in the database`);
    for (const [key, organ] of organs) {
      const said = [...(file.places.has(key) ? [[key, file.places.get(key) ?? ''] as const] : []), ...[...file.places].filter(([other]) => other.startsWith(`${key}.`))];
      if (said.length === 0) differences.push(`${name} ${key}: no location`);
      for (const [lesion, place] of said) if (places[organ] && !places[organ].test(place)) differences.push(`${name} ${lesion}: location ${place}, database ${organ}`);
    }
    compared[name] = wanted.length + organs.size;
  }
  return { compared, differences };
}

if (import.meta.main) {
  const [data, study, exported, reads] = process.argv.slice(2);
  if (!data || !study || !exported) throw new Error('node test/export/compareFields.ts DATA STUDY EXPORT [all]');
  const { compared, differences } = compareFields(data, study, exported, reads === 'all' ? 'all' : 'signed');
  console.info(`Fields compared: ${Object.entries(compared).map(([name, count]) => `${name} ${count}`).join(', ')}. Differences: ${differences.length}.`);
  for (const one of differences.slice(0, 40)) console.info(one);
  process.exitCode = differences.length > 0 ? 1 : 0;
}
