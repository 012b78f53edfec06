/** Renders the guide to dist/guide: static pages without inline script or style, which open from the workstation and from a folder alike, with their own search. */
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { productVersion } from '../../src/common/version.ts';
import { guideFolder, readGuide, type GuideSection } from './guide.ts';
import { escapeHtml, type Page } from './page.ts';

const root = path.resolve(import.meta.dirname, '../..');
const here = import.meta.dirname;

/** Pages, and what their search looks through; `renderer/queries/guide.ts` reads the same file. */
export type GuideContents = {
  readonly version: string;
  readonly sections: readonly { readonly title: string; readonly pages: readonly { readonly name: string; readonly title: string; readonly lead: string; readonly parts: readonly { readonly id: string; readonly title: string; readonly text: string }[] }[] }[];
};

const contentsOf = (guide: readonly GuideSection[]): GuideContents => ({
  version: productVersion,
  sections: guide.map(({ title, pages }) => ({ title, pages: pages.map((page) => ({ name: page.name, title: page.title, lead: page.lead, parts: page.sections })) })),
});

const navigation = (guide: readonly GuideSection[], current: string): string => guide.map(({ title, pages }) =>
  `<h2>${escapeHtml(title)}</h2><ul>${pages.map((page) => `<li><a href="${page.name}.html"${page.name === current ? ' aria-current="page"' : ''}>${escapeHtml(page.title)}</a></li>`).join('')}</ul>`).join('\n');

const onThisPage = ({ headings }: Page): string => {
  const shown = headings.filter(({ level }) => level === 2);
  return shown.length < 3 ? '' : `<nav class="toc" aria-label="On this page"><ul>${shown.map(({ id, title }) => `<li><a href="#${id}">${escapeHtml(title)}</a></li>`).join('')}</ul></nav>`;
};

/** The page with the list of its sections behind its first paragraph. */
const withContents = (page: Page): string => page.html.replace(/<\/p>\n?/, (end) => `${end}${onThisPage(page)}\n`);

const html = (guide: readonly GuideSection[], page: Page): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="dark light">
<title>${escapeHtml(page.title)} · Nadir guide</title>
<link rel="icon" type="image/svg+xml" href="nadir.svg">
<link rel="stylesheet" href="fonts.css">
<link rel="stylesheet" href="tokens.css">
<link rel="stylesheet" href="article.css">
<link rel="stylesheet" href="site.css">
<script src="contents.js" defer></script>
<script src="search.js" defer></script>
</head>
<body>
<a class="skip" href="#page">To the page</a>
<header class="bar"><a class="brand" href="index.html">Nadir guide</a><span class="version">${escapeHtml(productVersion)}</span><a class="all" href="#all">All pages</a><span class="back"><a href="/">To the workstation</a></span></header>
<div class="columns">
<nav class="pages" aria-label="Pages">
<label class="search" hidden>Find<input type="search" placeholder="Find in the guide"></label>
<div class="found" hidden aria-live="polite"></div>
<div class="list" id="all">${navigation(guide, page.name)}</div>
</nav>
<main id="page" tabindex="-1">
<article class="nd-article">
<h1>${escapeHtml(page.title)}</h1>
${withContents(page)}</article>
</main>
</div>
</body>
</html>
`;

/** Only what the guide's letters need; the fonts of the program have files for more scripts. */
const fontFiles = ['inter-latin-wght-normal', 'inter-latin-ext-wght-normal', 'inter-greek-wght-normal'];

function copyFonts(target: string): void {
  const from = path.join(root, 'node_modules/@fontsource-variable/inter');
  const faces = readFileSync(path.join(from, 'index.css'), 'utf8').split(/(?=\/\* )/).filter((face) => fontFiles.some((name) => face.includes(`/${name}.woff2`)));
  const mono = path.join(root, 'node_modules/@fontsource-variable/jetbrains-mono');
  const monoFaces = readFileSync(path.join(mono, 'index.css'), 'utf8').split(/(?=\/\* )/).filter((face) => face.includes('/jetbrains-mono-latin-wght-normal.woff2'));
  mkdirSync(path.join(target, 'files'), { recursive: true });
  for (const name of fontFiles) cpSync(path.join(from, 'files', `${name}.woff2`), path.join(target, 'files', `${name}.woff2`));
  cpSync(path.join(mono, 'files/jetbrains-mono-latin-wght-normal.woff2'), path.join(target, 'files/jetbrains-mono-latin-wght-normal.woff2'));
  writeFileSync(path.join(target, 'fonts.css'), [...faces, ...monoFaces].join('\n'));
}

/** Writes the guide anew. Errors: what a page may not hold, by page (`readPage`). */
export function buildGuide(target = path.join(root, 'dist/guide')): void {
  const guide = readGuide();
  rmSync(target, { recursive: true, force: true });
  mkdirSync(target, { recursive: true });
  copyFonts(target);
  const copy = (from: string, name: string): void => cpSync(path.join(root, from), path.join(target, name));
  copy('renderer/ui/tokens.css', 'tokens.css');
  copy('renderer/features/guide/article.css', 'article.css');
  copy('renderer/favicon.svg', 'nadir.svg');
  cpSync(path.join(here, 'site.css'), path.join(target, 'site.css'));
  cpSync(path.join(here, 'search.js'), path.join(target, 'search.js'));
  if (existsSync(path.join(guideFolder, 'pictures'))) cpSync(path.join(guideFolder, 'pictures'), path.join(target, 'pictures'), { recursive: true });
  const contents = JSON.stringify(contentsOf(guide));
  writeFileSync(path.join(target, 'contents.json'), contents);
  // A page opened from a folder may not fetch; a script it may load.
  writeFileSync(path.join(target, 'contents.js'), `globalThis.nadirGuide = ${contents};\n`);
  for (const page of guide.flatMap(({ pages }) => pages)) writeFileSync(path.join(target, `${page.name}.html`), html(guide, page));
}
