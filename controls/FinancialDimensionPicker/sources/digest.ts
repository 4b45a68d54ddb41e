import type { Row } from "../../../shared/dataverse/client";

/** What a part says that could not be read: the same as long as it cannot be. */
export const unreadDigest = "unread";

/** Tells whether rows that are read again are the same as before, without keeping them. */
export interface Digest {
  readonly add: (row: Row) => void;
  readonly text: () => string;
}

/** Two multiplicative hashes side by side: 64 bits, so that no two states of a table are taken for the same. */
export function digestOf(): Digest {
  let [a, b, count] = [0x811c9dc5, 0x9e3779b9, 0];
  return {
    add(row) {
      // The version of a row changes with every change of it; virtual tables may have none.
      const etag = row["@odata.etag"];
      const text = typeof etag === "string" && etag !== "" ? etag : JSON.stringify(row);
      for (let at = 0; at < text.length; at++) {
        const code = text.charCodeAt(at);
        a = Math.imul(a ^ code, 0x01000193);
        b = Math.imul(b ^ code, 0x85ebca6b) + 1;
      }
      // An end of each row, so that two rows are not the same as one.
      a = Math.imul(a ^ 0xffff, 0x01000193);
      count += 1;
    },
    text: () => `${count} ${(a >>> 0).toString(36)} ${(b >>> 0).toString(36)}`,
  };
}
