import { IconCheck } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import type { SeriesSummary, SubjectCase } from '../../../src/casefile/index.ts';
import { formatMm, type OrganCode } from '../../../src/recist/index.ts';
import { changePlacement, type Placement } from '../../state/index.ts';
import { Alert, Button } from '../../ui/index.ts';
import { defaultOrgan, kindOf, organsInUse } from './defaults.ts';
import { newLesionGuards, nonTargetGuards, targetGuards, type Candidate, type Guard, type GuardFix } from './guards.ts';
import { OrganPicker } from './OrganPicker.tsx';
import { roleName } from './words.ts';
import styles from './PlacementPanel.module.css';

export type PlacementActions = {
  /** Records it; a new lesion with how sure it is. */
  readonly accept: (newStatus?: 'equivocal' | 'unequivocal') => void;
  /** Names its organ: a lesion that is drawn and has nothing in its way is recorded with it. */
  readonly chooseOrgan: (organ: OrganCode) => void;
  readonly cancel: () => void;
  readonly makeNonTarget: () => void;
  readonly measureAgain: () => void;
  readonly acceptShortAxis: () => void;
};

type Props = { readonly subject: SubjectCase; readonly placement: Placement; readonly series: SeriesSummary | undefined; readonly lastOrgan: OrganCode | null; readonly actions: PlacementActions };

/** What the lesion is as far as it is drawn and named. */
export function candidateOf(placement: Placement, series: SeriesSummary | undefined): Candidate | null {
  const { organ, measure } = placement;
  if (organ === null) return null;
  const kind = kindOf(organ);
  const shortMm = measure === null || measure.caliper.shortAxisProvisional ? null : measure.shortAxisMm;
  return { kind, organ, series, sizeMm: kind === 'node' ? shortMm : measure?.longAxisMm ?? null, otherAxisMm: kind === 'node' ? measure?.longAxisMm ?? null : shortMm };
}

/** Everything that stands in the way of the lesion being placed, or should be known about it. */
export function placementGuards(subject: SubjectCase, placement: Placement, series: SeriesSummary | undefined): readonly Guard[] {
  const candidate = candidateOf(placement, series);
  if (!candidate) return [];
  if (placement.role === 'target') return targetGuards(subject, candidate);
  return placement.role === 'nonTarget' ? nonTargetGuards(candidate) : newLesionGuards(candidate);
}

/** Why it cannot be recorded yet; null when it can. */
export function placementObstacle(subject: SubjectCase, placement: Placement, series: SeriesSummary | undefined): string | null {
  if (placement.state === 'sending') return 'Being stored';
  if (placement.role === 'target' && !placement.measure) return 'Not drawn yet';
  if (placement.organ === null) return 'No organ chosen';
  return placementGuards(subject, placement, series).find((guard) => guard.severity === 'block')?.title ?? null;
}

function Fixes({ fixes, actions, isFirst }: { readonly fixes: readonly GuardFix[]; readonly actions: PlacementActions; readonly isFirst: boolean }) {
  return fixes.map((fix, index) => {
    const look = isFirst && index === 0 ? 'primary' : index === 0 ? 'secondary' : 'ghost';
    switch (fix) {
      case 'makeNonTarget': return <Button key={fix} small look={look} onClick={actions.makeNonTarget} keys="N">Make non-target</Button>;
      case 'measureAgain': return <Button key={fix} small look={look === 'ghost' ? 'secondary' : look} onClick={actions.measureAgain}>Measure again</Button>;
      case 'placeShortAxis': return <Button key={fix} small look={look} onClick={actions.acceptShortAxis} keys="Enter">Accept proposal</Button>;
    }
  });
}

/** What cannot be measured here stands where the value would be recorded, with its way out; never in front of the images. */
export function GuardList({ guards, actions }: { readonly guards: readonly Guard[]; readonly actions: PlacementActions }) {
  const firstBlock = guards.findIndex((guard) => guard.severity === 'block' && guard.fixes.length > 0);
  return guards.map((guard, index) => (
    <Alert key={guard.code} severity={guard.severity} title={guard.title} id={guard.code} live={guard.severity === 'block'} actions={guard.fixes.length > 0 ? <Fixes fixes={guard.fixes} actions={actions} isFirst={index === firstBlock} /> : undefined}>
      {guard.text}
    </Alert>
  ));
}

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
  const guards = placementGuards(subject, placement, series);
  const obstacle = placementObstacle(subject, placement, series);
  const isBlocked = guards.some((guard) => guard.severity === 'block');
  const entered = (event: React.KeyboardEvent) => {
    if (event.key === 'Escape') { event.preventDefault(); event.stopPropagation(); actions.cancel(); }
    if (event.key !== 'Enter') return;
    event.preventDefault();
    if (guards.some((guard) => guard.fixes.includes('placeShortAxis'))) actions.acceptShortAxis();
    else actions.accept(placement.role !== 'new' ? undefined : event.shiftKey ? 'equivocal' : 'unequivocal');
  };
  return (
    <section className={styles.panel} aria-label={`Place ${placement.label}`}>
      <div className={styles.head}><h2>{placement.label}</h2><span>{isDrawn ? `name the ${roleName(placement.role)}` : `draw the ${roleName(placement.role)}'s longest diameter`}</span><Size candidate={candidate} isBlocked={isBlocked} /></div>
      <div className={styles.pair}>
        <div className={styles.field}>Organ
          <OrganPicker
            ref={organField} value={placement.organ} inUse={organsInUse(subject, lastOrgan)} {...(placement.organ !== null && placement.organ === defaultOrgan(subject) ? { hint: 'as before' } : {})}
            onChoose={actions.chooseOrgan} onCancel={actions.cancel}
            onAccept={() => { if (guards.some((guard) => guard.fixes.includes('placeShortAxis'))) actions.acceptShortAxis(); else actions.accept(placement.role === 'new' ? 'unequivocal' : undefined); }}
          />
        </div>
        <label className={styles.field}>Segment, station or side
          <input type="text" value={placement.description} maxLength={200} spellCheck={false} autoComplete="off" placeholder={placement.organ === 'lymphNode' ? '4R' : placement.organ === 'liver' ? 'S6' : ''} onChange={(event) => changePlacement({ description: event.currentTarget.value })} onKeyDown={entered} />
        </label>
      </div>
      {candidate?.kind === 'node' && placement.role === 'target' && <div className={styles.axis}><IconCheck size={14} stroke={2} aria-hidden="true" />Node: short axis is used</div>}
      {placement.role === 'nonTarget' && <label className={styles.check}><input type="checkbox" checked={placement.group} onChange={(event) => changePlacement({ group: event.currentTarget.checked })} />Several lesions recorded as one item (R-141)</label>}
      {placement.state === 'failed' && <Alert severity="block" title={`${placement.label} was not stored`} live actions={<Button small onClick={() => actions.accept()}>Try again</Button>}>{placement.message} The calliper is kept.</Alert>}
      <GuardList guards={guards} actions={actions} />
      <RecordButtons placement={placement} obstacle={obstacle} isSaid={isBlocked} actions={actions} />
      {!isDrawn && canDoWithout && <p className={styles.hint}>Disease without a measurable outline can be recorded without drawing.</p>}
    </section>
  );
}
