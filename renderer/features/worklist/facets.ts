import type { WorklistRow } from '../../../src/api/wire.ts';
import type { OverallResponse } from '../../../src/recist/index.ts';

export type FacetGroup = 'status' | 'site' | 'response';
export type Facet = { readonly group: FacetGroup; readonly value: string; readonly label: string; readonly count: number };

/** At most one value per group; groups narrow each other. */
export type FacetChoice = Readonly<Partial<Record<FacetGroup, string>>>;

const statuses: readonly { readonly value: string; readonly label: string; readonly holds: (row: WorklistRow) => boolean }[] = [
  { value: 'toRead', label: 'To read', holds: (row) => row.next.kind === 'read' },
  { value: 'inProgress', label: 'In progress', holds: (row) => row.next.kind === 'continue' },
  { value: 'confirm', label: 'To confirm', holds: (row) => row.next.kind === 'confirm' },
  { value: 'waiting', label: 'Waiting for images', holds: (row) => row.next.kind === 'waitForImages' },
  { value: 'nothing', label: 'Nothing open', holds: (row) => row.next.kind === 'nothing' },
];

const responses: readonly OverallResponse[] = ['CR', 'PR', 'SD', 'NON-CR/NON-PD', 'PD', 'NE', 'NED'];

/** The category of the latest timepoint that has one; null before the first follow-up was read. */
export const lastResponse = (row: WorklistRow): OverallResponse | null => row.cells.findLast((cell) => cell.overall !== null)?.overall ?? null;

function holds(row: WorklistRow, group: FacetGroup, value: string): boolean {
  switch (group) {
    case 'status': return statuses.find((status) => status.value === value)?.holds(row) ?? true;
    case 'site': return row.site === value;
    case 'response': return (lastResponse(row) ?? 'none') === value;
  }
}

/** True when every word of the filter is in the row: code, site, next action, note. */
export function matchesText(row: WorklistRow, text: string): boolean {
  const words = text.trim().toLowerCase().split(/\s+/).filter((word) => word !== '');
  const haystack = `${row.code} ${row.site} ${row.next.text} ${row.next.detail} ${row.note}`.toLowerCase();
  return words.every((word) => haystack.includes(word));
}

/** Rows that pass the filter text and every chosen facet. */
export const filterRows = (rows: readonly WorklistRow[], text: string, choice: FacetChoice): readonly WorklistRow[] =>
  rows.filter((row) => matchesText(row, text) && Object.entries(choice).every(([group, value]) => holds(row, group as FacetGroup, value)));

/** Every facet with how many rows it would leave, counted over all rows of the study. Responses and statuses without rows are left out, except the chosen one. */
export function facetsOf(rows: readonly WorklistRow[], choice: FacetChoice): readonly Facet[] {
  const counted = (group: FacetGroup, value: string, label: string): Facet => ({ group, value, label, count: rows.filter((row) => holds(row, group, value)).length });
  const sites = [...new Set(rows.map((row) => row.site))].sort();
  const all = [
    ...statuses.map((status) => counted('status', status.value, status.label)),
    ...sites.map((site) => counted('site', site, site === '' ? 'No site' : site)),
    ...responses.map((response) => counted('response', response, response)),
    counted('response', 'none', 'None yet'),
  ];
  return all.filter((facet) => facet.count > 0 || choice[facet.group] === facet.value || facet.group === 'status');
}
