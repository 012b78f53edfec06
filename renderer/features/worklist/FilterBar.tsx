import { Menu } from '@mantine/core';
import { IconChevronDown, IconUpload } from '@tabler/icons-react';
import { memo, type Ref } from 'react';
import type { FacetCount, WorklistFacet } from '../../../src/casefile/index.ts';
import { Button, format, SearchField } from '../../ui/index.ts';
import type { Choice } from './Facets.tsx';
import { shownFacets } from './facetWords.ts';
import styles from './WorklistPlace.module.css';

export type FilterBarProps = {
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly field: Ref<HTMLInputElement>;
  readonly onKeyDown: React.KeyboardEventHandler;
  readonly counts: readonly FacetCount[];
  readonly choice: Choice;
  readonly onPick: (facet: WorklistFacet, value: string | undefined) => void;
  readonly hasDue: boolean;
  readonly nameOf: (accountId: string) => string;
  readonly summary: string;
  readonly onImport: (() => void) | null;
};

const menus: readonly { readonly facet: WorklistFacet; readonly name: string }[] = [
  { facet: 'site', name: 'Site' }, { facet: 'reader', name: 'Reader' }, { facet: 'status', name: 'Status' }, { facet: 'due', name: 'Due' }, { facet: 'response', name: 'Response' },
];

/** A facet as a menu, for windows too narrow for the left panel (and beside it, where a reader looks for them). Left out where it could not narrow anything. */
const FacetMenu = memo(function FacetMenu({ facet, name, counts, chosen, onPick, nameOf }: Pick<FilterBarProps, 'counts' | 'onPick' | 'nameOf'> & { readonly facet: WorklistFacet; readonly name: string; readonly chosen: string | undefined }) {
  const shown = shownFacets(facet, counts, chosen, nameOf);
  if (chosen === undefined && shown.length < 2) return null;
  return (
    <Menu position="bottom-start" width={220}>
      <Menu.Target>
        <button type="button" className={styles.facetMenu} data-on={chosen !== undefined || undefined}>
          {chosen === undefined ? name : shown.find((one) => one.value === chosen)?.label ?? name}<IconChevronDown size={14} stroke={1.75} aria-hidden="true" />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => onPick(facet, undefined)}>All</Menu.Item>
        {shown.map((one) => <Menu.Item key={one.value} rightSection={<span className="nd-3">{format.count(one.count)}</span>} onClick={() => onPick(facet, one.value)}>{one.label}</Menu.Item>)}
      </Menu.Dropdown>
    </Menu>
  );
});

/** Text, facets as menus, what the list is about, and the way to more images. */
export function FilterBar({ text, onText, field, onKeyDown, summary, hasDue, onImport, choice, ...facets }: FilterBarProps) {
  return (
    <div className={styles.filterBar}>
      <div className={styles.filter}><SearchField ref={field} label="Filter subjects" keys="/" value={text} onChange={onText} onKeyDown={onKeyDown} /></div>
      {menus.filter(({ facet }) => facet !== 'due' || hasDue).map((menu) => <FacetMenu key={menu.facet} {...menu} {...facets} chosen={choice[menu.facet]} />)}
      <span className={styles.summary}>{summary}</span>
      {onImport && <Button icon={<IconUpload size={16} stroke={1.75} />} onClick={onImport}>Import images</Button>}
    </div>
  );
}
