/** The package for Debian and Ubuntu, by dpkg's own tool: electron-builder would fetch a Ruby program to do the same. */
import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { productVersion } from '../../src/common/index.ts';
import { linuxSizes } from '../icons/make.ts';
import { projectRoot } from '../vite.renderer.ts';
import type { Target } from './target.ts';

/** What Chromium wants; the names of Debian 12 or those of later releases. */
const depends = ['libgtk-3-0 | libgtk-3-0t64', 'libnss3', 'libasound2 | libasound2t64', 'libatspi2.0-0 | libatspi2.0-0t64', 'libgbm1', 'libdrm2', 'libxkbcommon0', 'libxcomposite1', 'libxdamage1', 'libxrandr2', 'libcups2 | libcups2t64', 'xdg-utils'];

const control = (arch: Target['arch'], kilobytes: number): string => [
  'Package: nadir', `Version: ${productVersion}`, `Architecture: ${arch === 'x64' ? 'amd64' : 'arm64'}`, 'Maintainer: Nadir <nadir@localhost>', 'Section: science', 'Priority: optional',
  `Installed-Size: ${kilobytes}`, `Depends: ${depends.join(', ')}`, 'Description: Reads CT and MRI in cancer trials under RECIST 1.1',
  ' Measures tumours on CT and MRI series, judges response and exports for data capture and submission.', ' All data stay on this computer. For research use; not a medical device.', '',
].join('\n');

const desktop = [
  '[Desktop Entry]', 'Type=Application', 'Name=Nadir', 'GenericName=Tumour measurement', 'Comment=Reads CT and MRI in cancer trials under RECIST 1.1', 'Exec=/opt/Nadir/nadir', 'Icon=nadir',
  'Terminal=false', 'Categories=Science;MedicalSoftware;', 'Keywords=RECIST;DICOM;CT;MRI;oncology;', 'StartupWMClass=Nadir', '',
].join('\n');

const from = (...parts: string[]): string => path.join(projectRoot, ...parts);

function layOut(tree: string, program: string, arch: Target['arch']): void {
  const place = (name: string): string => { const file = path.join(tree, name); mkdirSync(path.dirname(file), { recursive: true }); return file; };
  cpSync(program, place('opt/Nadir'), { recursive: true });
  cpSync(from('build/installer/apparmor-profile'), place('opt/Nadir/resources/apparmor-profile'));
  for (const px of linuxSizes) cpSync(from(`build/icons/linux/${px}x${px}.png`), place(`usr/share/icons/hicolor/${px}x${px}/apps/nadir.png`));
  writeFileSync(place('usr/share/applications/nadir.desktop'), desktop);
  cpSync(from('LICENSE'), place('usr/share/doc/nadir/copyright'));
  const bytes = readdirSync(tree, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).reduce((sum, entry) => sum + statSync(path.join(entry.parentPath, entry.name)).size, 0);
  writeFileSync(place('DEBIAN/control'), control(arch, Math.ceil(bytes / 1024)));
  for (const [script, source] of [['postinst', 'debAfterInstall.sh'], ['postrm', 'debAfterRemove.sh']] as const) {
    writeFileSync(place(`DEBIAN/${script}`), readFileSync(from('build/installer', source)));
    chmodSync(path.join(tree, 'DEBIAN', script), 0o755);
  }
  // Whoever packages may have a narrow umask; everybody may read what is installed.
  execFileSync('chmod', ['-R', 'u=rwX,go=rX', tree]);
}

/** Packs the unpacked program into a .deb in `out`; answers its path. Errors: dpkg-deb is not here. */
export function writeDeb(program: string, out: string, { arch }: Target, store: boolean): string {
  const tree = mkdtempSync(path.join(os.tmpdir(), 'nadir-deb-'));
  const file = path.join(out, `Nadir-${productVersion}-linux-${arch === 'x64' ? 'amd64' : 'arm64'}.deb`);
  try {
    layOut(tree, program, arch);
    execFileSync('dpkg-deb', ['--root-owner-group', store ? '-Znone' : '-Zxz', '--build', tree, file], { stdio: ['ignore', 'ignore', 'inherit'] });
    return file;
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'ENOENT') throw cause;
    throw new Error('A .deb is packed by dpkg-deb, which is not here: package it on Debian or Ubuntu, or install the package dpkg.', { cause });
  } finally {
    rmSync(tree, { recursive: true, force: true });
  }
}
