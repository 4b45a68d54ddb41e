import * as React from "react";
import { Button, MessageBar, MessageBarBody, MessageBarTitle, makeStyles } from "@fluentui/react-components";
import { useHost } from "../base/host";
import { measures, px } from "../base/layout";
import { textIn } from "../data/localized";
import { FindingBox } from "./FindingBox";
import { FormFooter } from "./FormFooter";
import { FormSkeleton } from "./FormSkeleton";
import { RelatedPanel, type RelatedItem } from "./RelatedPanel";
import { TabBody } from "./TabBody";
import type { FormSessionState } from "./useFormSession";
import type { FormTabsState } from "./useFormTabs";

const useStyles = makeStyles({
  body: { display: "flex", flexDirection: "column", gap: px(measures.gap), minWidth: 0 },
});

/** What scrolls: the mistakes of the form's XML, the tabs that have been opened, a related table, the footer. */
export function FormBody(props: {
  readonly state: FormSessionState;
  readonly tabs: FormTabsState;
  /** The related table that is shown in the place of a tab. */
  readonly related: RelatedItem | undefined;
}): React.ReactElement {
  const styles = useStyles();
  const { formats } = useHost();
  const { session, start, problem, load, ready } = props.state;
  const { tabs, active, opened } = props.tabs;
  return (
    <div className={styles.body}>
      <FindingBox findings={session.form.findings} />
      {problem !== null ? (
        <MessageBar intent="error" layout="multiline" lang="en">
          <MessageBarBody>
            <MessageBarTitle>The record could not be loaded</MessageBarTitle>
            {problem}{" "}
            <Button size="small" onClick={load}>
              Try again
            </Button>
          </MessageBarBody>
        </MessageBar>
      ) : null}
      {!ready && problem === null ? <FormSkeleton /> : null}
      {ready
        ? tabs
            .filter((tab) => opened.has(tab.id) || tab.id === active)
            .map((tab) => (
              <div
                key={`${start.number}-${tab.id}`}
                role="tabpanel"
                aria-label={textIn(tab.label, formats.languageId, tab.name)}
                hidden={tab.id !== active}
              >
                <TabBody tab={tab} />
              </div>
            ))
        : null}
      {props.related ? <RelatedPanel key={props.related.key} item={props.related} session={session} /> : null}
      {ready ? <FormFooter /> : null}
    </div>
  );
}
