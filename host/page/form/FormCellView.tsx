import * as React from "react";
import { Text, makeStyles, tokens } from "@fluentui/react-components";
import type { CustomControlUse, FormCell, FormControl } from "../../../solution/model/types";
import { Field } from "../fields/Field";
import { SubGrid } from "../lists/SubGrid";
import { useHost } from "../base/host";
import { CellFrame } from "./CellFrame";
import { XML_FORM_FACTORS } from "./chooseForm";
import { CustomCell } from "./CustomCell";
import { FindingBox } from "./FindingBox";
import { cellLabel } from "../record/formColumns";
import { fieldId, useFormFrame } from "./formContext";
import { textIn } from "../data/localized";
import { isRequired } from "../record/validate";
import { useAttribute, useSession } from "../record/useSession";

const useStyles = makeStyles({
  placeholder: {
    display: "flex",
    alignItems: "center",
    justifyContent: "center",
    minHeight: "64px",
    backgroundColor: tokens.colorNeutralBackground3,
    color: tokens.colorNeutralForeground3,
    borderRadius: tokens.borderRadiusMedium,
    padding: tokens.spacingHorizontalM,
  },
});

interface CellProps {
  readonly cell: FormCell;
  readonly position: "left" | "top";
  readonly rowSpan: number;
}

/** One cell of a section: what is wrong with it, its custom control, its sub-grid, or the stock field of its column. */
export function FormCellView(props: CellProps): React.ReactElement | null {
  const frame = useFormFrame();
  const { cell } = props;
  const { control } = cell;
  if (cell.findings.length > 0) return <FindingBox findings={cell.findings} />;
  if (!control) return null;
  if (frame.hiddenControls.has(control.id)) return null;
  const custom = control.custom.find((use) => use.formFactor === XML_FORM_FACTORS[frame.formFactor]);
  if (control.isSubgrid) return <GridCell {...props} control={control} custom={custom} />;
  if (control.column !== undefined)
    return <ColumnCell {...props} control={control} column={control.column} custom={custom} />;
  if (custom) return <UnboundCell {...props} control={control} custom={custom} />;
  return <Placeholder {...props} control={control} />;
}

function ColumnCell(
  props: CellProps & {
    readonly control: FormControl;
    readonly column: string;
    readonly custom: CustomControlUse | undefined;
  },
): React.ReactElement | null {
  const frame = useFormFrame();
  const { formats } = useHost();
  const { session } = frame;
  const { cell, control } = props;
  const state = useAttribute(session, props.column);
  const column = session.column(props.column);
  if (!state || !column) return null;
  const label = cellLabel(cell.label, column, formats.languageId);
  const id = fieldId(frame, control.id);
  const errorId = `${id}-error`;
  const fixed = control.disabled || frame.lockedControls.has(control.id);
  const locked = fixed || session.isColumnReadOnly(props.column);
  return (
    <CellFrame
      label={label}
      showLabel={cell.showLabel}
      position={props.position}
      inputId={props.custom ? undefined : id}
      required={isRequired(state.required) && !session.readOnly}
      locked={locked}
      secured={state.security !== null}
      error={state.error}
      errorId={errorId}
    >
      {props.custom ? (
        <CustomCell
          control={control}
          use={props.custom}
          label={label}
          disabled={fixed || session.missing || session.isColumnDisabled(props.column)}
        />
      ) : (
        <Field
          session={session}
          column={column}
          state={state}
          label={label}
          // Until the record is there, what is typed would belong to none.
          readOnly={locked || !session.loaded}
          id={id}
          describedBy={state.error ? errorId : undefined}
          rowSpan={props.rowSpan}
        />
      )}
    </CellFrame>
  );
}

function GridCell(
  props: CellProps & { readonly control: FormControl; readonly custom: CustomControlUse | undefined },
): React.ReactElement {
  const frame = useFormFrame();
  const { formats } = useHost();
  useSession(frame.session);
  const label = textIn(props.cell.label, formats.languageId, props.control.id);
  if (props.custom) {
    return (
      <CustomCell
        control={props.control}
        use={props.custom}
        label={label}
        disabled={frame.session.missing || frame.session.readOnly || frame.lockedControls.has(props.control.id)}
      />
    );
  }
  return <SubGrid session={frame.session} control={props.control} label={label} showLabel={props.cell.showLabel} />;
}

function UnboundCell(
  props: CellProps & { readonly control: FormControl; readonly custom: CustomControlUse },
): React.ReactElement {
  const frame = useFormFrame();
  const { formats } = useHost();
  const { cell, control } = props;
  const label = textIn(cell.label, formats.languageId, control.id);
  const id = fieldId(frame, control.id);
  return (
    <CellFrame
      label={label}
      showLabel={cell.showLabel}
      position={props.position}
      inputId={undefined}
      required={false}
      locked={false}
      secured={false}
      error={null}
      errorId={`${id}-error`}
    >
      <CustomCell
        control={control}
        use={props.custom}
        label={label}
        disabled={
          control.disabled || frame.session.missing || frame.session.readOnly || frame.lockedControls.has(control.id)
        }
      />
    </CellFrame>
  );
}

/** Parts that this host does not draw (timeline, quick view, web resource): their place and name. */
function Placeholder(props: CellProps & { readonly control: FormControl }): React.ReactElement {
  const styles = useStyles();
  const { formats } = useHost();
  return (
    <div className={styles.placeholder}>
      <Text>{`${textIn(props.cell.label, formats.languageId, props.control.id)} (not drawn by this host)`}</Text>
    </div>
  );
}
