import { Component, type ComponentChildren } from 'preact';
import { ProblemPanel } from '../ui/feedback';

/** A page that breaks says so and leaves the rest standing. */
export class ErrorBoundary extends Component<{ children: ComponentChildren; on: string }, { error: Error | null }> {
  override state = { error: null as Error | null };

  static override getDerivedStateFromError(error: Error) {
    return { error };
  }

  override componentDidCatch(error: Error): void {
    console.error(error);
  }

  override componentDidUpdate(before: { on: string }): void {
    if (before.on !== this.props.on && this.state.error) this.setState({ error: null });
  }

  override render() {
    const { error } = this.state;
    if (!error) return this.props.children;
    return (
      <main class="page narrow">
        <ProblemPanel title="This page has failed" problem={error.message} retry={() => this.setState({ error: null })} />
      </main>
    );
  }
}
