import { IconCheck } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import type { SeriesSummary, SubjectCase } from '../../../src/casefile/index.ts';
import { formatMm, type OrganCode } from '../../../src/recist/index.ts';
import { changePlacement, type Placement } from '../../state/index.ts';
import { Alert, Button } from '../../ui/index.ts';
import { defaultOrgan, organsInUse } from './defaults.ts';
import type { Candidate } from './guards.ts';
import { GuardList, type GuardActions } from './GuardList.tsx';
import { OrganPicker } from './OrganPicker.tsx';
import { candidateOf, placementGuards, placementObstacle } from './placing.ts';
import { SiteField } from './SiteField.tsx';
import { TraitField } from './TraitField.tsx';
import { roleName } from './words.ts';
import styles from './PlacementPanel.module.css';

export type PlacementActions = Omit<GuardActions, 'softTissue' | 'progressedSince'> & {
  /** Records it; a new lesion with how sure it is. */
  readonly accept: (newStatus?: 'equivocal' | 'unequivocal') => void;
  /** Names its organ: a lesion that is drawn and has nothing in its way is recorded with it. */
  readonly chooseOrgan: (organ: OrganCode) => void;
  readonly cancel: () => void;
};

type Props = { readonly subject: SubjectCase; readonly placement: Placement; readonly series: SeriesSummary | undefined; readonly lastOrgan: OrganCode | null; readonly actions: PlacementActions };

function Size({ candidate, isBlocked }: { readonly candidate: Candidate | null; readonly isBlocked: boolean }) {
  const mm = candidate?.sizeMm ?? candidate?.otherAxisMm ?? null;
  if (!candidate || mm === null) return null;
  const axis = candidate.kind === 'node' ? (candidate.sizeMm === null ? 'long axis' : 'short axis') : 'long axis';
  return <span className={styles.size} data-blocked={isBlocked || undefined}>{formatMm(mm)}<small>mm {axis}</small></span>;
}

/** `isSaid`: the guard above says already what stands in the way. */
function RecordButtons({ placement, obstacle, isSaid, actions }: { readonly placement: Placement; readonly obstacle: string | null; readonly isSaid: boolean; readonly actions: PlacementActions }) {
  const reason = obstacle === null ? undefined : obstacle;
  return (
    <div className={styles.actions}>
      {placement.role === 'new' ? (
        <>
          <Button small look="primary" disabledReason={reason} reasonElsewhere onClick={() => actions.accept('unequivocal')} keys="Enter">Unequivocal</Button>
          <Button small disabledReason={reason} reasonElsewhere onClick={() => actions.accept('equivocal')} keys="Shift+Enter">Equivocal</Button>
        </>
      ) : <Button small look="primary" disabledReason={reason} reasonElsewhere onClick={() => actions.accept()} keys="Enter">Record {placement.label}</Button>}
      <Button small look="ghost" onClick={actions.cancel} keys="Escape">Discard</Button>
      {obstacle !== null && !isSaid && <span className={styles.hint}>{obstacle}</span>}
    </div>
  );
}

/** The lesion being placed: draw it, say what it is, record it. The organ field takes the focus once something is drawn, so that typing finds an organ. */
export function PlacementPanel({ subject, placement, series, lastOrgan, actions }: Props) {
  const organField = useRef<HTMLInputElement>(null);
  const isDrawn = placement.measure !== null;
  const canDoWithout = placement.role !== 'target';
  useEffect(() => { if (isDrawn) organField.current?.focus(); }, [isDrawn]);

  const candidate = candidateOf(placement, series);
  const guards = placementGuards(subject, placement);
  const obstacle = placementObstacle(subject, placement);
  const isBlocked = guards.some(({ finding }) => finding.severity === 'block');
  const isOpenAxis = guards.some(({ fixes }) => fixes.includes('placeShortAxis'));
  const enter = (newStatus?: 'equivocal' | 'unequivocal') => { if (isOpenAxis) actions.acceptShortAxis(); else actions.accept(newStatus); };
  const entered = (event: React.KeyboardEvent) => {
    if (event.key === 'Escape') { event.preventDefault(); event.stopPropagation(); actions.cancel(); }
    if (event.key !== 'Enter') return;
    event.preventDefault();
    enter(placement.role !== 'new' ? undefined : event.shiftKey ? 'equivocal' : 'unequivocal');
  };
  const traits = placement.traits ?? {};
  const guardActions: GuardActions = {
    ...actions,
    softTissue: () => changePlacement({ traits: { ...traits, softTissueComponent: true } }),
    progressedSince: () => changePlacement({ traits: { ...traits, progressedSinceLocalTherapy: true } }),
  };
  return (
    <section className={styles.panel} aria-label={`Place ${placement.label}`}>
      <div className={styles.head}><h2>{placement.label}</h2><span>{isDrawn ? `name the ${roleName(placement.role)}` : `draw the ${roleName(placement.role)}'s longest diameter`}</span><Size candidate={candidate} isBlocked={isBlocked} /></div>
      <div className={styles.pair}>
        <div className={styles.field}>Organ
          <OrganPicker
            ref={organField} value={placement.organ} inUse={organsInUse(subject, lastOrgan)} {...(placement.organ !== null && placement.organ === defaultOrgan(subject) ? { hint: 'as before' } : {})}
            onChoose={actions.chooseOrgan} onCancel={actions.cancel} onAccept={() => enter(placement.role === 'new' ? 'unequivocal' : undefined)}
          />
        </div>
        <SiteField organ={placement.organ} description={placement.description} isGroup={placement.group} onChange={(description) => changePlacement({ description })} onKeyDown={entered} hint={placement.role === 'nonTarget' ? 'so that it can be found again' : undefined} />
      </div>
      {candidate && <TraitField organ={candidate.organ} kind={candidate.kind} traits={traits} onChange={(next) => changePlacement({ traits: next })} />}
      {candidate?.kind === 'node' && placement.role === 'target' && <div className={styles.axis}><IconCheck size={14} stroke={2} aria-hidden="true" />Node: short axis is used</div>}
      {placement.role === 'nonTarget' && <label className={styles.check}><input type="checkbox" checked={placement.group} onChange={(event) => changePlacement({ group: event.currentTarget.checked })} />Several lesions recorded as one item (R-141)</label>}
      {placement.state === 'failed' && <Alert severity="block" title={`${placement.label} was not stored`} live actions={<Button small onClick={() => actions.accept()}>Try again</Button>}>{placement.message} The calliper is kept.</Alert>}
      <GuardList guards={guards} actions={guardActions} />
      <RecordButtons placement={placement} obstacle={obstacle} isSaid={isBlocked} actions={actions} />
      {!isDrawn && canDoWithout && <p className={styles.hint}>Disease without a measurable outline can be recorded without drawing.</p>}
    </section>
  );
}
