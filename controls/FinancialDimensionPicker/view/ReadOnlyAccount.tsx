import * as React from "react";
import { FluentProvider, Input, makeStyles, tokens, typographyStyles } from "@fluentui/react-components";
import { readOnlyTheme } from "../../../shared/ui/readOnlyTheme";
import type { Ledger } from "../ledger";

interface Props {
  readonly account: string;
  readonly label: string;
  /** Absent while the ledger is not there: then the text alone is shown. */
  readonly ledger?: Ledger;
}

const useStyles = makeStyles({
  field: { width: "100%", minWidth: 0 },
  provider: { backgroundColor: "transparent" },
  names: { ...typographyStyles.caption1, color: tokens.colorNeutralForeground3 },
});

/** The account as a locked field shows it: readable, focusable, with what its segments are called. */
export function ReadOnlyAccount({ account, label, ledger }: Props): React.ReactElement {
  const styles = useStyles();
  const combination = ledger?.parse(account).readings[0]?.combination ?? {};
  const names = Object.entries(combination)
    .map(([dimension, value]) => ledger?.lookup(dimension, value ?? "")?.description ?? "")
    .filter((name) => name !== "");
  return (
    <FluentProvider theme={readOnlyTheme} className={styles.provider}>
      <Input className={styles.field} appearance="filled-darker" readOnly value={account} aria-label={label} />
      {names.length > 0 && <div className={styles.names}>{names.join(" · ")}</div>}
    </FluentProvider>
  );
}
