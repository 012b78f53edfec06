import { useCallback, useEffect, useMemo, useState } from 'react';
import type { WorklistPage, WorklistRow } from '../../../src/api/wire.ts';
import { useWorklistPages, useWorklistPlace, worklistPageSize } from '../../queries/index.ts';
import { setWorklistView, useWorklistView } from '../../state/index.ts';

/** The rows of a look as they come, page by page, and the one selected. `head` is the first page. */
export function useWorklistRows(studyId: string, head: WorklistPage) {
  const { query, selected } = useWorklistView(studyId);
  const [range, setRange] = useState<readonly [number, number]>([0, 0]);
  const onRange = useCallback((first: number, last: number) => setRange((now) => (now[0] === first && now[1] === last ? now : [first, last])), []);

  const pageNumbers = useMemo(() => {
    const pages = new Set<number>();
    for (let page = Math.floor(range[0] / worklistPageSize); page <= Math.floor(range[1] / worklistPageSize); page += 1) pages.add(page);
    pages.add(Math.floor(Math.max(0, selected.place) / worklistPageSize));
    // The first page is the head: it is asked for already.
    pages.delete(0);
    return [...pages].filter((page) => page * worklistPageSize < head.matching).sort((a, b) => a - b);
  }, [range, selected.place, head.matching]);
  const pages = useWorklistPages(studyId, query, pageNumbers);
  const rowAt = useCallback((place: number): WorklistRow | null => {
    const page = Math.floor(place / worklistPageSize);
    const rows = page === 0 ? head.rows : pages.get(page)?.rows;
    return rows?.[place - page * worklistPageSize] ?? null;
  }, [head.rows, pages]);

  // The list has moved under the selection (a filter, an order, new facts): the subject's new place is asked for, and without one the first row is taken.
  const expected = rowAt(selected.place);
  const isLost = selected.subjectId !== null && expected?.subjectId !== selected.subjectId;
  const place = useWorklistPlace(studyId, query, isLost ? selected.subjectId : null);
  useEffect(() => {
    if (isLost && place !== undefined) setWorklistView(studyId, { selected: place === null ? { subjectId: null, place: 0 } : { subjectId: selected.subjectId, place } });
  }, [isLost, place, studyId, selected.subjectId]);

  const select = useCallback((at: number, row: WorklistRow) => setWorklistView(studyId, { selected: { subjectId: row.subjectId, place: at } }), [studyId]);
  const move = (steps: number) => {
    const to = Math.max(0, Math.min(head.matching - 1, selected.place + steps));
    setWorklistView(studyId, { selected: { subjectId: rowAt(to)?.subjectId ?? null, place: to } });
  };
  const selectedPlace = head.matching === 0 ? -1 : Math.min(selected.place, head.matching - 1);
  return { rowAt, range, onRange, select, move, selectedPlace, selected: isLost && place === undefined ? null : rowAt(selectedPlace) };
}
