import { useEffect, useLayoutEffect, useRef, useState, type RefObject } from 'react';
import { useGuideContents, useGuidePage, type GuideContents } from '../../queries/index.ts';
import { Alert, errorText, navigate, routeHref, SearchField, useKeys, usePrinting } from '../../ui/index.ts';
import { articleOf, findInGuide, leaveGuide } from './guidePages.ts';
import './article.css';
import styles from './GuidePlace.module.css';

const hrefOf = (page: string, section: string | null = null): string => routeHref({ place: 'guide', page, section });

function PageList({ contents, current }: { readonly contents: GuideContents; readonly current: string }) {
  return contents.sections.map(({ title, pages }) => (
    <section key={title} aria-label={title}>
      <h2 className="nd-section">{title}</h2>
      <ul>{pages.map((page) => <li key={page.name}><a href={hrefOf(page.name)} aria-current={page.name === current ? 'page' : undefined}>{page.title}</a></li>)}</ul>
    </section>
  ));
}

function Found({ contents, text }: { readonly contents: GuideContents; readonly text: string }) {
  const hits = findInGuide(contents, text);
  return (
    <section aria-label="Found">
      <p className={`nd-section ${styles.count}`} role="status">{hits.length === 0 ? 'Nothing found' : `${hits.length} ${hits.length === 1 ? 'section' : 'sections'}`}</p>
      <ul>
        {hits.map(({ page, part }) => (
          <li key={`${page.name} ${part.id}`}><a href={hrefOf(page.name, part.id || null)} className={styles.hit}>{part.title}{part.id !== '' && <small>{page.title}</small>}</a></li>
        ))}
      </ul>
    </section>
  );
}

/** The page itself: built, static HTML without script, taken over as nodes. */
function Article({ page, section, html, scroller }: { readonly page: string; readonly section: string | null; readonly html: string; readonly scroller: RefObject<HTMLDivElement | null> }) {
  const place = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const article = articleOf(html, page);
    place.current?.replaceChildren(...(article ? [document.adoptNode(article)] : []));
  }, [html, page]);
  useEffect(() => {
    const heading = section === null ? null : place.current?.querySelector(`#${CSS.escape(section)}`);
    if (heading) heading.scrollIntoView();
    else scroller.current?.scrollTo(0, 0);
  }, [html, section, scroller]);
  return <div ref={place} />;
}

/** The guide inside the window: pages at the left, the page in the middle, search over every section. */
export function GuidePlace({ page, section }: { readonly page: string; readonly section: string | null }) {
  const contents = useGuideContents();
  const text = useGuidePage(page);
  usePrinting();
  const [words, setWords] = useState('');
  const field = useRef<HTMLInputElement>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const names = contents.data?.sections.flatMap(({ pages }) => pages.map(({ name }) => name)) ?? [];
  const go = (step: 1 | -1) => { const next = names[names.indexOf(page) + step]; if (next !== undefined) navigate({ place: 'guide', page: next, section: null }); };
  useKeys([
    { id: 'guide.find', key: '/', label: 'find', scope: 'Guide', status: 10, run: () => field.current?.focus() },
    { id: 'guide.previous', key: '[', label: 'previous page', scope: 'Guide', status: 20, run: () => go(-1) },
    { id: 'guide.next', key: ']', label: 'next page', scope: 'Guide', status: 21, run: () => go(1) },
    { id: 'guide.leave', key: 'Escape', label: 'back', scope: 'Guide', status: 30, run: leaveGuide },
  ]);
  const failure = contents.error ?? text.error;
  const title = contents.data?.sections.flatMap(({ pages }) => pages).find(({ name }) => name === page)?.title ?? 'Guide';
  return (
    <div className={styles.place}>
      <nav className={styles.pages} data-screen-only aria-label="Pages of the guide" tabIndex={0}>
        <SearchField label="Find in the guide" value={words} onChange={setWords} ref={field} keys="guide.find" />
        {contents.data && (words.trim() === '' ? <PageList contents={contents.data} current={page} /> : <Found contents={contents.data} text={words} />)}
      </nav>
      <div ref={scroller} className={styles.page} role="region" aria-label={title} tabIndex={0}>
        {failure && <Alert severity="block" title="The guide cannot be shown">{errorText(failure)}</Alert>}
        {text.data !== undefined && <Article page={page} section={section} html={text.data} scroller={scroller} />}
      </div>
    </div>
  );
}
