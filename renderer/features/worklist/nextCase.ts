import { nextCase } from '../../queries/index.ts';
import { setWorklistView, worklistView } from '../../state/index.ts';
import { isReading, navigate, openRead, toast } from '../../ui/index.ts';

/** What was finished, in `words` ("P-04 TP3 signed as PD."), and where it is: the toast leads back to it. */
export type FinishedCase = { readonly studyId: string; readonly subjectId: string; readonly code: string; readonly timepointId: string; readonly words: string };

/**
 * Opens the next case after one that was finished: the first task below it in the worklist as it is filtered and ordered, from the top again when there is none
 * below; the worklist when nothing is left; nothing where somebody has gone elsewhere meanwhile. The toast says what was finished and leads back to it.
 */
export async function openNextCase(finished: FinishedCase): Promise<void> {
  const { studyId, subjectId, timepointId, words } = finished;
  const back = { label: 'Back', run: () => openRead(subjectId, timepointId) };
  const row = await nextCase(studyId, worklistView(studyId).query, subjectId);
  if (!isReading(subjectId, timepointId)) return toast(words, back);
  if (!row) {
    navigate({ place: 'worklist' });
    return toast(`${words} Nothing else to read in this list.`, back);
  }
  setWorklistView(studyId, { selected: { subjectId: row.subjectId, place: worklistView(studyId).selected.place } });
  openRead(row.subjectId, row.next.timepointId);
  toast(`${words} Next: ${row.code}, ${row.next.text.charAt(0).toLowerCase()}${row.next.text.slice(1)}.`, back);
}
