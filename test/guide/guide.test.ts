import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { keyActions } from '../../renderer/ui/keyActions.ts';
import { access } from '../../src/api/access.ts';
import { checkCatalogue, parameterCatalogue, ruleCatalogue } from '../../src/recist/index.ts';
import { guideFolder, readGuide } from '../../build/guideSite/guide.ts';
import type { Page } from '../../build/guideSite/page.ts';
import { commandNames, commandTree } from '../../build/guideText/commands.ts';
import { generatedPages } from '../../build/guideText/index.ts';

const root = path.resolve(import.meta.dirname, '../..');
const pages = readGuide().flatMap((section) => section.pages);
const byName = new Map(pages.map((page) => [page.name, page]));
const textOf = (name: string): string => readFileSync(path.join(guideFolder, `${name}.md`), 'utf8');
/** What is wrong, each with its page: an empty list is a whole guide. */
const wrongIn = (find: (page: Page) => readonly string[]): readonly string[] => pages.flatMap((page) => find(page).map((what) => `${page.name}.md: ${what}`));
const codeText = (text: string): string => text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&').replaceAll('&quot;', '"').replaceAll('&#39;', "'");

describe('pages that are made from the program', () => {
  it.each(Object.keys(generatedPages))('%s.md is what the program says today: npm run guide:generate', async (name) => {
    expect(textOf(name)).toBe(await generatedPages[name]?.());
  });
});

describe('the guide', () => {
  it('links only to pages and sections that exist', () => {
    const isThere = (page: Page, link: string): boolean => {
      const [, name = page.name, section] = /^(?:([a-z]+)\.md)?(?:#([a-z0-9-]+))?$/.exec(link) ?? ['', 'nowhere'];
      const target = byName.get(name);
      return target !== undefined && (section === undefined || target.headings.some(({ id }) => id === section));
    };
    expect(wrongIn((page) => page.links.filter((link) => !isThere(page, link)))).toEqual([]);
  });

  it('shows only pictures that exist, each at most 300 kB', () => {
    const isFit = (picture: string): boolean => existsSync(path.join(guideFolder, picture)) && statSync(path.join(guideFolder, picture)).size <= 300_000;
    expect(wrongIn((page) => page.pictures.filter((picture) => !isFit(picture)))).toEqual([]);
    expect(pages.flatMap((page) => page.pictures).length).toBeGreaterThan(8);
  });

  it('names only keys that the window has', () => {
    const known = new Set(keyActions.map(({ key }) => key.replace('Escape', 'Esc')));
    /** Keys by themselves, and those that text fields and dialogs know. */
    const held = new Set(['Ctrl', 'Shift', 'Alt', 'Tab', 'Enter', 'Esc']);
    expect(wrongIn((page) => page.keys.map((key) => key.replace('Escape', 'Esc')).filter((key) => !known.has(key) && !held.has(key)))).toEqual([]);
  });

  it('names only rules, checks and parameters that the engine has', () => {
    const rules = new Set([...ruleCatalogue.map(({ id }) => id), ...checkCatalogue.flatMap(({ id, rules: cited }) => [id, ...cited]), ...parameterCatalogue.flatMap((entry) => entry.rules)]);
    const sources = ['rules', 'dictionary', 'json'];
    const named = (page: Page): readonly string[] => (sources.includes(page.name) ? [] : [...textOf(page.name).matchAll(/\b(?:R-[0-9IJ]\d\d|Q-[BFS]\d\d)\b/g)].map(([id]) => id));
    expect(wrongIn((page) => named(page).filter((id) => !rules.has(id)))).toEqual([]);
  });

  it('names only routes that the host has', () => {
    expect(wrongIn((page) => page.code.map(codeText).filter((text) => /^(GET|POST|PUT) \//.test(text)).map((text) => text.replace(/^(\w+) \/api/, '$1 ').replace(/\?.*$/, '')).filter((route) => !Object.hasOwn(access, route)))).toEqual([]);
  });

  describe('commands', () => {
    let known: ReadonlyMap<string, ReadonlySet<string>>;
    beforeAll(async () => {
      known = new Map(commandNames(await commandTree()).flatMap(({ name, command }) => {
        const options = new Set(command.options.flatMap(({ long, short }) => [long ?? '', short ?? '']));
        return [name, ...command.aliases().map((alias) => `${name.split(' ').slice(0, -1).join(' ')} ${alias}`)].map((one): [string, ReadonlySet<string>] => [one, options]);
      }));
    });
    it('exist with the options that are named', () => {
      const wrong = (text: string): boolean => {
        const words = text.replace(/^(npx )?nadir ?/, 'nadir ').trim().split(/\s+/);
        const name = [words.slice(0, 3).join(' '), words.slice(0, 2).join(' ')].find((one) => known.has(one));
        if (words.length === 1 || words[1]?.startsWith('--')) return false;
        const group = [...known.keys()].some((one) => one.startsWith(`${words.slice(0, 2).join(' ')} `));
        if (name === undefined) return !(group && words.length === 2);
        const options = words.filter((word) => /^--[a-z]/.test(word)).map((word) => word.replace(/[=,;.)\]].*$/, ''));
        return options.some((option) => !['--help', '--data', '--json'].includes(option) && !known.get(name)?.has(option));
      };
      expect(wrongIn((page) => page.code.map(codeText).filter((text) => /^(npx )?nadir /.test(text)).filter(wrong))).toEqual([]);
    });
    it('of npm are those of package.json', () => {
      const { scripts } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as { scripts: Record<string, string> };
      const named = (text: string): readonly string[] => [...text.matchAll(/\bnpm run ([a-z][a-z0-9:]*)/g)].map(([, name = '']) => name);
      const wrong = (name: string): boolean => !Object.hasOwn(scripts, name);
      expect(wrongIn((page) => named(textOf(page.name)).filter(wrong))).toEqual([]);
      for (const file of ['README.md', 'CONTRIBUTING.md', 'src/README.md']) expect(named(readFileSync(path.join(root, file), 'utf8')).filter(wrong)).toEqual([]);
    });
  });

  it('has no placeholder and no page without content', () => {
    expect(wrongIn((page) => [...textOf(page.name).matchAll(/\b(TODO|TBD|FIXME|lorem|XXX+)\b/gi)].map(([word]) => word))).toEqual([]);
    expect(wrongIn((page) => page.sections.filter(({ text, id }, at) => text.length < 20 && page.headings.find((heading) => heading.id === id)?.level !== 2 && page.sections[at + 1] === undefined).map(({ title }) => `"${title}" is empty`))).toEqual([]);
    expect(wrongIn((page) => (textOf(page.name).length < 600 ? ['has hardly any text'] : []))).toEqual([]);
    expect(wrongIn((page) => (/\bplease\b|successfully|!\s/i.test(page.sections.map(({ text }) => text).join(' ').replace(/<!doctype.*?>/g, '')) ? ['a word that Nadir does not use'] : []))).toEqual([]);
  });

  it('has a page about every place of the window', () => {
    const named = [...readFileSync(path.join(root, 'renderer/features/guide/placePages.ts'), 'utf8').matchAll(/(\w+): '([a-z]+)'/g)].map(([, place = '', page = '']) => ({ place, page }));
    expect(named.length).toBeGreaterThan(10);
    expect(named.filter(({ page }) => !byName.has(page))).toEqual([]);
  });

  it('says that it is for research use and no medical device', () => {
    for (const name of ['index', 'limits']) expect(textOf(name)).toContain('For research use; not a medical device.');
  });
});
