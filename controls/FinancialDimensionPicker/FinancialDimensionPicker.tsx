import * as React from "react";
import { Caption1, Input, Skeleton, SkeletonItem } from "@fluentui/react-components";
import type { Dataverse } from "../../shared/dataverse/client";
import { toDataverseError } from "../../shared/dataverse/error";
import { columnFacts, type ColumnFacts } from "../../shared/form/column";
import { ControlRoot } from "../../shared/form/ControlRoot";
import { isOnline } from "../../shared/form/online";
import { errorKey, type Text } from "../../shared/form/strings";
import { Notice } from "../../shared/ui/Notice";
import type { IInputs, IOutputs } from "./generated/ManifestTypes";
import { favoriteStore } from "./actions/favorites";
import { companyOf, dayOf, delimiterOf, namesIn, outputsOf } from "./parameters";
import { SetupError } from "./sources/setup";
import { readSource, type SourceSettings } from "./sources/source";
import { AccountEntry } from "./view/AccountEntry";
import { wordsOf, type Words } from "./view/messages";
import { ReadOnlyAccount } from "./view/ReadOnlyAccount";
import { SourceNotices } from "./view/SourceNotices";
import { useAccountEntry } from "./state/useAccountEntry";
import { useDraft } from "./state/useDraft";
import { useLedger, type Ready } from "./state/useLedger";
import { useServerSearch, type ServerSearch } from "./state/useServerSearch";

interface Props {
  readonly context: ComponentFramework.Context<IInputs>;
  readonly id: string;
  readonly dataverse: Dataverse | undefined;
  /** Another number for another record. */
  readonly record: number;
  /** Rises when the form has answered an output. */
  readonly answered: number;
  readonly write: (values: IOutputs) => void;
}

/** Between 300 px, where segments of one line become too narrow to read, and this, only codes are shown. */
const wideFrom = 440;

/** Picks what to show: masked, no company yet, loading, failed, empty, read-only, or the entry itself. */
export function Picker(props: Props): React.ReactElement {
  const { context, id, record, dataverse } = props;
  const { parameters, mode, userSettings } = context;
  const company = companyOf(parameters.legalEntity.raw) ?? parameters.legalEntityCode.raw ?? "";
  return (
    <ControlRoot context={context} id={id} resetKey={`${record} ${company}`}>
      {(plain) => {
        // In a page from right to left a code keeps its own order: first strong isolate … pop directional isolate.
        const text: Text = userSettings.isRTL
          ? (key, ...values) => plain(key, ...values.map((value) => `\u2068${value}\u2069`))
          : plain;
        const facts = columnFacts(parameters.account, mode.isControlDisabled);
        const label = mode.label || text("control");
        if (facts.masked)
          return (
            <Input appearance="filled-darker" readOnly value="********" aria-label={label} style={{ width: "100%" }} />
          );
        if (company === "" || dataverse === undefined) {
          return (
            <>
              {parameters.account.raw && <ReadOnlyAccount account={parameters.account.raw} label={label} />}
              {!facts.readOnly && <Notice kind="quiet">{text("State_noCompany")}</Notice>}
            </>
          );
        }
        return (
          <WithLedger {...props} company={company} facts={facts} label={label} text={text} dataverse={dataverse} />
        );
      }}
    </ControlRoot>
  );
}

interface WithLedgerProps extends Omit<Props, "id"> {
  readonly dataverse: Dataverse;
  readonly company: string;
  readonly facts: ColumnFacts;
  readonly label: string;
  readonly text: Text;
}

function WithLedger(props: WithLedgerProps): React.ReactElement {
  const { context, company, label, text, dataverse } = props;
  const { parameters } = context;
  const account = parameters.account.raw ?? "";
  const online = isOnline(context.client);
  const kind = parameters.source.raw;
  const mapping = parameters.mapping.raw ?? "";
  const snapshot = parameters.snapshot.raw ?? "";
  const load = React.useCallback(
    (code: string, connected: boolean, signal: AbortSignal) => {
      const settings: SourceSettings = {
        kind: kind === "finance" || kind === "snapshot" ? kind : "configuration",
        mapping,
        snapshot,
      };
      return readSource(dataverse, settings, code, connected, signal);
    },
    [dataverse, kind, mapping, snapshot],
  );
  const state = useLedger(
    load,
    {
      legalEntity: company,
      date: dayOf(parameters.date.raw ?? new Date()),
      delimiter: delimiterOf(parameters),
      escape: parameters.escapeCharacter.raw ?? undefined,
      requiredSegments: useNames(parameters.requiredSegments.raw),
      lockedSegments: useNames(parameters.lockedSegments.raw),
    },
    online,
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
  return <Loaded {...props} account={account} ready={state} online={online} />;
}

/** The same list for as long as the property holds the same. */
const useNames = (raw: string | null): readonly string[] => React.useMemo(() => namesIn(raw), [raw]);

interface LoadedProps extends WithLedgerProps {
  readonly account: string;
  readonly ready: Ready;
}

function Loaded(props: LoadedProps & { readonly online: boolean }): React.ReactElement {
  const { context, record, company, facts, label, text, account, ready, online } = props;
  const { ledger, source } = ready;
  const server = useServerSearch(ledger, source, delimiterOf(context.parameters));
  const words = wordsOf(text, source.model, (date) => context.formatting.formatDateShort(date));
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
        <ReadOnlyAccount
          account={account}
          label={label}
          known={{ server, words, unverified: source.unread.length > 0 }}
        />
      ) : (
        <Editing {...props} key={`${record} ${company}`} server={server} words={words} />
      )}
      <SourceNotices
        ready={ready}
        words={words}
        context={context}
        online={online}
        hasFindings={!isEmpty && !facts.readOnly}
      />
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
}

function Editing({
  context,
  dataverse,
  company,
  facts,
  label,
  text,
  answered,
  write,
  account,
  ready,
  server,
  words,
}: EditingProps): React.ReactElement {
  const { parameters, mode, userSettings } = context;
  const { source } = ready;
  const { ledger } = server;
  const [tooLong, setTooLong] = React.useState<{ readonly of: unknown; readonly said: string } | null>(null);
  const draft = useDraft(
    ledger,
    account,
    answered,
    parameters.format.raw === "integration" ? "integration" : "ledger",
    (entry, after) => {
      const { values, refused } = outputsOf(parameters, ledger, entry.combination, after);
      setTooLong({
        of: entry,
        said: refused.map(({ column, length, limit }) => text("State_tooLong", column, length, limit)).join(" "),
      });
      write(values);
      return "account" in values;
    },
  );
  React.useEffect(() => server.verify(draft.entry.combination, draft.stored ? account : ""));
  const favorites = React.useMemo(
    () => favoriteStore(dataverse, company, userSettings.userId),
    [dataverse, company, userSettings.userId],
  );
  const layout = parameters.layout.raw;
  const width = mode.allocatedWidth;
  return (
    <>
      <AccountEntry
        coding={useAccountEntry(ledger, draft, favorites)}
        server={server}
        unverified={source.unread.length > 0}
        words={words}
        delimiter={delimiterOf(parameters)}
        label={label}
        required={facts.required === "required"}
        compact={layout === "compact" || (layout !== "wide" && width > 0 && width < wideFrom)}
        invalid={facts.error !== ""}
      />
      {tooLong?.of === draft.entry && tooLong.said && <Notice kind="error">{tooLong.said}</Notice>}
    </>
  );
}
