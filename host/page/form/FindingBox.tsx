import * as React from "react";
import { MessageBar, MessageBarBody, MessageBarTitle, makeStyles, tokens } from "@fluentui/react-components";
import type { SourceFinding } from "../../../solution/model/types";

const useStyles = makeStyles({
  bar: { minHeight: "32px", alignItems: "start" },
  place: {
    display: "block",
    overflowWrap: "anywhere",
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
  },
});

/** Mistakes in the form XML, shown where they are: file and line, node, what is wrong and the mend. */
export function FindingBox(props: { readonly findings: readonly SourceFinding[] }): React.ReactElement {
  const styles = useStyles();
  return (
    <>
      {props.findings.map((finding, index) => (
        <MessageBar key={index} intent="error" layout="multiline" className={styles.bar} lang="en" data-finding>
          <MessageBarBody>
            <MessageBarTitle>This part of the form is wrong</MessageBarTitle>
            {finding.message}
            <span className={styles.place}>{`${finding.place.file}:${finding.place.line}`}</span>
            <span className={styles.place}>{finding.node}</span>
          </MessageBarBody>
        </MessageBar>
      ))}
    </>
  );
}
