import * as React from "react";
import type { FormTextKey, Text } from "./strings";

interface Props {
  readonly text: Text<FormTextKey>;
  /** When it changes (the control has something else to show), the control gets a new chance. */
  readonly resetKey: unknown;
  readonly children: React.ReactNode;
}

/** Keeps one control's mistake from taking the form with it. Its fallback uses no Fluent: Fluent may be what failed. */
export class ErrorBoundary extends React.Component<Props, { readonly failed: string | null }> {
  override state: { readonly failed: string | null } = { failed: null };

  static getDerivedStateFromError(error: unknown): { failed: string } {
    return { failed: error instanceof Error ? error.message : String(error) };
  }

  override componentDidUpdate(before: Props): void {
    if (this.state.failed !== null && before.resetKey !== this.props.resetKey) this.setState({ failed: null });
  }

  override render(): React.ReactNode {
    const { text, children } = this.props;
    if (this.state.failed === null) return children;
    return (
      <div role="alert" lang={text("Language")}>
        <p>{text("Failure_Sentence")}</p>
        <p>{this.state.failed}</p>
        <button type="button" onClick={() => this.setState({ failed: null })}>
          {text("Retry")}
        </button>
      </div>
    );
  }
}
