import { useEffect, useRef, useState } from 'react';
import type { Lesion, SubjectCase } from '../../../src/casefile/index.ts';
import type { LesionTraits, OrganCode } from '../../../src/recist/index.ts';
import { Button } from '../../ui/index.ts';
import { kindOf, organsInUse } from './defaults.ts';
import { OrganPicker } from './OrganPicker.tsx';
import { SiteField } from './SiteField.tsx';
import { TraitField } from './TraitField.tsx';
import styles from './PlacementPanel.module.css';

export type LesionChanges = { readonly organ?: OrganCode; readonly kind?: Lesion['kind']; readonly description?: string; readonly group?: boolean; readonly traits?: LesionTraits };

type Props = { readonly subject: SubjectCase; readonly lesion: Lesion; readonly lastOrgan: OrganCode | null; readonly onSave: (changes: LesionChanges) => void; readonly onClose: () => void };

/** Organ, place and nature of a lesion that is there. Enter keeps the changes, Esc leaves them. */
export function LesionEditor({ subject, lesion, lastOrgan, onSave, onClose }: Props) {
  const [organ, setOrgan] = useState<OrganCode>(lesion.organ);
  const [description, setDescription] = useState(lesion.description);
  const [group, setGroup] = useState(lesion.group);
  const [traits, setTraits] = useState<LesionTraits>(lesion.traits ?? {});
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => { field.current?.focus(); }, []);
  const save = () => {
    const changes: LesionChanges = {
      ...(organ !== lesion.organ ? { organ, kind: kindOf(organ) } : {}),
      ...(description.trim() !== lesion.description ? { description: description.trim() } : {}),
      ...(group !== lesion.group ? { group } : {}),
      ...(JSON.stringify(traits) !== JSON.stringify(lesion.traits ?? {}) ? { traits } : {}),
    };
    if (Object.keys(changes).length > 0) onSave(changes);
    onClose();
  };
  return (
    <section className={styles.panel} aria-label={`Edit ${lesion.label}`}>
      <div className={styles.head}><h2>{lesion.label}</h2><span>organ and description</span></div>
      <div className={styles.pair}>
        <div className={styles.field}>Organ<OrganPicker ref={field} value={organ} inUse={organsInUse(subject, lastOrgan)} onChoose={(chosen) => { setOrgan(chosen); if (chosen !== organ) setTraits({}); }} onAccept={save} onCancel={onClose} /></div>
        <SiteField organ={organ} description={description} isGroup={group} onChange={setDescription} onKeyDown={(event) => { if (event.key === 'Enter') save(); if (event.key === 'Escape') { event.stopPropagation(); onClose(); } }} />
      </div>
      {lesion.role !== 'new' && <TraitField organ={organ} kind={kindOf(organ)} traits={traits} onChange={setTraits} />}
      {lesion.role === 'nonTarget' && <label className={styles.check}><input type="checkbox" checked={group} onChange={(event) => setGroup(event.currentTarget.checked)} />Several lesions recorded as one item (R-141)</label>}
      <div className={styles.actions}><Button small look="primary" onClick={save} keys="Enter">Keep</Button><Button small look="ghost" onClick={onClose} keys="Escape">Cancel</Button></div>
    </section>
  );
}
