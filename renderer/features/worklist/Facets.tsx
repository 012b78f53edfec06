import type { Facet, FacetChoice, FacetGroup } from './facets.ts';
import { format } from '../../ui/index.ts';
import styles from './Facets.module.css';

const heads: readonly { readonly group: FacetGroup; readonly name: string }[] = [
  { group: 'status', name: 'Status' },
  { group: 'site', name: 'Site' },
  { group: 'response', name: 'Last response' },
];

export type FacetsProps = { readonly facets: readonly Facet[]; readonly total: number; readonly choice: FacetChoice; readonly onChange: (choice: FacetChoice) => void };

/** Ways to narrow the list, with how many subjects each leaves. A second press takes a choice back. */
export function Facets({ facets, total, choice, onChange }: FacetsProps) {
  const toggle = (group: FacetGroup, value: string) => {
    const { [group]: before, ...others } = choice;
    onChange(before === value ? others : { ...others, [group]: value });
  };
  return (
    <nav className={styles.facets} aria-label="Filters">
      {heads.map(({ group, name }) => (
        <section key={group}>
          <h2 className={styles.head}>{name}</h2>
          {group === 'status' && <FacetButton label="All subjects" count={total} isOn={Object.keys(choice).length === 0} onClick={() => onChange({})} />}
          {facets.filter((facet) => facet.group === group).map((facet) => (
            <FacetButton key={facet.value} label={facet.label} count={facet.count} isOn={choice[group] === facet.value} onClick={() => toggle(group, facet.value)} />
          ))}
        </section>
      ))}
    </nav>
  );
}

function FacetButton({ label, count, isOn, onClick }: { readonly label: string; readonly count: number; readonly isOn: boolean; readonly onClick: () => void }) {
  return (
    <button type="button" className={styles.facet} aria-pressed={isOn} onClick={onClick}>
      <span>{label}</span><span className={styles.count}>{format.count(count)}</span>
    </button>
  );
}
