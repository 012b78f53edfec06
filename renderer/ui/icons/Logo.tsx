/** The mark: a sum that falls to its nadir and rises again. */
export function Logo({ size = 18 }: { readonly size?: number }) {
  return (
    <svg width={size * 1.1} height={size} viewBox="0 0 26 24" fill="none" aria-hidden="true">
      <path d="M2 4.5c3.6 0 5.4 3.4 7 8s2.600 6 4 6 2.400-1.400 4-6 3.400-8 7-8" stroke="var(--nd-text)" strokeWidth="2.2" strokeLinecap="round" />
      <circle cx="13" cy="18.500" r="3.200" fill="var(--nd-accent)" />
    </svg>
  );
}
