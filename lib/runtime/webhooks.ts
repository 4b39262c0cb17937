/** Delivers what webhooks are to be told. Messages are rows, so nothing is lost with a worker: what it had taken is taken up by the next one a minute later. */
import type { Pool } from 'pg';
import type { Vault } from '@/lib/engine/types';
import type { HttpAnswer, HttpClient } from '@/lib/providers/http';
import { type Attempt, type DueDelivery, settle, takeDue } from '@/lib/store/webhook-deliveries';
import type { Logger } from './logger';
import { messageOf } from './webhook-message';

export interface WebhookDeliveryOptions {
  pool: Pool;
  vault: Vault;
  http: HttpClient;
  /** Where the links of messages lead. */
  publicUrl: string;
  logger: Pick<Logger, 'warn'>;
  /** Seconds between attempts. Default: `PAUSES`. */
  pauses?: readonly number[];
}

/** After the first attempt that failed, after the second, ...: about nine hours in all. */
const PAUSES = [10, 60, 300, 1_800, 7_200, 21_600];
const LOOK_EVERY_MS = 1_000;
/** All that are taken at once for one webhook must be through before somebody else may take them up. */
const ANSWER_WITHIN_MS = 10_000;
const STOP_WITHIN_MS = 2_000;
/** Most of an answer that is kept, in characters. */
const KEPT = 500;

export function startWebhooks(options: WebhookDeliveryOptions): { stop(): Promise<void> } {
  const deliverer = new Deliverer(options);
  const timer = setInterval(() => deliverer.look(), LOOK_EVERY_MS);
  return {
    async stop() {
      clearInterval(timer);
      await deliverer.stop();
    },
  };
}

class Deliverer {
  private readonly options: WebhookDeliveryOptions;
  private readonly stopped = new AbortController();
  /** By webhook: one that is slow holds up its own messages only. */
  private readonly under = new Map<string, Promise<void>>();
  private looking: Promise<void> | null = null;

  constructor(options: WebhookDeliveryOptions) {
    this.options = options;
  }

  look(): void {
    this.looking ??= this.round().finally(() => {
      this.looking = null;
    });
  }

  private async round(): Promise<void> {
    try {
      const due = new Map<string, DueDelivery[]>();
      for (const delivery of await takeDue(this.options.pool, [...this.under.keys()])) due.set(delivery.webhookId, [...(due.get(delivery.webhookId) ?? []), delivery]);
      for (const [webhookId, deliveries] of due) {
        this.under.set(webhookId, this.sendAll(deliveries).catch((error: unknown) => this.options.logger.warn({ error }, 'what became of a message to a webhook could not be noted')).then(() => {
          this.under.delete(webhookId);
        }));
      }
    } catch (error) {
      // The database is away, say: there is a next time.
      this.options.logger.warn({ error }, 'looking for messages to webhooks failed');
    }
  }

  async stop(): Promise<void> {
    // What a look that is under way takes is sent as well: nobody else could take it up for a minute.
    await this.looking;
    const ending = Promise.all(this.under.values());
    await Promise.race([ending, new Promise((resolve) => { setTimeout(resolve, STOP_WITHIN_MS).unref(); })]);
    this.stopped.abort();
    await ending;
  }

  /** In their order. One that fails holds up none of the others: it comes later, and says when it happened. */
  private async sendAll(deliveries: readonly DueDelivery[]): Promise<void> {
    for (const delivery of deliveries) {
      if (this.stopped.signal.aborted) return;
      const attempt = await this.send(delivery);
      if (attempt !== null) await settle(this.options.pool, delivery, attempt);
    }
  }

  /** Null: the worker stops, and the next one tries again. */
  private async send(delivery: DueDelivery): Promise<Attempt | null> {
    const { vault, http, publicUrl, pauses = PAUSES } = this.options;
    const started = Date.now();
    const { headers, text } = messageOf(delivery, String(vault.open(delivery.sealed)), publicUrl, new Date(started));
    const answer = await http.send({ url: delivery.url, method: 'POST', headers, text, timeoutMs: ANSWER_WITHIN_MS, signal: this.stopped.signal });
    if (this.stopped.signal.aborted && !answer.ok) return null;
    const { taken, words } = judge(answer);
    const again = taken || delivery.outcome === 'test' || (!answer.ok && !answer.retriable) ? undefined : pauses[delivery.attempts - 1];
    return {
      status: taken ? 'DELIVERED' : again === undefined ? 'FAILED' : 'WAITING', againIn: again ?? null,
      answerStatus: answer.ok ? answer.status : null, answer: words, tookMs: Date.now() - started,
    };
  }
}

function judge(answer: HttpAnswer): { taken: boolean; words: string } {
  if (!answer.ok) return { taken: false, words: answer.reason };
  const { status } = answer;
  const text = answer.text.replaceAll('\u0000', '').trim().slice(0, KEPT);
  const redirected = status >= 300 && status < 400;
  return { taken: status >= 200 && status < 300, words: redirected ? 'It leads elsewhere, and redirects are not followed: give the address it leads to.' : text };
}
