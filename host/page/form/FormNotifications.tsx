import * as React from "react";
import {
  Button,
  Link,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  makeStyles,
  tokens,
} from "@fluentui/react-components";
import { Icon, type IconName } from "../base/icons";
import { atMostLines } from "../base/layout";
import type { FormNotification } from "../record/session.types";

const useStyles = makeStyles({
  list: {
    margin: 0,
    padding: 0,
    listStyleType: "none",
    display: "flex",
    flexDirection: "column",
    gap: tokens.spacingVerticalXS,
  },
  bar: { flexShrink: 0 },
  text: atMostLines(3),
  link: { textAlign: "start", ...atMostLines(3) },
  entry: { display: "flex", alignItems: "center", gap: tokens.spacingHorizontalS },
});

const ICONS: Readonly<Record<FormNotification["level"], IconName>> = {
  error: "errorCircle",
  warning: "warning",
  info: "info",
};

/** The form's bar: one message, or their number with a list to unfold, newest first. An entry of a field leads to it. */
export function FormNotifications(props: {
  readonly notes: readonly FormNotification[];
  readonly onChoose: (column: string) => void;
}): React.ReactElement | null {
  const styles = useStyles();
  const [open, setOpen] = React.useState(false);
  const { notes } = props;
  const first = notes[0];
  if (!first) return null;
  const intent = notes.some((note) => note.level === "error")
    ? "error"
    : notes.some((note) => note.level === "warning")
      ? "warning"
      : "info";
  const text = (note: FormNotification): React.ReactElement => {
    const { column } = note;
    return column === undefined ? (
      <span className={styles.text} title={note.text}>
        {note.text}
      </span>
    ) : (
      <Link as="button" inline className={styles.link} title={note.text} onClick={() => props.onChoose(column)}>
        {note.text}
      </Link>
    );
  };
  if (notes.length === 1) {
    return (
      <MessageBar
        intent={intent}
        icon={<Icon name={ICONS[first.level]} />}
        className={styles.bar}
        lang="en"
        aria-label="Form notification"
      >
        <MessageBarBody>{text(first)}</MessageBarBody>
      </MessageBar>
    );
  }
  return (
    <MessageBar
      intent={intent}
      layout="multiline"
      icon={<Icon name={ICONS[intent]} />}
      className={styles.bar}
      lang="en"
      aria-label="Form notifications"
    >
      <MessageBarBody>
        {`You have ${notes.length} notifications. Select to view.`}
        {open ? (
          <ul className={styles.list}>
            {notes.map((note) => (
              <li key={note.id} className={styles.entry}>
                <Icon name={ICONS[note.level]} small />
                {text(note)}
              </li>
            ))}
          </ul>
        ) : null}
      </MessageBarBody>
      <MessageBarActions
        containerAction={
          <Button
            appearance="transparent"
            icon={<Icon name={open ? "chevronDown" : "chevronRight"} />}
            aria-expanded={open}
            aria-label={open ? "Hide notifications" : "Show notifications"}
            onClick={() => setOpen(!open)}
          />
        }
      />
    </MessageBar>
  );
}
