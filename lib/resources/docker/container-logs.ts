import { PassThrough } from 'node:stream';
import type { Container } from 'dockerode';
import { faultOf } from '@/lib/providers/docker/errors';

const LINES = 100;
const LONGEST = 16_384;

/** The last of what a container wrote, both streams together; empty where Docker keeps none. */
export async function lastLines(container: Container): Promise<string> {
  try {
    const { Config } = await container.inspect();
    const bytes = await container.logs({ follow: false, stdout: true, stderr: true, tail: LINES });
    return (Config.Tty ? bytes : await plain(container, bytes)).toString('utf8').replaceAll('\0', '').slice(-LONGEST).trimEnd();
  } catch (error) {
    // Some log drivers cannot be read.
    const kind = faultOf(error)?.kind;
    if (kind === undefined || kind === 'away') throw error;
    return '';
  }
}

async function plain(container: Container, framed: Buffer): Promise<Buffer> {
  const source = new PassThrough();
  const target = new PassThrough();
  const pieces: Buffer[] = [];
  target.on('data', (piece: Buffer) => pieces.push(piece));
  container.modem.demuxStream(source, target, target);
  source.end(framed);
  await new Promise((resolve) => {
    source.once('end', resolve);
  });
  target.end();
  await new Promise((resolve) => {
    target.once('end', resolve);
  });
  return Buffer.concat(pieces);
}
