/** Hearth's agent inside a container: put there and started through the daemon, so the image needs a shell and curl, and no port is opened. */
import { PassThrough } from 'node:stream';
import type { Container } from 'dockerode';
import { faultOf } from './errors';
import type { DockerHost } from './hosts';

export interface ContainerAgent {
  /** The agent's program. */
  script: string;
  serverId: string;
  serverName: string;
  /** What the agent shows Hearth, until it has got another one. */
  token: string;
}

const HOME = '/var/lib/hearth';
const PATH = 'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

const NO_CURL = 3;
const NO_DIRECTORY = 4;
const NOT_REACHED = 5;

/** A token that is there is kept: the agent renews it. The files take their place whole, and a shell that reads the old script goes on with it. */
const PREPARE = `umask 077
command -v curl >/dev/null 2>&1 || exit ${NO_CURL}
state=${HOME}/.agent
mkdir -p "$state" && chmod 755 ${HOME} "$state" && cd "$state" || exit ${NO_DIRECTORY}
printf '%s\\n' "$HEARTH_URL" >url.$$ && mv url.$$ url || exit ${NO_DIRECTORY}
[ -s curl ] || { printf 'header = "Authorization: Bearer %s"\\n' "$HEARTH_TOKEN" >curl.$$ && mv curl.$$ curl; } || exit ${NO_DIRECTORY}
printf '%s' "$HEARTH_AGENT" >agent.$$ && mv agent.$$ hearth-agent.sh || exit ${NO_DIRECTORY}
curl -q -s -o /dev/null --connect-timeout 5 --max-time 10 -w '' "$HEARTH_URL/agent/v1/next?wait=0" && exit 0
code=$?
echo "curl ended with code $code"
exit ${NOT_REACHED}`;

/** Why there can be no agent in this container; null when it runs. The container must be running. */
export async function startAgent(container: Container, host: DockerHost, agent: ContainerAgent, image: string): Promise<string | null> {
  const own = [PATH, `HOME=${HOME}`, `HEARTH_SERVER_DIR=${HOME}`, `HEARTH_SERVER_ID=${agent.serverId}`, `HEARTH_SERVER_NAME=${agent.serverName}`];
  const prepared = await run(container, PREPARE, [...own, `HEARTH_URL=${host.agentUrl}`, `HEARTH_TOKEN=${agent.token}`, `HEARTH_AGENT=${agent.script}`]);
  const problem = problemOf(prepared, host, image);
  if (problem !== null) return problem;
  const exec = await container.exec({ Cmd: ['/bin/sh', `${HOME}/.agent/hearth-agent.sh`, HOME], Env: own, User: '0', WorkingDir: '/' });
  await exec.start({ Detach: true });
  return null;
}

type Ran = { code: number; output: string };

async function run(container: Container, script: string, env: string[]): Promise<Ran> {
  try {
    const exec = await container.exec({ Cmd: ['/bin/sh', '-c', script], Env: env, User: '0', WorkingDir: '/', AttachStdout: true, AttachStderr: true });
    const stream = await exec.start({});
    const output = new PassThrough();
    const pieces: Buffer[] = [];
    output.on('data', (piece: Buffer) => pieces.push(piece));
    container.modem.demuxStream(stream, output, output);
    await new Promise<void>((resolve, reject) => {
      stream.once('end', resolve).once('close', resolve).once('error', reject);
    });
    const { ExitCode } = await exec.inspect();
    return { code: ExitCode ?? 126, output: Buffer.concat(pieces).toString('utf8').trim() };
  } catch (error) {
    // Older daemons refuse to run what is not there, newer ones answer with the code of a shell.
    const fault = faultOf(error);
    if (fault !== null && /executable file not found|no such file or directory/.test(fault.message)) return { code: 127, output: fault.message };
    throw error;
  }
}

function problemOf({ code, output }: Ran, host: DockerHost, image: string): string | null {
  const instead = 'Use an image that has it, or leave out the property agent.';
  switch (code) {
    case 0:
      return null;
    case NO_CURL:
      return `The image ${image} has no curl, which Hearth's agent needs. ${instead}`;
    case 126:
    case 127:
      return `The image ${image} has no shell (/bin/sh), which Hearth's agent needs. ${instead}`;
    case NO_DIRECTORY:
      return `Hearth's agent could not be put to ${HOME} of the container: ${output}`;
    case NOT_REACHED:
      return `The container cannot reach Hearth at ${host.agentUrl} (${output}). Let Hearth listen where containers reach it (HOST), and say so in the connection "${host.name}" (Where containers reach Hearth).`;
    default:
      return `Hearth's agent could not be started in the container: code ${code}, ${output}`;
  }
}
