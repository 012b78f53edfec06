import { useQuery } from '@tanstack/react-query';
import { NadirError } from '../../src/common/index.ts';
import { getBytes, getJson } from '../backend.ts';
import { queryKeys } from './keys.ts';

/** One section of a page: what stands under a heading; `id` is empty for what stands above the first. */
export type GuidePart = { readonly id: string; readonly title: string; readonly text: string };
export type GuidePage = { readonly name: string; readonly title: string; readonly lead: string; readonly parts: readonly GuidePart[] };
/** Pages of the guide in their order, as `build/guideSite` writes them. */
export type GuideContents = { readonly version: string; readonly sections: readonly { readonly title: string; readonly pages: readonly GuidePage[] }[] };

/** The guide belongs to the program, not to the data: asked for once. */
const once = { staleTime: Infinity, gcTime: Infinity, retry: false } as const;

const notBuilt = (cause: unknown): never => {
  if (cause instanceof NadirError && cause.code === 'notFound') throw new NadirError('notFound', 'The guide is not in this program\'s folder. Run "npm run guide", then start Nadir again.', { reason: 'guide', cause });
  throw cause;
};

export const useGuideContents = () => useQuery({ queryKey: queryKeys.guideContents, queryFn: ({ signal }) => getJson<GuideContents>('/guide/contents.json', {}, signal).catch(notBuilt), ...once });

/** The HTML of one page; null while no page is asked for. */
export const useGuidePage = (name: string | null) =>
  useQuery({ queryKey: queryKeys.guidePage(name ?? ''), queryFn: async ({ signal }) => (await getBytes(`/guide/${encodeURIComponent(name ?? '')}.html`, {}, signal).catch(notBuilt)).text(), enabled: name !== null, ...once });

/** The licences of everything that is shipped, as one text (`build/shipped/licences.ts`). Errors: notFound. */
export const useLicences = (isWanted: boolean) => useQuery({ queryKey: queryKeys.licences, queryFn: async ({ signal }) => (await getBytes('/guide/licences.txt', {}, signal).catch(notBuilt)).text(), enabled: isWanted, ...once });
