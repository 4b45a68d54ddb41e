import type { Collation } from "./types";

/** Upper case by single characters: "ß" stays, because a key must keep the length of its text. */
function foldEach(text: string): string {
  return text.split("").map((character) => {
    const upper = character.toUpperCase();
    return upper.length === 1 ? upper : character;
  }).join("");
}

/** Ordinal, ignoring case: the default, since Finance's own collation is not publicly documented. */
export const ordinalIgnoringCase: Collation = {
  key(text) {
    const upper = text.toUpperCase();
    return upper.length === text.length ? upper : foldEach(text);
  },
};
