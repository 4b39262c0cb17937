/** Evaluates away from the page: an expression may take as long as it likes. */
import { evaluate, type PlaygroundInput } from './playground';

self.addEventListener('message', ({ data }: MessageEvent<{ id: number; input: PlaygroundInput }>) => {
  self.postMessage({ id: data.id, result: evaluate(data.input) });
});
