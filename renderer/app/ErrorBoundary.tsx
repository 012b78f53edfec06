import { Component, type ReactNode } from 'react';
import { Button, EmptyState, errorText } from '../ui/index.ts';

type Props = { readonly what: string; readonly children: ReactNode };

/** Keeps a failing screen from taking the window with it. Committed facts live in the host, so opening again loses nothing. */
export class ErrorBoundary extends Component<Props, { readonly error: unknown }> {
  override state: { readonly error: unknown } = { error: null };

  static getDerivedStateFromError(error: unknown) {
    return { error };
  }

  override componentDidCatch(error: unknown): void {
    reportError(error);
  }

  override render(): ReactNode {
    if (this.state.error === null) return this.props.children;
    return (
      <EmptyState
        title={`${this.props.what} stopped`}
        actions={<><Button look="primary" onClick={() => this.setState({ error: null })}>Try again</Button><Button onClick={() => location.reload()}>Reload window</Button></>}
      >
        {errorText(this.state.error)} Everything committed is stored.
      </EmptyState>
    );
  }
}
