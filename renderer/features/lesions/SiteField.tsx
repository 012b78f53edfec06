import type { OrganCode } from '../../../src/recist/index.ts';
import { hasSite, sitesOf, toggleSite } from './sites.ts';
import styles from './PlacementPanel.module.css';

type Props = {
  readonly organ: OrganCode | null;
  readonly description: string;
  readonly isGroup: boolean;
  readonly onChange: (description: string) => void;
  readonly onKeyDown: (event: React.KeyboardEvent) => void;
  /** What is still missing, said where it is typed. */
  readonly hint?: string | undefined;
};

/** The usual segments, stations or sides of an organ, each in one press; nothing where none are usual. */
export function SiteChips({ organ, description, isGroup, onChange }: Pick<Props, 'organ' | 'description' | 'isGroup' | 'onChange'>) {
  const sites = sitesOf(organ, isGroup);
  if (!sites) return null;
  return (
    <div className={`${styles.quick} ${styles.sites}`} role="group" aria-label={sites.name}>
      {sites.choices.map(({ short, text }) => <button key={text} type="button" aria-pressed={hasSite(description, text)} aria-label={text} title={text} onClick={() => onChange(toggleSite(description, text))}>{short}</button>)}
    </div>
  );
}

/** What tells a lesion from its neighbours: free text, with the usual segments, stations or sides of the organ in one press. */
export function SiteField({ organ, description, isGroup, onChange, onKeyDown, hint }: Props) {
  const sites = sitesOf(organ, isGroup);
  return (
    <>
      <label className={styles.field}>{sites ? `${sites.name} and description` : 'Description'}
        <input type="text" aria-label="Segment, station or side" value={description} maxLength={200} spellCheck={false} autoComplete="off" placeholder={hint} onChange={(event) => onChange(event.currentTarget.value)} onKeyDown={onKeyDown} />
      </label>
      {sites && <SiteChips organ={organ} description={description} isGroup={isGroup} onChange={onChange} />}
    </>
  );
}
