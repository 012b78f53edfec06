import { useEffect } from 'react';
import { roleNames } from '../../src/accounts/index.ts';
import { useSession } from '../queries/index.ts';
import { Button, EmptyState, navigate, type Place, type Route } from '../ui/index.ts';
import { placeNames } from './places.tsx';
import { usePlaceIsOpen } from './usePlaceIsOpen.ts';

/** Where somebody goes whose roles have no worklist, in this order. */
const others: readonly Route[] = [{ place: 'worklist' }, { place: 'adjudicate', subjectId: null }, { place: 'accounts' }, { place: 'export' }, { place: 'import', jobId: null }];

/** In the place of a screen that the person's roles do not open. The host refuses what it would have asked for. */
export function NotForRole({ place }: { readonly place: Place }) {
  const user = useSession().data?.user;
  const isOpen = usePlaceIsOpen();
  const other = others.find((route) => isOpen(route.place));
  // The address that every window opens with was nobody's wish.
  const isDefault = place === 'worklist' || place === 'start';
  useEffect(() => {
    if (isDefault && other) navigate(other, { replace: true });
  }, [isDefault, other]);
  if (!user) return null;
  return (
    <EmptyState title={`${placeNames[place]} is not open to you`} actions={other && <Button look="primary" onClick={() => navigate(other)}>Go to {placeNames[other.place]}</Button>}>
      {user.name} is {user.roles.map((role) => roleNames[role].toLowerCase()).join(', ')}. An administrator can give another role.
    </EmptyState>
  );
}
