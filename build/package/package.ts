/**
 * `npm run package [-- TARGET… options]`: an installer or a folder of Nadir. Targets: dir, zip, AppImage, deb (Linux); nsis (Windows); dmg (macOS); none: what
 * build/electron-builder.yml says for the platform. Options:
 *   --platform linux|win32|darwin   --arch x64|arm64    for which machine; left out: this one
 *   --electron-dist DIR             an Electron that is here already; left out: electron-builder fetches the pinned one once
 *   --node FILE                     the Node to bring; left out: the pinned one from npm
 *   --out DIR                       left out: dist/release
 *   --store                         nothing is compressed: quick, for tests
 */
import { chmodSync, cpSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import sevenZip from '7zip-bin';
import { Arch, build, Platform, type AfterPackContext, type Configuration } from 'electron-builder';
import { projectRoot } from '../vite.renderer.ts';
import { writeDeb } from './deb.ts';
import { stage } from './stage.ts';
import { isTarget, type Target } from './target.ts';

const platforms: Readonly<Record<Target['platform'], Platform>> = { linux: Platform.LINUX, win32: Platform.WINDOWS, darwin: Platform.MAC };

export type PackageOptions = {
  readonly target: Target;
  /** electron-builder's names; none: those of electron-builder.yml. */
  readonly forms: readonly string[];
  readonly electronDist?: string | undefined;
  readonly node?: string | undefined;
  readonly out?: string | undefined;
  readonly store?: boolean;
};

/** Version of the Electron in `folder`, else the pinned one. */
function electronVersion(folder: string | undefined): string {
  if (folder !== undefined) return readFileSync(path.join(folder, 'version'), 'utf8').trim().replace(/^v/, '');
  return (JSON.parse(readFileSync(path.join(projectRoot, 'node_modules/electron/package.json'), 'utf8')) as { version: string }).version;
}

/** Lays the host beside the asar, whole: electron-builder's own copying leaves `node_modules` out. Electron's default program and notes of whoever keeps a copy of Electron go. */
function finish({ appOutDir, packager }: AfterPackContext, host: string): void {
  const resources = packager.getResourcesDir(appOutDir);
  cpSync(host, path.join(resources, 'host'), { recursive: true });
  for (const file of [path.join(resources, 'default_app.asar'), path.join(appOutDir, '.complete')]) rmSync(file, { force: true });
}

/** Answers the files that were made. Errors: whatever stage and electron-builder say. */
export async function makePackage({ target, forms, electronDist, node, out, store = false }: PackageOptions): Promise<readonly string[]> {
  const { app, host } = await stage(target, { node, say: (line) => console.error(line) });
  // From npm, which loses the right to run; electron-builder would fetch one from elsewhere.
  chmodSync(sevenZip.path7za, 0o755);
  process.env['ELECTRON_BUILDER_7ZIP_PATH'] ??= sevenZip.path7za;
  const config: Configuration = {
    extends: path.join(projectRoot, 'build/electron-builder.yml'),
    electronVersion: electronVersion(electronDist),
    ...(electronDist === undefined ? {} : { electronDist: path.resolve(electronDist) }),
    compression: store ? 'store' : 'maximum',
    directories: { app: path.relative(projectRoot, app), output: out ?? 'dist/release', buildResources: 'build/installer' },
    // The stage holds what is needed; packages of this tree have no place in the asar.
    beforeBuild: () => Promise.resolve(false),
    afterPack: (context) => { finish(context, host); return Promise.resolve(); },
  };
  // A .deb is made of the folder, which is made for every form.
  const others = forms.filter((form) => form !== 'deb');
  const packed = forms.length > 0 && others.length === 0 ? ['dir'] : others;
  const made = await build({ projectDir: projectRoot, config, publish: 'never', targets: platforms[target.platform].createTarget(packed, Arch[target.arch]) });
  const folder = path.resolve(projectRoot, out ?? 'dist/release');
  const unpacked = path.join(folder, target.arch === 'x64' ? 'linux-unpacked' : 'linux-arm64-unpacked');
  return forms.includes('deb') ? [...made, writeDeb(unpacked, folder, target, store)] : made;
}

async function fromCommand(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      'platform': { type: 'string', default: process.platform }, 'arch': { type: 'string', default: process.arch },
      'electron-dist': { type: 'string' }, 'node': { type: 'string' }, 'out': { type: 'string' }, 'store': { type: 'boolean', default: false },
    },
  });
  const { platform, arch } = values;
  if (!isTarget(platform, arch)) throw new Error(`There is no package for ${platform} ${arch}. Platforms: linux, win32, darwin; machines: x64, arm64.`);
  const files = await makePackage({ target: { platform, arch } as Target, forms: positionals, electronDist: values['electron-dist'], node: values.node, out: values.out, store: values.store });
  for (const file of files) console.log(file);
}

if (import.meta.main) {
  await fromCommand().catch((error: unknown) => {
    console.error(`package: ${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = 1;
  });
}
