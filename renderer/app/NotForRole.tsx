import { useEffect } from 'react';
import { roleNames } from '../../src/accounts/index.ts';
import { useMay, useSession } from '../queries/index.ts';
import { Button, EmptyState, navigate, type Place, type Route } from '../ui/index.ts';
import { placeNames, placeNeeds } from './places.tsx';

/** Where somebody goes whose roles have no worklist, in this order. */
const others: readonly Route[] = [{ place: 'worklist' }, { place: 'accounts' }, { place: 'export' }, { place: 'import', jobId: null }];

/** In the place of a screen that the person's roles do not open. The host refuses what it would have asked for. */
export function NotForRole({ place }: { readonly place: Place }) {
  const user = useSession().data?.user;
  const may = useMay();
  const other = others.find((route) => may(placeNeeds[route.place] ?? ''));
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
