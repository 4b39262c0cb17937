/**
 * Walks a graph whose nodes take time. It promises: a node is handed out once, after everything it requires is done; everything that can
 * run at the same time is handed out at the same time; after `stop` nothing more is handed out. Starting and finishing a node costs the
 * number of its edges. It does not know what a node does, does not wait, and holds no clock.
 *
 * A node can be expanded while it runs: children are added to the same walk, and the node is done when all of them are.
 */
import { dependants, type Requirements } from './graph';

type Progress = 'waiting' | 'running' | 'expanded' | 'done' | 'failed';

interface Node {
  progress: Progress;
  /** Requirements that are not done yet. */
  open: number;
  followers: readonly number[];
  parent: number | null;
  openChildren: number;
}

export class Traversal {
  private readonly nodes: Node[] = [];
  private readonly ready: number[] = [];
  private readerAt = 0;
  private stopped = false;
  private unfinished = 0;
  private running = 0;

  /** Adds a graph; its node i gets the number that is returned plus i. With a parent, the parent is done when all of them are. */
  add(requires: Requirements, parent: number | null = null): number {
    const base = this.nodes.length;
    dependants(requires).forEach((followers, index) => {
      const open = requires[index]?.length ?? 0;
      this.nodes.push({ progress: 'waiting', open, followers: followers.map((other) => other + base), parent, openChildren: 0 });
      if (open === 0) this.ready.push(base + index);
    });
    this.unfinished += requires.length;
    if (parent !== null) {
      const owner = this.node(parent);
      this.leave(owner, 'expanded');
      owner.openChildren += requires.length;
      if (owner.openChildren === 0) this.finish(parent);
    }
    return base;
  }

  /** The next node whose turn has come, now running; null when there is none (yet). */
  next(): number | null {
    if (this.stopped || this.readerAt >= this.ready.length) return null;
    const index = this.ready[this.readerAt];
    this.readerAt += 1;
    if (index === undefined) return null;
    this.node(index).progress = 'running';
    this.running += 1;
    return index;
  }

  finish(index: number): void {
    let current: number | null = index;
    while (current !== null) {
      const node = this.node(current);
      if (node.progress === 'done') return;
      this.leave(node, 'done');
      this.unfinished -= 1;
      for (const follower of node.followers) {
        const other = this.node(follower);
        other.open -= 1;
        if (other.open === 0) this.ready.push(follower);
      }
      if (node.parent === null) return;
      const owner = this.node(node.parent);
      owner.openChildren -= 1;
      current = owner.openChildren === 0 ? node.parent : null;
    }
  }

  /** The node did not succeed: what requires it will never be handed out. */
  fail(index: number): void {
    this.leave(this.node(index), 'failed');
  }

  stop(): void {
    this.stopped = true;
  }

  get done(): boolean {
    return this.unfinished === 0;
  }

  /** Nothing is handed out, and nothing will be: all is done, or what is left waits for a node that failed. */
  get stuck(): boolean {
    return this.readerAt >= this.ready.length && this.running === 0;
  }

  private leave(node: Node, progress: Progress): void {
    if (node.progress === 'running') this.running -= 1;
    node.progress = progress;
  }

  private node(index: number): Node {
    const node = this.nodes[index];
    if (node === undefined) throw new RangeError(`the traversal has ${this.nodes.length} nodes, none with number ${index}`);
    return node;
  }
}
