import { useState } from 'react';
import { Alert, Button } from '../../ui/index.ts';
import type { Guard, GuardFix } from './guards.ts';
import { isDeviation } from './placing.ts';
import { ReasonField } from './ReasonField.tsx';

export type GuardActions = {
  readonly makeNonTarget: () => void;
  readonly makeTarget: () => void;
  readonly measureAgain: () => void;
  readonly acceptShortAxis: () => void;
  readonly softTissue: () => void;
  readonly progressedSince: () => void;
  /** Records it all the same, as a protocol deviation with this reason. */
  readonly acceptDeviation: (reason: string) => Promise<void>;
};

const fixLabels: Readonly<Record<GuardFix, readonly [label: string, keys?: string]>> = {
  makeNonTarget: ['Make non-target', 'read.nonTarget'], makeTarget: ['Make target', 'read.target'], measureAgain: ['Measure again'], placeShortAxis: ['Accept proposal', 'Enter'], softTissue: ['Component measured'], progressedSince: ['Has progressed since'],
};

function run(fix: GuardFix, actions: GuardActions): () => void {
  switch (fix) {
    case 'makeNonTarget': return actions.makeNonTarget;
    case 'makeTarget': return actions.makeTarget;
    case 'measureAgain': return actions.measureAgain;
    case 'placeShortAxis': return actions.acceptShortAxis;
    case 'softTissue': return actions.softTissue;
    case 'progressedSince': return actions.progressedSince;
  }
}

function Fixes({ fixes, actions, isFirst }: { readonly fixes: readonly GuardFix[]; readonly actions: GuardActions; readonly isFirst: boolean }) {
  return fixes.map((fix, index) => {
    const [label, keys] = fixLabels[fix];
    return <Button key={fix} small look={isFirst && index === 0 ? 'primary' : 'secondary'} onClick={run(fix, actions)} {...(keys ? { keys } : {})}>{label}</Button>;
  });
}

/** What cannot be recorded, or should be known, stands where the value would be recorded, with its way out; never in front of the images. */
export function GuardList({ guards, actions }: { readonly guards: readonly Guard[]; readonly actions: GuardActions }) {
  const [isAccepting, setAccepting] = useState(false);
  const firstBlock = guards.findIndex(({ finding, fixes }) => finding.severity === 'block' && fixes.length > 0);
  const mayAccept = isDeviation(guards);
  return guards.map(({ finding, title, text, fixes }, index) => {
    const accepts = mayAccept && index === firstBlock;
    const buttons = fixes.length > 0 || accepts ? <><Fixes fixes={fixes} actions={actions} isFirst={index === firstBlock} />{accepts && !isAccepting && <Button small look="ghost" onClick={() => setAccepting(true)}>Accept as deviation</Button>}</> : undefined;
    return (
      <Alert key={`${finding.code} ${finding.at?.['lesionId'] ?? ''}`} severity={finding.severity} title={title} id={finding.code} live={finding.severity === 'block'} actions={buttons}>
        {text === '' ? null : text}
        {accepts && isAccepting && <ReasonField label={`Why this deviation from the protocol is accepted, ${finding.code}`} placeholder="Why the deviation is accepted" action="Record, with this reason" onGive={actions.acceptDeviation} onClose={() => setAccepting(false)} />}
      </Alert>
    );
  });
}
