import * as React from "react";
import { makeStyles, tokens } from "@fluentui/react-components";
import type { FormCell } from "../../../solution/model/types";
import { MASK } from "../fields/Field";
import { useHost } from "../base/host";
import { atMostLines } from "../base/layout";
import { cellLabel } from "../record/formColumns";
import { useFormFrame } from "./formContext";
import { useAttribute } from "../record/useSession";

const useStyles = makeStyles({
  footer: {
    display: "flex",
    flexWrap: "wrap",
    gap: tokens.spacingHorizontalXXL,
    paddingInline: tokens.spacingHorizontalL,
    paddingBlock: tokens.spacingVerticalM,
    backgroundColor: tokens.colorNeutralBackground1,
    borderRadius: tokens.borderRadiusMedium,
    boxShadow: tokens.shadow4,
    fontSize: tokens.fontSizeBase300,
  },
  field: atMostLines(2),
  label: { color: tokens.colorNeutralForeground3, paddingInlineEnd: tokens.spacingHorizontalS },
});

/** The form's footer: read-only fields in a row at the end of the body; nothing when it has none. */
export function FormFooter(): React.ReactElement | null {
  const styles = useStyles();
  const { session } = useFormFrame();
  const cells = session.form.footer.filter((cell) => cell.visible && cell.control?.column !== undefined);
  if (cells.length === 0) return null;
  return (
    <div className={styles.footer} role="contentinfo" aria-label="Form footer">
      {cells.map((cell) => (
        <FooterField key={cell.control?.id} cell={cell} />
      ))}
    </div>
  );
}

function FooterField(props: { readonly cell: FormCell }): React.ReactElement | null {
  const styles = useStyles();
  const { session } = useFormFrame();
  const { formats } = useHost();
  const name = props.cell.control?.column ?? "";
  const state = useAttribute(session, name);
  if (!state) return null;
  return (
    <span className={styles.field}>
      <span className={styles.label}>{cellLabel(props.cell.label, session.column(name), formats.languageId)}</span>
      <span>{state.security?.readable === false ? MASK : state.formatted}</span>
    </span>
  );
}
