import type { FacetCount, WorklistFacet, WorklistQuery } from '../../../src/casefile/index.ts';
import { format } from '../../ui/index.ts';
import { shownFacets } from './facetWords.ts';
import styles from './Facets.module.css';

export type Choice = WorklistQuery['choice'];

const heads: readonly { readonly facet: WorklistFacet; readonly name: string }[] = [
  { facet: 'status', name: 'Status' }, { facet: 'mine', name: 'Mine' }, { facet: 'due', name: 'Due' }, { facet: 'site', name: 'Site' }, { facet: 'response', name: 'Last response' },
];

export type FacetsProps = { readonly counts: readonly FacetCount[]; readonly total: number; readonly hasDue: boolean; readonly choice: Choice; readonly onChange: (choice: Choice) => void; readonly nameOf: (accountId: string) => string };

/** A second press takes a choice back. */
export function toggled(choice: Choice, facet: WorklistFacet, value: string): Choice {
  const { [facet]: before, ...others } = choice;
  return before === value ? others : { ...others, [facet]: value };
}

/** Ways to narrow the list, with how many subjects each would leave. */
export function Facets({ counts, total, hasDue, choice, onChange, nameOf }: FacetsProps) {
  return (
    <nav className={styles.facets} aria-label="Filters">
      {heads.map(({ facet, name }) => {
        const shown = shownFacets(facet, counts, choice[facet], nameOf);
        if (facet === 'due' ? !hasDue : facet === 'site' ? shown.every((one) => one.value === '') : shown.length === 0) return null;
        return (
          <section key={facet}>
            <h2 className={styles.head}>{name}</h2>
            {facet === 'status' && <FacetButton label="All subjects" count={total} isOn={Object.keys(choice).length === 0} onClick={() => onChange({})} />}
            {shown.map((one) => <FacetButton key={one.value} label={one.label} count={one.count} isOn={choice[facet] === one.value} onClick={() => onChange(toggled(choice, facet, one.value))} />)}
          </section>
        );
      })}
    </nav>
  );
}

function FacetButton({ label, count, isOn, onClick }: { readonly label: string; readonly count: number; readonly isOn: boolean; readonly onClick: () => void }) {
  return (
    <button type="button" className={styles.facet} aria-pressed={isOn} data-none={count === 0 || undefined} onClick={onClick}>
      <span className={styles.name}>{label}</span><span className={styles.count}>{format.count(count)}</span>
    </button>
  );
}
