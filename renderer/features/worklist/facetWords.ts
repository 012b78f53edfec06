/** Facets as they are named and grouped on the screen. Pure. */
import { actionKinds, dueValues, type FacetCount, type WorklistFacet } from '../../../src/casefile/index.ts';
import { overallResponses } from '../../../src/recist/index.ts';

export type ShownFacet = FacetCount & { readonly label: string };

const statusWords: Readonly<Record<(typeof actionKinds)[number], string>> = {
  decide: 'Late images', continue: 'In progress', query: 'Query to answer', read: 'To read', sign: 'To sign', adjudicate: 'To adjudicate', confirm: 'To confirm', waitForImages: 'Waiting for images', nothing: 'Nothing open',
};
const dueWords: Readonly<Record<(typeof dueValues)[number], string>> = { overdue: 'Overdue', today: 'Due now', week: 'Within 7 days', later: 'Later', none: 'No due date' };
/** Shown with 0 too: a reader looks for them. */
const always: readonly string[] = ['continue', 'read', 'confirm', 'waitForImages', 'nothing'];

const valuesOf: Partial<Record<WorklistFacet, readonly { readonly value: string; readonly label: string; readonly always?: boolean }[]>> = {
  status: actionKinds.map((value) => ({ value, label: statusWords[value], always: always.includes(value) })),
  mine: [{ value: 'assigned', label: 'Assigned to me' }, { value: 'signed', label: 'Signed by me' }],
  response: [...overallResponses.map((value) => ({ value, label: value })), { value: 'none', label: 'None yet' }],
  due: dueValues.map((value) => ({ value, label: dueWords[value] })),
};

/** The values of a facet in their order. Sites and readers are those of the data; `nameOf` names readers. */
export function shownFacets(facet: WorklistFacet, counts: readonly FacetCount[], chosen: string | undefined, nameOf: (accountId: string) => string): readonly ShownFacet[] {
  const ofFacet = counts.filter((one) => one.facet === facet);
  const fixed = valuesOf[facet];
  if (!fixed) {
    return ofFacet.map((one) => ({ ...one, label: one.value === '' ? (facet === 'site' ? 'No site' : 'Any reader') : facet === 'reader' ? nameOf(one.value) : one.value }));
  }
  return fixed.flatMap(({ value, label, always: isAlways }) => {
    const known = ofFacet.find((one) => one.value === value);
    return known || isAlways || chosen === value ? [{ facet, value, label, count: known?.count ?? 0 }] : [];
  });
}
