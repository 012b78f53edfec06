import { useMay, useSession } from '../queries/index.ts';
import type { Place } from '../ui/index.ts';
import { placeNeeds } from './places.tsx';

/** Whether the person's roles open a place; the host refuses the rest whatever the window shows. A workstation without accounts has nobody to adjudicate between. */
export function usePlaceIsOpen(): (place: Place) => boolean {
  const may = useMay();
  const hasAccounts = useSession().data?.access.accounts === true;
  return (place) => {
    const needs = placeNeeds[place];
    return (needs === null || may(needs)) && (place !== 'adjudicate' || hasAccounts);
  };
}
