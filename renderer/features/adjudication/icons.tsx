/** Two values that are not the same. */
export const IconNotEqual = () => (
  <svg width="13" height="13" viewBox="0 0 14 14" fill="none" stroke="currentColor" strokeWidth="1.6" strokeLinecap="round" aria-hidden="true"><path d="M2.500 5.200h9M2.500 8.800h9M9.300 2.500l-4.600 9" /></svg>
);
