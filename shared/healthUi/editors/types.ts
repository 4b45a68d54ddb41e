import type { UserFormats } from "../../form/format";
import type { Text } from "../../form/strings";
import type { ColumnKind } from "../../health/types";

/** What an editor must know of the column whose value it takes. */
export interface EditableColumn {
  readonly kind: ColumnKind;
  readonly label: string;
  readonly maxLength: number | null;
  readonly min: number | null;
  readonly max: number | null;
  readonly wholeNumber: boolean;
  readonly options: readonly { readonly label: string; readonly value: number }[];
  /** `instant`: stored as a moment and shown in the user's zone. `calendar`: the date itself, carried in local fields. */
  readonly date: "instant" | "calendar";
  readonly withTime: boolean;
  /** Opens the platform's lookup; null where it cannot. */
  readonly pickLookup: (() => Promise<readonly ComponentFramework.LookupValue[]>) | null;
}

/** The texts of the editors. */
export type EditTextKey =
  "Edit_number" | "Edit_range" | "Edit_date" | "Edit_long" | "Edit_choose" | "Edit_chooseFor" | "Edit_noLookup";

/** A value as the framework takes it from a control. */
export type EditorValue = string | number | Date | readonly number[] | readonly ComponentFramework.LookupValue[];

export interface EditorProps {
  readonly column: EditableColumn;
  /** The value as the framework gives it. */
  readonly value: unknown;
  readonly text: Text<EditTextKey>;
  readonly user: UserFormats;
  /** Called once a person is done with a valid value that differs; `null` when they cleared it. */
  readonly onCommit: (value: EditorValue | null) => void;
  /** Told when what stands in the field is no value, and when it is one again. */
  readonly onMistake?: (stands: boolean) => void;
  /** Ids of the sentences that describe the field. */
  readonly describedBy?: string;
}
