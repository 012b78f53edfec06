import { QueryClient } from '@tanstack/react-query';
import { isNadirError } from '../../src/common/index.ts';

/** Server data never goes stale by time: server events invalidate it. A host that is gone is retried until it is back. */
export function makeQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: Number.POSITIVE_INFINITY,
        gcTime: 10 * 60_000,
        refetchOnWindowFocus: false,
        refetchOnReconnect: false,
        networkMode: 'always',
        retry: (failures, error) => isNadirError(error) && error.reason === 'hostGone' && failures < 60,
        retryDelay: (failures) => Math.min(2000, 200 * 2 ** failures),
      },
      mutations: { networkMode: 'always' },
    },
  });
}
