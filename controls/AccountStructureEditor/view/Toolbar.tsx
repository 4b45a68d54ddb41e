import * as React from "react";
import { Button, makeStyles, Select, tokens } from "@fluentui/react-components";
import AddIcon from "@fluentui/svg-icons/icons/add_20_regular.svg";
import CalendarIcon from "@fluentui/svg-icons/icons/calendar_20_regular.svg";
import DeleteIcon from "@fluentui/svg-icons/icons/delete_20_regular.svg";
import DownIcon from "@fluentui/svg-icons/icons/arrow_down_20_regular.svg";
import HelpIcon from "@fluentui/svg-icons/icons/question_circle_20_regular.svg";
import RedoIcon from "@fluentui/svg-icons/icons/arrow_redo_20_regular.svg";
import RefreshIcon from "@fluentui/svg-icons/icons/arrow_sync_20_regular.svg";
import UndoIcon from "@fluentui/svg-icons/icons/arrow_undo_20_regular.svg";
import UpIcon from "@fluentui/svg-icons/icons/arrow_up_20_regular.svg";
import { Icon } from "../../../shared/ui/Icon";
import type { Text } from "./text";

interface Props {
  readonly text: Text;
  readonly companies: readonly string[];
  readonly company: string;
  readonly onCompany: (company: string) => void;
  readonly onRefresh: () => void;
  readonly days: boolean;
  readonly onDays: () => void;
  readonly help: boolean;
  readonly onHelp: () => void;
  /** Absent: nothing can be changed. */
  readonly edit: {
    /** Null: the sheet has no rows of its own, or only one is shown. */
    readonly rows: {
      readonly insert: () => void;
      readonly remove: () => void;
      readonly move: (by: -1 | 1) => void;
    } | null;
    readonly undo: (() => void) | null;
    readonly redo: (() => void) | null;
  } | null;
}

const useStyles = makeStyles({
  bar: { display: "flex", flexWrap: "wrap", alignItems: "center", columnGap: tokens.spacingHorizontalXXS },
  grow: { flexGrow: 1 },
});

/** What can be done to the rows, and whose values are shown. */
export function Toolbar(props: Props): React.ReactElement {
  const { text, companies, company, onCompany, onRefresh, days, onDays, help, onHelp, edit } = props;
  const styles = useStyles();
  return (
    <div className={styles.bar}>
      {edit?.rows && (
        <>
          <Button appearance="subtle" icon={<Icon drawing={AddIcon} tone="brand" inline />} onClick={edit.rows.insert}>
            {text("Row_add")}
          </Button>
          <Tool label={text("Row_remove")} drawing={DeleteIcon} onClick={edit.rows.remove} />
          <Tool label={text("Row_up")} drawing={UpIcon} onClick={() => edit.rows?.move(-1)} />
          <Tool label={text("Row_down")} drawing={DownIcon} onClick={() => edit.rows?.move(1)} />
        </>
      )}
      {edit && (
        <>
          <Tool label={text("Undo")} drawing={UndoIcon} onClick={edit.undo} mirrored />
          <Tool label={text("Redo")} drawing={RedoIcon} onClick={edit.redo} mirrored />
        </>
      )}
      <Tool label={text("Days")} drawing={CalendarIcon} onClick={onDays} pressed={days} />
      <Tool label={text("Refresh")} drawing={RefreshIcon} onClick={onRefresh} />
      <Tool label={text("Help")} drawing={HelpIcon} onClick={onHelp} pressed={help} />
      <span className={styles.grow} />
      {companies.length > 1 && (
        <Select
          appearance="filled-darker"
          aria-label={text("Company")}
          value={company}
          onChange={(_event, { value }) => onCompany(value)}
        >
          {companies.map((name) => (
            <option key={name}>{name}</option>
          ))}
        </Select>
      )}
    </div>
  );
}

interface ToolProps {
  readonly label: string;
  readonly drawing: React.ComponentType;
  /** Null: not now. */
  readonly onClick: (() => void) | null;
  readonly mirrored?: boolean;
  readonly pressed?: boolean;
}

function Tool({ label, drawing, onClick, mirrored, pressed }: ToolProps): React.ReactElement {
  return (
    <Button
      appearance={pressed ? "secondary" : "subtle"}
      aria-pressed={pressed}
      icon={<Icon drawing={drawing} inline mirrored={mirrored} />}
      aria-label={label}
      title={label}
      disabledFocusable={onClick === null}
      onClick={() => onClick?.()}
    />
  );
}
