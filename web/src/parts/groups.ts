/** Things by what they have in common, in the order they first occur. */
export function groups<T>(things: T[], common: (thing: T) => string): [string, T[]][] {
  const found = new Map<string, T[]>();
  for (const thing of things) {
    const key = common(thing);
    found.set(key, [...(found.get(key) ?? []), thing]);
  }
  return [...found];
}
