import * as React from "react";
import { Button } from "@fluentui/react-components";
import type { UserFormats } from "../../../shared/form/format";
import { plural } from "../../../shared/form/strings";
import type { Text } from "./text";
import { Clamped } from "../../../shared/ui/Clamped";
import { MoreButton } from "../../../shared/ui/MoreButton";
import { useShowMore } from "../../../shared/ui/useShowMore";
import type { HistoryEvent } from "../history/model";
import { useStyles } from "./styles";
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
  const { shown, next, more } = useShowMore(events, 50, 100);
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
                <Clamped>{eventWords(text, event)}</Clamped>
              </li>
            ))}
          </ol>
          {next > 0 && (
            <MoreButton size="small" onClick={more}>
              {plural(text, "ShowMore", next)}
            </MoreButton>
          )}
        </>
      )}
    </div>
  );
}
