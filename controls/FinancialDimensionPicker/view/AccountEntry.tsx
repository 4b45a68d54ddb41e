import * as React from "react";
import { makeStyles, mergeClasses, tokens, typographyStyles, useId } from "@fluentui/react-components";
import { toDataverseError } from "../../../shared/dataverse/error";
import { errorKey } from "../../../shared/form/strings";
import { useRovingFocus } from "../../../shared/ui/useRovingFocus";
import type { AccountCoding } from "../state/useAccountEntry";
import type { ServerSearch } from "../state/useServerSearch";
import { Details } from "./Details";
import { factsOf } from "./facts";
import { type Command, commandOf, destination, fieldOf, type Move, moveOut, placesOf, segmentOf } from "./keys";
import type { Words } from "./messages";
import type { Notes } from "./notes";
import { SearchBox } from "./SearchBox";
import { Caption, SegmentField } from "./SegmentField";
import { stepsOf } from "./steps";
import { Toolbar } from "./Toolbar";
import { outcomeOf, Verdict } from "./Verdict";

interface Props {
  readonly coding: AccountCoding;
  readonly server: ServerSearch;
  /** Some part of the configuration could not be read. */
  readonly unverified: boolean;
  readonly notes: Notes;
  readonly words: Words;
  readonly delimiter: string;
  readonly label: string;
  readonly required: boolean;
  readonly compact: boolean;
  /** The form itself finds the value wrong; it says so below the control. */
  readonly invalid: boolean;
}

const useStyles = makeStyles({
  root: { display: "flex", flexDirection: "column", rowGap: tokens.spacingVerticalXS, minWidth: 0 },
  segments: {
    display: "grid",
    gridTemplateColumns: "repeat(auto-fill, minmax(min(136px, 100%), 1fr))",
    columnGap: tokens.spacingHorizontalS,
    rowGap: tokens.spacingVerticalXS,
  },
  compact: {
    gridTemplateColumns: "repeat(auto-fill, minmax(min(76px, 100%), 1fr))",
    columnGap: tokens.spacingHorizontalXS,
  },
  foot: {
    display: "flex",
    flexWrap: "wrap",
    alignItems: "center",
    columnGap: tokens.spacingHorizontalL,
    rowGap: tokens.spacingVerticalXXS,
  },
  said: { flexGrow: 1, flexShrink: 1, flexBasis: "220px", minWidth: 0 },
  /** Below the verdict and the tools, which stand side by side where there is room; between them where there is none. */
  step: { flexBasis: "100%", minWidth: 0 },
  below: { order: 1 },
  verdict: { display: "flex", flexWrap: "wrap", alignItems: "center", columnGap: tokens.spacingHorizontalS },
  age: { ...typographyStyles.caption1, color: tokens.colorNeutralForeground3 },
  tools: {
    flexGrow: 1,
    flexShrink: 1,
    flexBasis: "240px",
    maxWidth: "340px",
    display: "flex",
    alignItems: "center",
    columnGap: tokens.spacingHorizontalXS,
    minWidth: 0,
  },
  wide: { maxWidth: "none" },
});

/** What is typed next takes the place of what stands in the field. */
const selected = (place: HTMLElement | undefined): HTMLElement | undefined => {
  if (place instanceof HTMLInputElement) place.select();
  return place;
};

/** The segment before the one that was taken away, as far as there are any. */
const lastField = (root: HTMLElement): HTMLElement | undefined =>
  placesOf(root)
    .filter((place) => segmentOf(place) !== undefined)
    .pop();

/** Coding an account: its segments, what is made of it and the next step, search and tools, and the rest on demand. */
export function AccountEntry(props: Props): React.ReactElement {
  const { coding, server, words, compact, notes } = props;
  const { ledger, segments, favorites, name, at, verdict } = coding;
  const { text, nameOf } = words;
  const styles = useStyles();
  const detailsId = useId("details");
  const [isOpen, setOpen] = React.useState(false);
  const focus = useRovingFocus<HTMLDivElement>(placesOf, (root, lost) =>
    segmentOf(lost) === undefined ? undefined : lastField(root),
  );
  /** The segment that had the focus last: the one to go back to. */
  const lastAt = React.useRef<string | undefined>();
  /** What a key asked for: it is done once what was typed before it has been taken over. */
  const asked = React.useRef<Command | null>(null);
  const [, draw] = React.useState(0);

  const move = (to: Move): void => focus.moveOnceDrawn((root, from) => selected(destination(root, from, to)));
  const moveTo = (segment: string | undefined): void => focus.moveOnceDrawn((root) => selected(fieldOf(root, segment)));

  const acts = {
    onFix: (fix: (typeof verdict.fixes)[number]): void => {
      coding.takeFix(fix);
      // The link goes with what it mended: the focus stays with the segment that was mended.
      moveTo(fix.changes[0]?.dimension);
    },
    onReading: (reading: (typeof coding.readings)[number]): void => {
      coding.takeReading(reading);
      moveTo(undefined);
    },
    onUnpark: (dimension: string): void => {
      coding.unpark(dimension);
      moveTo(dimension);
    },
  };
  const run = (command: Command): void => {
    const [fix] = verdict.fixes;
    if (command === "showAll") coding.toggleAll();
    else if (command === "keep") coding.keep?.();
    else if (command === "undo") coding.undo?.();
    else if (command === "redo") coding.redo?.();
    else if (command === "details") setOpen(!isOpen);
    else if (command === "search")
      focus.move((root) =>
        selected(placesOf(root).find((place) => place instanceof HTMLInputElement && !segmentOf(place))),
      );
    else if (fix) acts.onFix(fix);
  };
  React.useLayoutEffect(() => {
    const command = asked.current;
    asked.current = null;
    if (command) run(command);
  });

  const onKeyDown = (event: React.KeyboardEvent): void => {
    const command = commandOf(event);
    const place = event.target;
    if (command) {
      asked.current = command;
      draw((count) => count + 1);
    } else if (!(place instanceof Element) || segmentOf(place) !== undefined) return;
    else if (event.key === "Escape") {
      // The search box first closes its list, then takes back what was typed.
      if (place instanceof HTMLInputElement && (place.value || place.getAttribute("aria-expanded") === "true")) return;
      moveTo(lastAt.current);
    } else {
      const way = moveOut(event);
      if (way === null) return;
      move(way);
    }
    event.preventDefault();
    event.stopPropagation();
  };

  const outcome = outcomeOf(verdict, coding.posting, words, props.unverified, coding);
  const [step, ...others] = stepsOf(coding, words, acts);
  const first = segments.find(({ dimension }) => factsOf(coding, words, dimension).problem);
  const told = at ?? first?.dimension;
  const hasDetails = !coding.isEmpty || notes.sentences.length > 0;
  return (
    <div
      ref={focus.ref}
      className={styles.root}
      role="group"
      aria-label={props.label}
      onFocus={(event) => {
        const segment = segmentOf(event.target);
        lastAt.current = segment ?? lastAt.current;
        coding.come(segment);
        focus.onFocus(event);
      }}
      onBlur={(event) => {
        if (!(event.relatedTarget instanceof Node && event.currentTarget.contains(event.relatedTarget))) coding.leave();
      }}
      onKeyDown={onKeyDown}
    >
      <div className={mergeClasses(styles.segments, compact && styles.compact)}>
        {segments.map((segment) => {
          const isMain = segment.dimension === ledger.mainAccount;
          return (
            <SegmentField
              key={segment.dimension}
              coding={coding}
              segment={segment}
              words={words}
              server={server}
              delimiter={props.delimiter}
              required={segment.required || (props.required && isMain)}
              invalid={props.invalid && isMain}
              compact={compact}
              onMove={move}
            />
          );
        })}
      </div>
      {compact && !coding.isEmpty && (
        // Each field is described by its own; this is for the eye.
        <Caption
          {...(told === undefined
            ? { short: "", description: name, whole: name }
            : { ...factsOf(coding, words, told), of: nameOf(told) })}
        />
      )}
      <div className={styles.foot}>
        <div className={mergeClasses(styles.said, styles.verdict)} aria-live="polite">
          {hasDetails && (
            <Verdict
              outcome={outcome}
              words={words}
              details={{ id: detailsId, open: isOpen, onToggle: () => run("details") }}
            />
          )}
          {notes.age && <span className={styles.age}>{notes.age}</span>}
        </div>
        <div className={mergeClasses(styles.step, !compact && styles.below)} aria-live="polite" hidden={!step}>
          {step?.line}
        </div>
        <div className={mergeClasses(styles.tools, compact && styles.wide)}>
          <SearchBox
            coding={coding}
            words={words}
            failure={
              favorites.failure === undefined
                ? ""
                : text(
                    "Search_failed",
                    text(errorKey(toDataverseError(favorites.failure).kind), "fsn_dimensionfavorite"),
                  )
            }
            onTaken={moveTo}
          />
          <Toolbar coding={coding} words={words} onCommand={run} />
        </div>
      </div>
      {hasDetails && isOpen && (
        <Details id={detailsId} coding={coding} words={words} steps={others} notes={notes.sentences} />
      )}
    </div>
  );
}
