/** One round: a few random stacks live their lives at once, while harm is done. Everything about it follows from its seed. */
import { persist } from './persist';
import { Chance } from './random';
import { type Harm, pickHarm, type Site } from './site';
import { Subject } from './subject';
import { failing, firstVersion, nextVersion, type Version } from './templates';
import { differences, leftovers, violations } from './verdict';

const STACKS = 2;
const LATEST_HARM_MS = 350;
const MOST_CALLS = 16;
const LONGEST_WAIT_MS = 1_000;

export interface RoundOptions {
  /** How many harms at most. */
  harms?: number;
  stacks?: number;
}

/** Answers every violation, each with what was asked of the stack it was seen on. */
export async function playRound(site: Site, seed: number, { harms = 2, stacks = STACKS }: RoundOptions = {}): Promise<string[]> {
  const chance = new Chance(seed);
  const lives = Array.from({ length: stacks }, () => chance.fork());
  const plan = Array.from({ length: harms === 0 ? 0 : chance.happens(0.7) ? 1 : harms }, (): PlannedHarm => ({
    harm: pickHarm(chance), call: chance.happens(0.6) ? 1 + chance.below(MOST_CALLS) : null, at: chance.below(LATEST_HARM_MS), chance: chance.fork(),
  }));
  const trouble = Promise.all(plan.map((harm) => doHarm(site, harm)));
  const found = await Promise.all(lives.map((life) => live(site, life, trouble)));
  await trouble;
  return found.flat();
}

interface PlannedHarm {
  harm: Harm;
  /** So many calls of the cloud later, in the middle of one; where there are not so many, or null, by the clock. */
  call: number | null;
  at: number;
  chance: Chance;
}

async function doHarm(site: Site, { harm, call, at, chance }: PlannedHarm): Promise<void> {
  if (call === null) await pause(at);
  else {
    await Promise.race([site.cloud.called(site.cloud.calls + call), pause(LONGEST_WAIT_MS)]);
    await pause(chance.below(30));
  }
  await site.harm(harm, chance);
}

async function live(site: Site, chance: Chance, trouble: Promise<unknown>): Promise<string[]> {
  const subject = new Subject(site);
  const found: string[] = [];
  const about = (list: readonly string[]): void => void found.push(...list.map((line) => `[${subject.asked.join(', ')}] ${line}`));
  const expectState = async (state: string, ...allowed: string[]): Promise<void> => {
    if (!allowed.includes(state)) about([`the stack is ${state}, not ${allowed.join(' or ')}: ${JSON.stringify(await subject.failures())}`]);
  };
  try {
    await subject.open();
    const first = firstVersion(chance);
    const broken = chance.happens(0.15) ? failing(chance, first) : first;
    const keeps = chance.happens(0.3);
    await subject.request('CREATE', await subject.revision(broken), keeps ? 'keep' : 'rollback');
    // Deleted in the middle of its creation.
    const cutShort = chance.happens(0.12);
    if (cutShort) await pause(chance.below(120));
    else {
      const state = await subject.settled();
      await expectState(state, ...(!broken.fails ? ['CREATE_COMPLETE'] : keeps ? ['CREATE_FAILED'] : ['ROLLBACK_COMPLETE']));
      if (state === 'CREATE_COMPLETE') about(await differences(site, subject, first));
      if (state !== 'ROLLBACK_COMPLETE') await age(site, subject, { chance, first, cannotBeDeployed: broken.fails, expectState, about });
      await subject.settled();
      // What is looked at is looked at while nothing is broken.
      await trouble;
      await subject.settled();
      await toldAll(site, subject);
      about(await violations(site, subject));
    }
    await subject.request('DELETE', null);
    await expectState(await subject.settled(), 'DELETE_COMPLETE');
    await trouble;
    await subject.settled();
    await toldAll(site, subject);
    about(await violations(site, subject));
    about(await leftovers(site, subject));
  } catch (fault) {
    about([fault instanceof Error ? (fault.stack ?? fault.message) : String(fault)]);
  } finally {
    subject.close();
  }
  return found;
}

interface Life {
  chance: Chance;
  first: Version;
  /** The first version fails. */
  cannotBeDeployed: boolean;
  expectState(state: string, ...allowed: string[]): Promise<void>;
  about(list: readonly string[]): void;
}

async function age(site: Site, subject: Subject, { chance, first, cannotBeDeployed, expectState, about }: Life): Promise<void> {
  let version = first;
  /** The way back leads to a revision that fails. */
  let broken = cannotBeDeployed;
  for (let step = 0; step < 1 + chance.below(2); step += 1) {
    const next = nextVersion(chance, version, step);
    const before = await subject.settled();
    const back = broken ? 'ROLLBACK_FAILED' : 'ROLLBACK_COMPLETE';
    switch (chance.weighted({ update: 36, failing: 18, cancel: 14, overtake: 14, retry: 8, back: 8, pause: 7, check: 5 })) {
      case 'update':
        await subject.request('UPDATE', await subject.revision(next));
        await expectState(await subject.settled(), 'UPDATE_COMPLETE');
        about(await differences(site, subject, next));
        version = next;
        broken = false;
        break;
      case 'retry': {
        // It pauses where it fails; the next update goes on from there.
        const worse = failing(chance, next);
        await subject.request('UPDATE', await subject.revision(worse), 'pause');
        await expectState(await subject.settled(), worse.fails ? 'UPDATE_FAILED' : 'UPDATE_COMPLETE');
        await subject.request('UPDATE', await subject.revision(next));
        await expectState(await subject.settled(), 'UPDATE_COMPLETE');
        about(await differences(site, subject, next));
        version = next;
        broken = false;
        break;
      }
      case 'back':
        // To any revision there was, in the middle of an update to another.
        await subject.request('UPDATE', await subject.revision(next));
        await pause(chance.below(150));
        await subject.request('ROLLBACK', await subject.revision(version));
        await expectState(await subject.settled(), 'ROLLBACK_COMPLETE', ...(broken ? ['ROLLBACK_FAILED'] : []));
        if (!broken) about(await differences(site, subject, version));
        break;
      case 'failing': {
        const worse = failing(chance, next);
        const keeps = chance.happens(0.3);
        await subject.request('UPDATE', await subject.revision(worse), keeps ? 'keep' : 'rollback');
        await expectState(await subject.settled(), ...(!worse.fails ? ['UPDATE_COMPLETE'] : keeps ? ['UPDATE_FAILED'] : [back]));
        if (!worse.fails || keeps) {
          version = next;
          broken = worse.fails;
        }
        break;
      }
      case 'cancel': {
        const mode = chance.pick('rollback' as const, 'stop' as const);
        const operation = await subject.request('UPDATE', await subject.revision(next));
        await pause(chance.below(150));
        await subject.cancel(operation, mode);
        const state = await subject.settled();
        // As it was before: cancelled before anybody had begun.
        await expectState(state, before, 'UPDATE_COMPLETE', mode === 'stop' ? 'UPDATE_FAILED' : back);
        version = next;
        broken = broken && state !== 'UPDATE_COMPLETE' && state !== 'UPDATE_FAILED';
        break;
      }
      case 'overtake': {
        await subject.request('UPDATE', await subject.revision(chance.happens(0.3) ? failing(chance, next) : next), 'keep');
        await pause(chance.below(150));
        version = nextVersion(chance, version, step + 10);
        broken = false;
        await subject.request('UPDATE', await subject.revision(version));
        await expectState(await subject.settled(), 'UPDATE_COMPLETE');
        about(await differences(site, subject, version));
        break;
      }
      case 'pause':
        await subject.request('SUSPEND', null);
        // What failed before cannot be suspended.
        await expectState(await subject.settled(), 'SUSPEND_COMPLETE', 'SUSPEND_FAILED');
        await subject.request('RESUME', null);
        await expectState(await subject.settled(), 'RESUME_COMPLETE', 'RESUME_FAILED');
        break;
      case 'check':
        await subject.request('CHECK', null);
        await expectState(await subject.settled(), 'CHECK_COMPLETE', 'CHECK_FAILED');
        break;
    }
  }
}

/** The page hears of everything, a moment after it happened. */
async function toldAll(site: Site, subject: Subject): Promise<void> {
  for (const end = Date.now() + 10_000; Date.now() < end; ) {
    const { rows } = await persist(() => site.database.pool.query<{ seq: number }>('SELECT event_seq AS seq FROM stack WHERE id = $1', [subject.id]));
    if (subject.told.length >= (rows[0]?.seq ?? 0)) return;
    await pause(20);
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
