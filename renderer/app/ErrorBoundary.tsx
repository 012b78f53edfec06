import { Component, type ReactNode } from 'react';
import { Button, EmptyState, errorText } from '../ui/index.ts';

/** A new `address` forgets the failure without taking the screen down, so that going from timepoint to timepoint keeps what is open. */
type Props = { readonly what: string; readonly address?: string; readonly children: ReactNode };
type State = { readonly error: unknown; readonly address: string | undefined };

/** Keeps a failing screen from taking the window with it. Committed facts live in the host, so opening again loses nothing. */
export class ErrorBoundary extends Component<Props, State> {
  override state: State = { error: null, address: this.props.address };

  static getDerivedStateFromProps({ address }: Props, state: State): State | null {
    return address === state.address ? null : { error: null, address };
  }

  static getDerivedStateFromError(error: unknown): Partial<State> {
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
