import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { QueryClientProvider } from '@tanstack/react-query';
import { useEffect } from 'react';
import { Doors } from '../features/signIn/index.ts';
import { listenToHost, makeQueryClient } from '../queries/index.ts';
import { listenToKeys } from '../ui/index.ts';
import { ErrorBoundary } from './ErrorBoundary.tsx';
import { Frame } from './Frame.tsx';
import { theme } from './theme.ts';

const client = makeQueryClient();

/** The providers, and the two listeners of the window: what the host says and what the keyboard says. */
export function App() {
  useEffect(() => listenToHost(client), []);
  useEffect(() => listenToKeys(), []);
  return (
    <MantineProvider theme={theme} forceColorScheme="dark" withCssVariables={false} withGlobalClasses={false}>
      <QueryClientProvider client={client}>
        <ErrorBoundary what="The window">
          <Doors><Frame /></Doors>
        </ErrorBoundary>
        <Notifications position="bottom-left" limit={4} containerWidth={400} transitionDuration={80} zIndex={500} />
      </QueryClientProvider>
    </MantineProvider>
  );
}
