import * as React from "react";
import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  Spinner,
  makeStyles,
  tokens,
} from "@fluentui/react-components";
import { QuickCreatePane } from "../form/QuickCreatePane";
import { LookupDialog } from "../lists/LookupDialog";
import type { DialogStore, OpenDialog } from "./dialogStore";
import { useStore } from "../base/useStore";

const useStyles = makeStyles({
  surface: { maxWidth: "min(520px, calc(100vw - 32px))" },
  text: { whiteSpace: "pre-wrap", overflowWrap: "anywhere" },
  details: {
    maxHeight: "200px",
    overflow: "auto",
    whiteSpace: "pre-wrap",
    overflowWrap: "anywhere",
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
    backgroundColor: tokens.colorNeutralBackground3,
    padding: tokens.spacingHorizontalS,
  },
  progress: { maxWidth: "320px" },
});

/** Everything that lies over the page. */
export function Dialogs(props: { readonly store: DialogStore }): React.ReactElement {
  const styles = useStyles();
  const { store } = props;
  useStore(store);
  return (
    <>
      {store.dialogs.map((dialog) => (
        <AnyDialog key={dialog.id} dialog={dialog} />
      ))}
      <Dialog open={store.progress !== null} modalType="alert">
        <DialogSurface lang="en" className={styles.progress} aria-label={store.progress ?? "Working"}>
          <Spinner label={store.progress ?? ""} />
        </DialogSurface>
      </Dialog>
    </>
  );
}

function AnyDialog(props: { readonly dialog: OpenDialog }): React.ReactElement {
  const { dialog } = props;
  switch (dialog.kind) {
    case "question":
      return <QuestionDialog dialog={dialog} />;
    case "lookup":
      return <LookupDialog options={dialog.options} onClose={dialog.close} />;
    case "quickCreate":
      return <QuickCreatePane table={dialog.table} initialValues={dialog.initialValues} onClose={dialog.close} />;
  }
}

function QuestionDialog(props: { readonly dialog: Extract<OpenDialog, { kind: "question" }> }): React.ReactElement {
  const styles = useStyles();
  const { question, details, size, close } = props.dialog;
  const download = (): void => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([details ?? ""], { type: "text/plain" }));
    link.download = "ErrorDetails.txt";
    link.click();
    URL.revokeObjectURL(link.href);
  };
  return (
    <Dialog open onOpenChange={(_, data) => data.open || close(null)}>
      <DialogSurface lang="en" className={styles.surface} style={{ width: size?.width, minHeight: size?.height }}>
        <DialogBody>
          <DialogTitle>{question.title}</DialogTitle>
          <DialogContent>
            <div className={styles.text}>{question.text}</div>
            {details ? (
              <details>
                <summary>Details</summary>
                <div className={styles.details}>{details}</div>
              </details>
            ) : null}
          </DialogContent>
          <DialogActions fluid>
            {details ? (
              <Button appearance="subtle" onClick={download}>
                Download Log File
              </Button>
            ) : null}
            {question.answers.map((answer, index) => (
              <Button
                key={answer.key}
                appearance={index === 0 ? "primary" : "secondary"}
                onClick={() => close(answer.key)}
              >
                {answer.label}
              </Button>
            ))}
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
