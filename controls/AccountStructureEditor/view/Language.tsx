import * as React from "react";
import {
  Button,
  makeStyles,
  Popover,
  PopoverSurface,
  PopoverTrigger,
  tokens,
  typographyStyles,
} from "@fluentui/react-components";
import HelpIcon from "@fluentui/svg-icons/icons/question_circle_20_regular.svg";
import { Icon } from "../../../shared/ui/Icon";
import type { Text } from "./text";

const useStyles = makeStyles({
  list: {
    ...typographyStyles.caption1,
    display: "grid",
    gridTemplateColumns: "auto 1fr",
    columnGap: tokens.spacingHorizontalL,
    rowGap: tokens.spacingVerticalXS,
    margin: 0,
    maxWidth: "min(360px, 80vw)",
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
  return (
    <Popover trapFocus>
      <PopoverTrigger disableButtonEnhancement>
        <Button
          appearance="subtle"
          icon={<Icon drawing={HelpIcon} inline />}
          aria-label={text("Help")}
          title={text("Help")}
        />
      </PopoverTrigger>
      <PopoverSurface aria-label={text("Help")} tabIndex={-1}>
        <dl className={styles.list}>
          {terms.map((term) => (
            <React.Fragment key={term}>
              <dt className={styles.term}>
                <bdi>{signs[term]}</bdi>
              </dt>
              <dd className={styles.meaning}>{text(`Language_${term}`)}</dd>
            </React.Fragment>
          ))}
          {keys.map((key) => (
            <React.Fragment key={key}>
              <dt className={styles.term}>
                <bdi>{strokes[key]}</bdi>
              </dt>
              <dd className={styles.meaning}>{text(`Keys_${key}`)}</dd>
            </React.Fragment>
          ))}
        </dl>
      </PopoverSurface>
    </Popover>
  );
}
