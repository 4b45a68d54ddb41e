import * as React from "react";
import { makeStyles, tokens, typographyStyles } from "@fluentui/react-components";
import type { Text } from "./text";

const useStyles = makeStyles({
  help: {
    display: "flex",
    flexWrap: "wrap",
    columnGap: tokens.spacingHorizontalXXXL,
    rowGap: tokens.spacingVerticalM,
    padding: tokens.spacingHorizontalM,
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground2,
  },
  list: {
    ...typographyStyles.caption1,
    display: "grid",
    gridTemplateColumns: "auto 1fr",
    columnGap: tokens.spacingHorizontalL,
    rowGap: tokens.spacingVerticalXS,
    margin: 0,
    alignContent: "start",
  },
  term: { fontWeight: tokens.fontWeightSemibold, whiteSpace: "nowrap" },
  meaning: { margin: 0 },
});

const terms = ["any", "blank", "value", "list", "range", "begins", "ends", "contains"] as const;
const signs = {
  any: "*",
  blank: '""',
  value: "022",
  list: "022;026",
  range: "100..199",
  begins: "10*",
  ends: "*10",
  contains: "*10*",
};
const keys = ["edit", "fill", "insert", "move", "undo", "next", "mend"] as const;
const strokes = {
  edit: "Enter, F2",
  fill: "Ctrl+D",
  insert: "Insert, Ctrl+Delete",
  move: "Alt+↑ ↓",
  undo: "Ctrl+Z, Ctrl+Y",
  next: "F8",
  mend: "Alt+Enter",
};

/** The language of a cell and the keys of the sheet, on demand. */
export function Language({ text }: { readonly text: Text }): React.ReactElement {
  const styles = useStyles();
  const row = (term: string, meaning: string): React.ReactElement => (
    <React.Fragment key={meaning}>
      <dt className={styles.term}>
        <bdi>{term}</bdi>
      </dt>
      <dd className={styles.meaning}>{meaning}</dd>
    </React.Fragment>
  );
  return (
    <div className={styles.help}>
      <dl className={styles.list}>{terms.map((term) => row(signs[term], text(`Language_${term}`)))}</dl>
      <dl className={styles.list}>{keys.map((key) => row(strokes[key], text(`Keys_${key}`)))}</dl>
    </div>
  );
}
