/** What a package is made for. */
export type Target = { readonly platform: 'linux' | 'win32' | 'darwin'; readonly arch: 'x64' | 'arm64' };

/** Node's own platform is one of these, or nothing can be packaged for it. */
export function isTarget(platform: string, arch: string): boolean {
  return ['linux', 'win32', 'darwin'].includes(platform) && ['x64', 'arm64'].includes(arch);
}

/** Name of the program file of the window, beside or above the host's folder (`resources/host`). */
export const windowProgram: Readonly<Record<Target['platform'], string>> = { linux: '../../nadir', win32: '../../Nadir.exe', darwin: '../../MacOS/Nadir' };

export const nodeProgram = ({ platform }: Target): string => (platform === 'win32' ? 'node.exe' : 'node');
