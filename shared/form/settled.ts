const isPlain = (value: object): boolean => {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
};

function settledList(before: unknown, now: readonly unknown[]): readonly unknown[] {
  const former: readonly unknown[] = Array.isArray(before) ? before : [];
  const items = now.map((item, index) => settled(former[index], item));
  const isSame = Array.isArray(before) && former.length === now.length && items.every((item, i) => item === former[i]);
  return isSame ? former : items;
}

function settledObject(before: unknown, now: object): object {
  const former: object | null =
    typeof before === "object" && before !== null && isPlain(before) && !Array.isArray(before) ? before : null;
  const copy: Record<string, unknown> = {};
  let isSame = former !== null && Object.keys(former).length === Object.keys(now).length;
  for (const [key, value] of Object.entries(now)) {
    const known: unknown = former === null ? undefined : Reflect.get(former, key);
    copy[key] = settled(known, value);
    isSame &&= copy[key] === known && former !== null && key in former;
  }
  return isSame && former !== null ? former : copy;
}

/**
 * `now` by content: every part of it that says what `before` said *is* that part of `before`, and the whole is `before`
 * where nothing changed. So one `===` tells whether a control has anything to do, and what is remembered by a part of it
 * (`useMemo`) stays remembered.
 *
 * Lists, plain objects and dates are copied, as hosts change them in place. Two functions count as the same: what is to be
 * called is taken from the newest context, never kept. Anything else is compared by identity.
 */
export function settled<T>(before: unknown, now: T): T;
export function settled(before: unknown, now: unknown): unknown {
  if (Object.is(before, now)) return before;
  if (typeof now === "function") return typeof before === "function" ? before : now;
  if (typeof now !== "object" || now === null) return now;
  if (now instanceof Date)
    return before instanceof Date && Object.is(before.getTime(), now.getTime()) ? before : new Date(now.getTime());
  if (Array.isArray(now)) return settledList(before, now);
  return isPlain(now) ? settledObject(before, now) : now;
}
