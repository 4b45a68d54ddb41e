import * as React from "react";
import { Button } from "@fluentui/react-components";
import type { UserFormats } from "../../../shared/form/format";
import { plural } from "../../../shared/form/strings";
import type { Text } from "./text";
import type { HistoryEvent } from "../history/model";
import { useStyles } from "./styles";
import { usePaging } from "./usePaging";
import { eventTime, eventWords } from "./words";

interface Props {
  readonly events: readonly HistoryEvent[];
  readonly text: Text;
  readonly user: UserFormats;
}

/** Everything that happened, in order, on demand. Where each fact was read stands in its tooltip. */
export function Events({ events, text, user }: Props): React.ReactElement | null {
  const styles = useStyles();
  const [open, setOpen] = React.useState(false);
  const { shown, rest, more } = usePaging(events, 50, 100);
  if (events.length === 0) return null;
  return (
    <div>
      <Button appearance="subtle" size="small" aria-expanded={open} onClick={() => setOpen(!open)}>
        {plural(text, "Events", events.length)}
      </Button>
      {open && (
        <>
          <ol className={styles.list}>
            {shown.map((event) => (
              <li
                key={`${event.type}${event.provenance.id}`}
                className={styles.event}
                title={`${event.provenance.table} ${event.provenance.id}`}
              >
                <bdi className={styles.time}>{eventTime(text, user, event)}</bdi>
                <bdi>{eventWords(text, event)}</bdi>
              </li>
            ))}
          </ol>
          {rest > 0 && (
            <Button className={styles.more} appearance="subtle" size="small" onClick={more}>
              {plural(text, "ShowMore", Math.min(rest, 100))}
            </Button>
          )}
        </>
      )}
    </div>
  );
}
