/** What the `Prefer` header asked for. Several headers or one comma list mean the same. */
export interface Preferences {
  readonly returnRepresentation: boolean;
  /** `odata.maxpagesize`, as sent. */
  readonly maxPageSize?: number;
  /** The comma list of `odata.include-annotations`, split; absent when the preference was not sent. */
  readonly annotations?: readonly string[];
  /** `odata.track-changes` */
  readonly trackChanges?: boolean;
}

/** Reads `Prefer`; what it does not know it ignores, as the standard says. */
export function readPreferences(headers: Headers): Preferences {
  const prefer = headers.get("prefer") ?? "";
  const size = /odata\.maxpagesize\s*=\s*"?(-?\d+)"?/iu.exec(prefer)?.[1];
  const annotations = /odata\.include-annotations\s*=\s*(?:"([^"]*)"|([^\s,;]+))/iu.exec(prefer);
  const named = annotations?.[1] ?? annotations?.[2];
  return {
    returnRepresentation: /(^|[\s,;])return\s*=\s*"?representation/iu.test(prefer),
    ...(/odata\.track-changes/iu.test(prefer) ? { trackChanges: true } : {}),
    ...(size === undefined ? {} : { maxPageSize: Number(size) }),
    ...(named === undefined ? {} : { annotations: named.split(",").map((part) => part.trim()) }),
  };
}
