/** Loads the engine and its tests once more for every mutant, in one process: all of the repository's modules carry the mutant's number in their address. */
import { readFileSync } from 'node:fs';
import { registerHooks, stripTypeScriptTypes } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = new URL('../../', import.meta.url);
const registry = new URL('registry.ts', import.meta.url).href;
/** Modules that differ from mutant to mutant: what is mutated, what imports it, and the tests. */
const fresh = ['src/recist/', 'src/endpoints/', 'test/spec/'].map((folder) => new URL(folder, root).href);

const stripped = new Map<string, string>();

/** The mutated source that a module gets in its place, by the number in the address. */
export const replaced = new Map<string, { readonly path: string; readonly text: string }>();

const pathIn = (url: string): string => fileURLToPath(url.replace(/\?.*$/, ''));

function sourceOf(url: string): string {
  const path = pathIn(url);
  const other = replaced.get(new URL(url).search);
  if (other?.path === path) return stripTypeScriptTypes(other.text);
  const known = stripped.get(path) ?? stripTypeScriptTypes(readFileSync(path, 'utf8'));
  stripped.set(path, known);
  return known;
}

registerHooks({
  resolve(specifier, context, next) {
    if (specifier === 'vitest') return context.parentURL?.startsWith(registry) ? next(specifier, context) : { url: registry, shortCircuit: true };
    const resolved = next(specifier, context);
    const search = context.parentURL === undefined ? '' : URL.canParse(context.parentURL) ? new URL(context.parentURL).search : '';
    return search !== '' && !resolved.url.includes('?') && fresh.some((folder) => resolved.url.startsWith(folder)) ? { ...resolved, url: resolved.url + search } : resolved;
  },
  load(url, context, next) {
    return url.includes('?mutant=') ? { format: 'module', source: sourceOf(url), shortCircuit: true } : next(url, context);
  },
});

/** Imports a file of the repository as it is beside mutant `number`. */
export const importBeside = (path: string, number: number): Promise<unknown> => import(`${pathToFileURL(path).href}?mutant=${number}`);
export const searchOf = (number: number): string => `?mutant=${number}`;
