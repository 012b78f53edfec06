/** A nominal type: `Brand<number, 'Mm'>` is a number that only code which means millimetres may produce. */
export type Brand<T, Name extends string> = T & { readonly __brand: Name };
