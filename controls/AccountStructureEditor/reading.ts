import { columnFacts, type ColumnFacts } from "../../shared/form/column";
import { isOnline } from "../../shared/form/online";
import { rawOf, type Given } from "../../shared/form/parameters";
import type { IInputs } from "./generated/ManifestTypes";

/** What the editor shows of the form. */
export interface EditorReading {
  readonly facts: ColumnFacts;
  /** The label that the form draws, or "". */
  readonly label: string;
  /** What the column holds. */
  readonly stored: string;
  readonly maxLength: number | null;
  readonly online: boolean;
  /** px; −1 as long as the host does not tell. */
  readonly width: number;
}

export function readEditor({ parameters, mode, client }: ComponentFramework.Context<IInputs>): EditorReading {
  const given: Given<IInputs> = parameters;
  return {
    facts: columnFacts(given.check, mode.isControlDisabled),
    label: mode.label,
    stored: rawOf(given.check) ?? "",
    maxLength: given.check?.attributes?.MaxLength ?? null,
    online: isOnline(client),
    width: mode.allocatedWidth,
  };
}
