/** Where the guide speaks of a place, and how its pages become part of the window. */
import type { GuideContents, GuidePage, GuidePart } from '../../queries/index.ts';
import { navigate, routeHref, type Route } from '../../ui/index.ts';
import { guidePageOf } from './placePages.ts';

let cameFrom: Route = { place: 'worklist' };
/** Opens the guide where it speaks of the place the person is at, and remembers the way back. */
export function openGuide(from: Route, page = guidePageOf(from.place)): void {
  if (from.place !== 'guide') cameFrom = from;
  navigate({ place: 'guide', page, section: null });
}
/** Back to where the guide was opened; the worklist when that was by its address. */
export const leaveGuide = (): void => navigate(cameFrom);

/** The address of a link in a page as the window has it; null for one that leads out of the guide. `page` is the page it stands in. */
export function guideHref(href: string, page: string): string | null {
  const [, name, section] = /^(?:([a-z]+)\.html)?(?:#([a-z0-9-]+))?$/.exec(href) ?? [];
  if (name === undefined && section === undefined) return null;
  return routeHref({ place: 'guide', page: name ?? page, section: section ?? null });
}

/** The article of a static page: links lead through the window, pictures to their place. What leads out loses its address: the window goes nowhere else. */
export function articleOf(html: string, page: string): HTMLElement | null {
  const article = new DOMParser().parseFromString(html, 'text/html').querySelector<HTMLElement>('.nd-article');
  if (!article) return null;
  for (const link of article.querySelectorAll('a')) {
    const href = guideHref(link.getAttribute('href') ?? '', page);
    if (href === null) link.removeAttribute('href');
    else link.setAttribute('href', href);
  }
  for (const picture of article.querySelectorAll('img')) picture.setAttribute('src', `/guide/${picture.getAttribute('src') ?? ''}`);
  return article;
}

export type GuideHit = { readonly page: GuidePage; readonly part: GuidePart };

/** Sections that hold all the words, those that hold them in their title first. Empty text finds nothing. */
export function findInGuide(contents: GuideContents, text: string, most = 30): readonly GuideHit[] {
  const words = text.toLowerCase().split(/\s+/).filter((word) => word !== '');
  if (words.length === 0) return [];
  const holds = (...texts: readonly string[]): boolean => words.every((word) => texts.join(' ').toLowerCase().includes(word));
  const hits = contents.sections.flatMap(({ pages: all }) => all.flatMap((page) => page.parts.filter((part) => holds(page.title, part.title, part.text)).map((part): GuideHit => ({ page, part }))));
  const rank = ({ page, part }: GuideHit): number => (holds(page.title, part.title) ? 0 : 1);
  return hits.toSorted((a, b) => rank(a) - rank(b)).slice(0, most);
}
