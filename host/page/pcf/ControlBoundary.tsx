import * as React from "react";

interface BoundaryProps {
  /** Told once; the cell then shows the failure instead of the control. */
  onError(error: unknown): void;
}

/** Catches what a virtual control throws while it is drawn, so that the rest of the form lives on. */
export class ControlBoundary extends React.Component<BoundaryProps, { readonly failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError(): { readonly failed: boolean } {
    return { failed: true };
  }

  override componentDidCatch(error: unknown): void {
    this.props.onError(error);
  }

  override render(): React.ReactNode {
    return this.state.failed ? null : this.props.children;
  }
}
