import * as React from "react";
import {
  Button,
  Dropdown,
  Input,
  makeStyles,
  mergeClasses,
  Option,
  Textarea,
  tokens,
  typographyStyles,
  useId,
} from "@fluentui/react-components";
import SearchIcon from "@fluentui/svg-icons/icons/search_20_regular.svg";
import { Icon } from "../../ui/Icon";
import { parseTyped, typedFrom } from "./parse";
import type { EditorProps } from "./types";

const useStyles = makeStyles({
  field: { width: "100%", minWidth: 0 },
  invalid: { "&:not(:focus-within)": { border: `${tokens.strokeWidthThin} solid ${tokens.colorPaletteRedBorder2}` } },
  message: { color: tokens.colorPaletteRedForeground1, ...typographyStyles.caption1 },
  lookup: {
    justifyContent: "space-between",
    width: "100%",
    minWidth: 0,
    backgroundColor: tokens.colorNeutralBackground3,
    fontWeight: tokens.fontWeightRegular,
    border: `${tokens.strokeWidthThin} solid ${tokens.colorTransparentStroke}`,
  },
  chosen: {
    color: tokens.colorBrandForegroundLink,
    overflow: "hidden",
    textOverflow: "ellipsis",
    whiteSpace: "nowrap",
  },
  none: { color: tokens.colorNeutralForeground3, ...typographyStyles.caption1 },
});

/** The input that fits the column's kind, in the look of the form's own fields. Files and yes/no are never missing here. */
export function ValueEditor(props: EditorProps): React.ReactElement {
  switch (props.column.kind) {
    case "choice":
    case "multiChoice":
      return <ChoiceEditor {...props} />;
    case "lookup":
      return <LookupEditor {...props} />;
    default:
      return <TypedEditor {...props} />;
  }
}

/** Text, number, date: a draft while typing, read once the person leaves the field or presses Enter. */
function TypedEditor({ column, value, text, user, onCommit, onMistake, describedBy }: EditorProps): React.ReactElement {
  const styles = useStyles();
  const messageId = useId("message");
  const stored = typedFrom(column, value, user);
  const [draft, setDraft] = React.useState<string | null>(null);
  const [message, setMessage] = React.useState("");
  const say = (mistake: string): void => {
    setMessage(mistake);
    onMistake?.(mistake !== "");
  };
  const commit = (): void => {
    if (draft === null || draft === stored) {
      setDraft(null);
      say("");
      return;
    }
    const parsed = parseTyped(column, draft, text, user);
    say(parsed.ok ? "" : parsed.message);
    if (!parsed.ok) return;
    setDraft(null);
    onCommit(parsed.value);
  };
  const common = {
    appearance: "filled-darker" as const,
    className: mergeClasses(styles.field, message !== "" && styles.invalid),
    value: draft ?? stored,
    placeholder: "---",
    "aria-label": column.label,
    "aria-invalid": message !== "",
    "aria-describedby": [describedBy, message !== "" && messageId].filter(Boolean).join(" ") || undefined,
    onBlur: commit,
    onChange: (_: unknown, data: { readonly value: string }) => setDraft(data.value),
  };
  return (
    <div>
      {column.kind === "memo" || column.kind === "richText" ? (
        <Textarea {...common} resize="vertical" />
      ) : (
        <Input
          {...common}
          inputMode={column.kind === "number" ? "decimal" : undefined}
          onKeyDown={(event) => event.key === "Enter" && commit()}
        />
      )}
      {message !== "" && (
        <div id={messageId} role="alert" className={styles.message}>
          {message}
        </div>
      )}
    </div>
  );
}

function ChoiceEditor({ column, value, onCommit, describedBy }: EditorProps): React.ReactElement {
  const styles = useStyles();
  const several = column.kind === "multiChoice";
  const chosen: readonly unknown[] = Array.isArray(value)
    ? value
    : value === null || value === undefined
      ? []
      : [value];
  const labels = column.options.filter((option) => chosen.includes(option.value)).map((option) => option.label);
  return (
    <Dropdown
      appearance="filled-darker"
      className={styles.field}
      multiselect={several}
      placeholder="---"
      aria-label={column.label}
      aria-describedby={describedBy}
      value={labels.join("; ")}
      selectedOptions={chosen.map(String)}
      onOptionSelect={(_, { selectedOptions }) => {
        const numbers = selectedOptions.map(Number);
        onCommit(several ? (numbers.length > 0 ? numbers : null) : (numbers[0] ?? null));
      }}
    >
      {column.options.map((option) => (
        <Option key={option.value} value={String(option.value)} text={option.label}>
          {option.label}
        </Option>
      ))}
    </Dropdown>
  );
}

function LookupEditor({ column, value, text, onCommit, describedBy }: EditorProps): React.ReactElement {
  const styles = useStyles();
  const { pickLookup } = column;
  if (pickLookup === null) return <span className={styles.none}>{text("Edit_noLookup")}</span>;
  const first: unknown = Array.isArray(value) ? value[0] : undefined;
  const name: unknown = typeof first === "object" && first !== null ? Reflect.get(first, "name") : undefined;
  const pick = async (): Promise<void> => {
    const picked = await pickLookup().catch(() => []);
    if (picked.length > 0) onCommit(picked);
  };
  return (
    <Button
      className={styles.lookup}
      appearance="subtle"
      icon={<Icon drawing={SearchIcon} tone="neutral" />}
      iconPosition="after"
      aria-label={text("Edit_chooseFor", column.label)}
      aria-describedby={describedBy}
      onClick={() => void pick()}
    >
      <span className={typeof name === "string" ? styles.chosen : undefined}>
        {typeof name === "string" ? name : text("Edit_choose")}
      </span>
    </Button>
  );
}
