import type { Lesion } from '../../../src/casefile/index.ts';
import { Alert, Button } from '../../ui/index.ts';
import type { Preview } from './preview.ts';
import { PreviewLine } from './PreviewLine.tsx';

type Props = { readonly lesion: Lesion; readonly preview: Preview; readonly onRecord: () => void; readonly onCancel: () => void };

/** A record that would date progression back, with what it changes: nothing is stored before it is accepted. */
export function ProposalCard({ lesion, preview, onRecord, onCancel }: Props) {
  return (
    <Alert severity="info" title={`${lesion.label} unequivocal dates progression back`} id="R-507" live actions={<><Button small look="primary" keys="Enter" onClick={onRecord}>Record</Button><Button small look="ghost" keys="Escape" onClick={onCancel}>Cancel</Button></>}>
      It was equivocal before: progression is dated to the scan on which it was first recorded.
      <PreviewLine preview={preview} />
    </Alert>
  );
}
