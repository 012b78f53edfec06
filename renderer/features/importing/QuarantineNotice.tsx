import { useState } from 'react';
import { useQuarantine } from '../../queries/index.ts';
import { Alert, Button, format } from '../../ui/index.ts';
import { QuarantineDialog } from './QuarantineDialog.tsx';

/** Says that images wait for somebody to look at them; nothing where none do. */
export function QuarantineNotice({ studyId, className }: { readonly studyId: string; readonly className: string | undefined }) {
  const held = useQuarantine(studyId).data ?? [];
  const [isOpen, setOpen] = useState(false);
  const images = held.reduce((sum, one) => sum + one.images.length, 0);
  if (held.length === 0 && !isOpen) return null;
  return (
    <div className={className}>
      <Alert severity="warn" title={`${format.counted(images, 'image')} in ${format.counted(held.length, 'series', 'series')} ${images === 1 ? 'waits' : 'wait'} for review`} actions={<Button small onClick={() => setOpen(true)}>Review…</Button>}>
        They may show the patient&apos;s name in the picture. They can be read once somebody has looked at them and released them.
      </Alert>
      {isOpen && <QuarantineDialog studyId={studyId} held={held} onClose={() => setOpen(false)} />}
    </div>
  );
}
