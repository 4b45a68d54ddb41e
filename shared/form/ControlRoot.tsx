import * as React from "react";
import { FluentProvider, IdPrefixProvider, makeStyles, webLightTheme } from "@fluentui/react-components";
import { ErrorBoundary } from "./ErrorBoundary";
import type { Surroundings } from "./surroundings";

interface Props {
  /** Unique on the page. */
  readonly id: string;
  readonly surroundings: Surroundings;
  /** Changes when the control has something else to show. */
  readonly resetKey: unknown;
  readonly children: React.ReactNode;
}

const useStyles = makeStyles({
  root: { width: "100%", minWidth: 0, overflowWrap: "anywhere", hyphens: "auto" },
});

/** The card behind is the platform's: a control has no ground of its own. Inline, as a class would be made for the outer direction. */
const GROUND: React.CSSProperties = { backgroundColor: "transparent", width: "100%", minWidth: 0 };

function Root({ children }: { readonly children: React.ReactNode }): React.ReactElement {
  return <div className={useStyles().root}>{children}</div>;
}

/** What stands around every control: the app's theme, direction, language, ids of its own, and a net below. */
export function ControlRoot({ id, surroundings, resetKey, children }: Props): React.ReactElement {
  const { text, theme, user } = surroundings;
  return (
    <ErrorBoundary text={text} resetKey={resetKey}>
      <IdPrefixProvider value={`${id}-`}>
        <FluentProvider
          theme={theme ?? webLightTheme}
          dir={user.isRTL ? "rtl" : "ltr"}
          // The page is in the user's language, the texts may not be: English stands in for a language without any.
          lang={text("Language")}
          style={GROUND}
        >
          <Root>{children}</Root>
        </FluentProvider>
      </IdPrefixProvider>
    </ErrorBoundary>
  );
}
