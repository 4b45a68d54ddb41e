import * as React from "react";
import { Button } from "@fluentui/react-components";
import { toDataverseError, type DataverseError } from "../../../shared/dataverse/error";
import type { Row } from "../../../shared/dataverse/client";
import type { UserFormats } from "../../../shared/form/format";
import { errorKey } from "../../../shared/form/strings";
import type { Text } from "./text";
import { failures } from "../../../shared/health/assess";
import type { ColumnFact } from "../../../shared/health/types";
import type { EditableColumn, EditorValue } from "../../../shared/healthUi/editors/types";
import { ValueEditor } from "../../../shared/healthUi/editors/ValueEditor";
import { Clamped } from "../../../shared/ui/Clamped";
import { Notice } from "../../../shared/ui/Notice";
import type { HealthRow } from "./rows";
import { payloadValue } from "./update";
import { useStyles } from "./styles";

interface Props {
  readonly row: HealthRow;
  readonly text: Text;
  readonly user: UserFormats;
  readonly editorFor: (column: ColumnFact) => EditableColumn | null;
  readonly onSave: (row: string, values: Row) => Promise<void>;
  readonly onClose: () => void;
}

/** The columns that a row lacks, each with its field; saved together, in one update. */
export function FixPanel({ row, text, user, editorFor, onSave, onClose }: Props): React.ReactElement {
  const styles = useStyles();
  const [values, setValues] = React.useState<Readonly<Record<string, EditorValue>>>({});
  /** Columns whose field holds what is no value: saving would lose it. */
  const [mistakes, setMistakes] = React.useState<ReadonlySet<string>>(new Set());
  const [saving, setSaving] = React.useState(false);
  const [error, setError] = React.useState<DataverseError | null>(null);
  const alive = React.useRef(true);
  React.useEffect(() => {
    alive.current = true;
    return () => {
      alive.current = false;
    };
  }, []);

  const change = (name: string, value: EditorValue | null): void =>
    setValues(({ [name]: _former, ...others }) => (value === null ? others : { ...others, [name]: value }));

  const mark = (name: string, stands: boolean): void =>
    setMistakes((before) => {
      const others = [...before].filter((other) => other !== name);
      return new Set(stands ? [...others, name] : others);
    });

  const fields = failures(row.assessment).flatMap(({ rule, explanation }) => {
    const column = row.columns.find(({ name }) => name === rule.column);
    return column && explanation ? [{ column, explanation, editor: editorFor(column) }] : [];
  });
  const save = async (): Promise<void> => {
    // A second click while the first is under way must not send twice.
    if (saving) return;
    const payload: Record<string, unknown> = {};
    for (const { column, editor } of fields) {
      const value = values[column.name];
      if (editor && value !== undefined) payload[column.name] = payloadValue(editor, value);
    }
    setSaving(true);
    setError(null);
    try {
      await onSave(row.id, payload);
      if (alive.current) onClose();
    } catch (reason) {
      if (!alive.current) return;
      setError(toDataverseError(reason));
      setSaving(false);
    }
  };
  return (
    <div className={styles.fields}>
      {fields.map(({ column, explanation, editor }) => (
        <div key={column.name} className={styles.field}>
          <div className={styles.label}>
            <Clamped>{column.label}</Clamped>
            <span className={styles.quiet}>{text(`Reason_${explanation.reason}`, ...explanation.values)}</span>
          </div>
          <div className={styles.input}>
            {editor ? (
              <ValueEditor
                column={editor}
                value={values[column.name] ?? column.value}
                text={text}
                user={user}
                onCommit={(value) => change(column.name, value)}
                onMistake={(stands) => mark(column.name, stands)}
              />
            ) : (
              <span className={styles.quiet}>{text("Edit_noLookup")}</span>
            )}
          </div>
        </div>
      ))}
      {error && (
        <Notice kind="error" detail={error.message}>
          {text(errorKey(error.kind))}
        </Notice>
      )}
      <div className={styles.buttons}>
        <Button appearance="subtle" onClick={onClose}>
          {text("Close")}
        </Button>
        <Button
          appearance="secondary"
          disabledFocusable={saving || mistakes.size > 0 || Object.keys(values).length === 0}
          onClick={() => void save()}
        >
          {text(saving ? "Saving" : "Save")}
        </Button>
      </div>
    </div>
  );
}
