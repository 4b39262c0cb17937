/** ELK, where it does not hold up the page. Its script answers messages by itself; `refine.ts` sends them. It is large, so it is loaded here only. */
import 'elkjs/lib/elk-worker.min.js';

// What is sent before the script has come is heard by nobody.
self.postMessage('ready');
