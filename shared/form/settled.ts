const isPlain = (value: object): value is Readonly<Record<string, unknown>> => {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
};

const hasOwn = (value: object, key: string): boolean => Object.prototype.hasOwnProperty.call(value, key);

/** What was made here, and nobody else can change: it is never copied again. */
const made = new WeakSet<object>();

function keep<T extends object>(value: T): T {
  made.add(value);
  return value;
}

/** Whether two values say the same. Makes no objects: it runs in every updateView. */
export function isEqual(before: unknown, now: unknown): boolean {
  if (Object.is(before, now)) return true;
  if (typeof now === "function") return typeof before === "function";
  if (typeof now !== "object" || now === null || typeof before !== "object" || before === null) return false;
  if (now instanceof Date) return before instanceof Date && Object.is(before.getTime(), now.getTime());
  if (Array.isArray(now)) return Array.isArray(before) && before.length === now.length && areEqual(before, now);
  if (!isPlain(now) || !isPlain(before)) return false;
  const keys = Object.keys(now);
  if (keys.length !== Object.keys(before).length) return false;
  for (const key of keys) {
    const held = before[key];
    if (held === now[key] && held !== undefined) continue;
    if (!hasOwn(before, key) || !isEqual(held, now[key])) return false;
  }
  return true;
}

/** Of the same length. Most parts are texts and numbers that stayed: they need no call. */
function areEqual(before: readonly unknown[], now: readonly unknown[]): boolean {
  for (let i = 0; i < now.length; i++) if (before[i] !== now[i] && !isEqual(before[i], now[i])) return false;
  return true;
}

/**
 * `now` by content: every part of it that says what `before` said *is* that part of `before`, and the whole is `before`
 * where nothing changed. So one `===` tells whether a control has anything to do, and what is remembered by a part of it
 * (`useMemo`) stays remembered.
 *
 * Lists, plain objects and dates are copied once, as hosts change theirs in place. Two functions count as the same: what is to be
 * called is taken from the newest context, never kept. Anything else is compared by identity.
 */
export function settled<T>(before: unknown, now: T): T;
export function settled(before: unknown, now: unknown): unknown {
  if (isEqual(before, now)) return before;
  if (typeof now !== "object" || now === null || made.has(now)) return now;
  if (now instanceof Date) return keep(new Date(now.getTime()));
  if (Array.isArray(now)) {
    const former: readonly unknown[] = Array.isArray(before) ? before : [];
    return keep(now.map((item: unknown, index) => settled(former[index], item)));
  }
  if (!isPlain(now)) return now;
  const former = typeof before === "object" && before !== null ? before : {};
  return keep(
    Object.fromEntries(
      Object.entries(now).map(([key, value]: readonly [string, unknown]) => [
        key,
        settled(hasOwn(former, key) ? Reflect.get(former, key) : undefined, value),
      ]),
    ),
  );
}

/**
 * What is made of some parts, for each key made anew only where the parts say something else. For a reader that makes much of
 * little: comparing the little is all that an updateView costs then.
 */
export function remembering<Made>(): (key: string, parts: readonly unknown[], make: () => Made) => Made {
  const known = new Map<string, { readonly parts: readonly unknown[]; readonly result: Made }>();
  return (key, parts, make) => {
    const former = known.get(key);
    if (former !== undefined && isEqual(former.parts, parts)) return former.result;
    const result = settled(former?.result, make());
    known.set(key, { parts: settled(former?.parts, parts), result });
    return result;
  };
}
