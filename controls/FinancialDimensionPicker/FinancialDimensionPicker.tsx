import * as React from "react";
import { Caption1, Input, Skeleton, SkeletonItem } from "@fluentui/react-components";
import type { Dataverse } from "../../shared/dataverse/client";
import { toDataverseError } from "../../shared/dataverse/error";
import type { ControlProps } from "../../shared/form/FormControl";
import { errorKey } from "../../shared/form/strings";
import { useDataverse } from "../../shared/form/useDataverse";
import { Notice } from "../../shared/ui/Notice";
import { favoriteStore } from "./actions/favorites";
import type { IInputs, IOutputs } from "./generated/ManifestTypes";
import type { TextKey } from "./generated/TextKeys";
import type { PickerReading } from "./reading";
import { SetupError } from "./sources/setup";
import { useAccountEntry } from "./state/useAccountEntry";
import { useDraft } from "./state/useDraft";
import { useLedger, type Ready } from "./state/useLedger";
import { useServerSearch, type ServerSearch } from "./state/useServerSearch";
import { AccountEntry } from "./view/AccountEntry";
import { wordsOf, type Words } from "./view/messages";
import { type Notes, useNotes } from "./view/notes";
import { ReadOnlyAccount } from "./view/ReadOnlyAccount";
import type { Text } from "./view/text";
import { outputsOf } from "./written";

type Props = ControlProps<IInputs, IOutputs, PickerReading, TextKey>;

/** Between 300 px, where segments of one line become too narrow to read, and this, only codes are shown. */
const wideFrom = 440;

/** No box of its own: it only hears what goes on within. */
const inPlace: React.CSSProperties = { display: "contents" };

/** Picks what to show: masked, no company yet, loading, failed, empty, read-only, or the entry itself. */
export function Picker(props: Props): React.ReactElement {
  const { reading, user, text: plain } = props;
  const { account, facts, company } = reading;
  // In a page from right to left a code keeps its own order: first strong isolate … pop directional isolate.
  const text = React.useMemo(
    (): Text => (user.isRTL ? (key, ...values) => plain(key, ...values.map((value) => `\u2068${value}\u2069`)) : plain),
    [plain, user.isRTL],
  );
  const label = reading.label || text("control");
  if (facts.masked)
    return <Input appearance="filled-darker" readOnly value="********" aria-label={label} style={{ width: "100%" }} />;
  if (company === "") {
    return (
      <>
        {account && <ReadOnlyAccount account={account} label={label} />}
        {!facts.readOnly && (
          <Notice kind="quiet">{text(reading.companyMasked ? "State_companyMasked" : "State_noCompany")}</Notice>
        )}
      </>
    );
  }
  return <WithLedger {...props} label={label} text={text} />;
}

interface WithLedgerProps extends Props {
  readonly label: string;
}

function WithLedger(props: WithLedgerProps): React.ReactElement {
  const { form, reading, label, text } = props;
  const { account, company, date, delimiter, escape, requiredSegments, lockedSegments, online, source } = reading;
  const dataverse = useDataverse(form, (context) => context.webAPI);
  const state = useLedger(
    { dataverse, settings: source, userId: props.user.userId, visit: props.visit, online },
    { legalEntity: company, date, delimiter, escape, requiredSegments, lockedSegments },
  );
  if (state.kind === "loading") {
    return account === "" ? (
      <Skeleton aria-label={text("State_loading")}>
        <SkeletonItem size={32} />
      </Skeleton>
    ) : (
      <>
        <ReadOnlyAccount account={account} label={label} />
        <Caption1 role="status">{text("State_loading")}</Caption1>
      </>
    );
  }
  if (state.kind === "failed")
    return <Failed {...props} account={account} reason={state.reason} retry={state.retry} online={online} />;
  return <Loaded {...props} ready={state} dataverse={dataverse} />;
}

interface LoadedProps extends WithLedgerProps {
  readonly ready: Ready;
  readonly dataverse: Dataverse;
}

function Loaded(props: LoadedProps): React.ReactElement {
  const { form, reading, visit, label, text, ready } = props;
  const { account, company, facts, online } = reading;
  const { ledger, source } = ready;
  const server = useServerSearch(ledger, source, reading.delimiter);
  const words = wordsOf(text, source.model, (date) => form.context.formatting.formatDateShort(date));
  const notes = useNotes(ready, words, online, (instant) => form.context.formatting.formatDateShort(instant, true));
  const isEmpty =
    ledger.mainAccount === "" ||
    ledger.layout({}).segments.length === 0 ||
    !source.model.legalEntities.some(({ name, structures }) => name === company && structures.length > 0);
  return (
    <>
      {isEmpty ? (
        <>
          {account && <ReadOnlyAccount account={account} label={label} />}
          <Notice kind="info" action={{ label: text("Retry"), onClick: ready.retry }}>
            {text("State_empty", company)}
          </Notice>
        </>
      ) : facts.readOnly ? (
        <ReadOnlyAccount account={account} label={label} known={{ server, words, unverified: ready.unverified }} />
      ) : (
        <div style={inPlace} onFocus={ready.look}>
          <Editing {...props} key={`${visit} ${company}`} server={server} words={words} notes={notes} />
        </div>
      )}
      {(isEmpty || facts.readOnly) && notes.age && <Caption1>{notes.age}</Caption1>}
    </>
  );
}

/** What went wrong, and what stands in the column all the same. */
function Failed({
  account,
  label,
  text,
  reason,
  retry,
  online,
}: Pick<WithLedgerProps, "label" | "text"> & {
  readonly account: string;
  readonly reason: unknown;
  readonly retry: () => void;
  readonly online: boolean;
}): React.ReactElement {
  const setup =
    reason instanceof SetupError ? reason.problems.map(({ key, values }) => text(key, ...values)).join(" ") : null;
  const error = toDataverseError(reason, "", online);
  return (
    <>
      {account && <ReadOnlyAccount account={account} label={label} />}
      {/* Which right is missing where, the sentence says; Dataverse says it in many lines of ids. */}
      <Notice
        kind="error"
        detail={setup ?? (error.kind === "forbidden" ? undefined : error.message)}
        action={{ label: text("Retry"), onClick: retry }}
      >
        {setup === null ? text(errorKey(error.kind), error.table) : text("Setup_title")}
      </Notice>
    </>
  );
}

interface EditingProps extends LoadedProps {
  readonly server: ServerSearch;
  readonly words: Words;
  readonly notes: Notes;
}

function Editing({
  form,
  reading,
  user,
  dataverse,
  label,
  text,
  answered,
  ready,
  server,
  words,
  notes,
}: EditingProps): React.ReactElement {
  const { account, company, facts, layout, width } = reading;
  const { ledger } = server;
  const [tooLong, setTooLong] = React.useState<{ readonly of: unknown; readonly said: string } | null>(null);
  const draft = useDraft(ledger, account, answered, reading.form, (entry, after) => {
    const { values, refused } = outputsOf(reading.columns, ledger, entry.combination, after);
    setTooLong({
      of: entry,
      said: refused.map(({ column, length, limit }) => text("State_tooLong", column, length, limit)).join(" "),
    });
    form.write(values);
    return "account" in values;
  });
  React.useEffect(() => server.verify(draft.entry.combination, draft.stored ? account : ""));
  const favorites = React.useMemo(
    () => favoriteStore(dataverse, company, user.userId),
    [dataverse, company, user.userId],
  );
  return (
    <>
      <AccountEntry
        coding={useAccountEntry(ledger, draft, favorites)}
        server={server}
        unverified={ready.unverified}
        notes={notes}
        words={words}
        delimiter={reading.delimiter}
        label={label}
        required={facts.required === "required"}
        compact={layout === "compact" || (layout !== "wide" && width > 0 && width < wideFrom)}
        invalid={facts.error !== ""}
      />
      {tooLong?.of === draft.entry && tooLong.said && <Notice kind="error">{tooLong.said}</Notice>}
    </>
  );
}
