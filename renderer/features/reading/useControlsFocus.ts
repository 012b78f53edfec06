import { useCallback, useEffect, useState, type RefObject } from 'react';

const takesText = 'input, textarea, select';
const focusable = 'button:not(:disabled), [tabindex="0"], input, select';
const regionOf = '[data-controls], [data-pane-id]';
/** What gets the focus in a region: a pane itself, or the first control of a bar or panel. */
const entryOf = (region: HTMLElement): HTMLElement | null => (region.matches('[data-pane-id]') ? region : region.querySelector<HTMLElement>(focusable));

/**
 * Who has the keyboard: the images (Tab walks lesions) or the controls of a bar or panel (Tab walks controls, as everywhere). F6 goes from one
 * region to the next; the mouse never leaves the focus on a button, so that after a click the keys go on working on the images.
 */
export function useControlsFocus(place: RefObject<HTMLElement | null>): { readonly isInControls: boolean; readonly toRegion: (step: 1 | -1) => void; readonly onMouseDown: (event: React.MouseEvent) => void } {
  const [isInControls, setInControls] = useState(false);
  useEffect(() => {
    const look = () => setInControls(document.activeElement instanceof Element && document.activeElement.closest('[data-controls], header, footer') !== null);
    addEventListener('focusin', look);
    addEventListener('focusout', look);
    return () => { removeEventListener('focusin', look); removeEventListener('focusout', look); };
  }, []);
  const toRegion = useCallback((step: 1 | -1) => {
    const regions = [...(place.current?.querySelectorAll<HTMLElement>(regionOf) ?? [])].filter((region) => region.offsetParent !== null && entryOf(region) !== null);
    const at = regions.findIndex((region) => region.contains(document.activeElement));
    const region = at < 0 && step === -1 ? regions.at(-1) : regions[(at + step + regions.length) % regions.length];
    if (region) entryOf(region)?.focus();
  }, [place]);
  const onMouseDown = useCallback((event: React.MouseEvent) => {
    const target = event.target as Element;
    if (target.closest(takesText) || target.closest('[data-pane-id]') || !place.current?.contains(target)) return;
    event.preventDefault();
    const focused = document.activeElement;
    if (focused instanceof HTMLElement && place.current.contains(focused) && !target.closest('[role=menu], [role=listbox]')) focused.blur();
  }, [place]);
  return { isInControls, toRegion, onMouseDown };
}
