import { useEffect, useRef, useState, type ReactNode } from 'react';
import type { SessionInfo } from '../../../src/api/wire.ts';
import { useSession } from '../../queries/index.ts';
import { PasswordDue } from './ChangePassword.tsx';
import { LockScreen } from './LockScreen.tsx';
import { SignIn } from './SignIn.tsx';
import { useIdle } from './useIdle.ts';

/** A person who was here is gone: the page starts again, so that nothing of what was shown stays in its memory. */
function useFreshPage(state: SessionInfo['access']['state'] | undefined): void {
  const wasHere = useRef(false);
  useEffect(() => {
    if (state === undefined) return;
    if (state !== 'signedOut') wasHere.current = true;
    else if (wasHere.current) location.reload();
  }, [state]);
}

function Room({ session, children }: { readonly session: SessionInfo; readonly children: ReactNode }) {
  const { state, idleLockMinutes, accounts } = session.access;
  const { isOverdue, reset } = useIdle(accounts && state === 'open' ? idleLockMinutes : null);
  // A page that begins locked has nothing to keep: its screens would only be refused.
  const [wasOpen, setWasOpen] = useState(state !== 'locked');
  if (!wasOpen && state !== 'locked') setWasOpen(true);
  const isLocked = accounts && (state === 'locked' || isOverdue);
  return (
    <>
      {wasOpen && children}
      {isLocked && session.user && <LockScreen user={session.user} why="Locked" onUnlocked={reset} />}
    </>
  );
}

/** What the window shows by who is in it: the sign-in screen, the choice of a first password, or the workstation, which a lock hides and keeps. */
export function Doors({ children }: { readonly children: ReactNode }) {
  const { data: session, isError } = useSession();
  useFreshPage(session?.access.state);
  // Without an answer the screens themselves say what is wrong.
  if (!session) return isError ? children : null;
  if (session.access.state === 'signedOut') return <SignIn />;
  if (session.access.state === 'passwordDue' && session.user) return <PasswordDue user={session.user} />;
  return <Room session={session}>{children}</Room>;
}
