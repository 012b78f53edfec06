import type { LesionKind, LesionTraits, OrganCode } from '../../../src/recist/index.ts';
import { traitChoices } from './traits.ts';
import styles from './PlacementPanel.module.css';

/** What a lesion is beyond organ and size, where it matters for measuring: pressed only when it applies. */
export function TraitField({ organ, kind, traits, onChange }: { readonly organ: OrganCode; readonly kind: LesionKind; readonly traits: LesionTraits; readonly onChange: (traits: LesionTraits) => void }) {
  const choices = traitChoices(organ, kind, traits);
  if (choices.length === 0) return null;
  return (
    <div className={styles.quick} role="group" aria-label="What it is">
      {choices.map(({ id, label, isOn, rule, next }) => <button key={id} type="button" aria-pressed={isOn} title={`${label} (${rule})`} onClick={() => onChange(next)}>{label}</button>)}
    </div>
  );
}
