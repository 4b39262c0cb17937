/** What can be said of a Hearth::Docker::Container. */
import type { PropertySchema } from '@/lib/hot/types';
import { dockerSchema, LABELS, STRINGS } from './engine-call';
import { PULL } from './image';

const NETWORK: PropertySchema = {
  type: 'Map',
  schema: {
    network: { type: 'String', required: true, description: 'The network, by id or name.' },
    aliases: { type: 'List', items: STRINGS, default: [], description: 'More names by which others reach it there.' },
    address: { type: 'String', constraints: [{ kind: 'custom_constraint', name: 'ip_addr' }], description: 'Its address there; the network needs a subnet of its own.' },
  },
};

const PORT: PropertySchema = {
  type: 'Map',
  schema: {
    port: { type: 'Integer', required: true, constraints: [{ kind: 'range', min: 1, max: 65_535 }], description: 'The port inside.' },
    host_port: { type: 'Integer', constraints: [{ kind: 'range', min: 1, max: 65_535 }], description: 'The port of the host; Docker chooses one where none is given.' },
    host_address: { type: 'String', description: 'The address of the host to listen on; all of them where none is given.' },
    protocol: { type: 'String', default: 'tcp', constraints: [{ kind: 'allowed_values', values: ['tcp', 'udp', 'sctp'] }], description: 'Which protocol.' },
  },
};

const MOUNT: PropertySchema = {
  type: 'Map',
  schema: {
    volume: { type: 'String', required: true, description: 'The volume, or a path of the host.' },
    path: { type: 'String', required: true, description: 'Where it is inside.' },
    read_only: { type: 'Boolean', default: false, description: 'Whether it cannot be written there.' },
  },
};

export const containerSchema = dockerSchema({
  name: 'Hearth::Docker::Container',
  description: 'A container of a Docker Engine. With the property agent it is a server, to which configurations can be deployed.',
  properties: {
    image: { type: 'String', required: true, description: 'What it is made from: repository and tag, for example debian:bookworm.' },
    name: { type: 'String', updateAllowed: true, description: 'How it is called; made from stack and resource where none is given.' },
    command: { type: 'List', items: STRINGS, description: 'What runs in it, instead of what the image says.' },
    entrypoint: { type: 'List', items: STRINGS, description: 'What starts the command, instead of what the image says.' },
    environment: { type: 'Map', default: {}, description: 'Environment variables.' },
    working_dir: { type: 'String', description: 'The directory in which the command starts.' },
    user: { type: 'String', description: 'As whom the command runs.' },
    hostname: { type: 'String', description: 'The name it knows itself by.' },
    networks: { type: 'List', items: NETWORK, default: [], updateAllowed: true, description: 'The networks it is in; the default one where none is given.' },
    ports: { type: 'List', items: PORT, default: [], description: 'Ports that the host opens for it.' },
    volumes: { type: 'List', items: MOUNT, default: [], description: 'Volumes, and directories of the host, that it sees.' },
    restart: {
      type: 'String', default: 'no', updateAllowed: true, constraints: [{ kind: 'allowed_values', values: ['no', 'on-failure', 'always', 'unless-stopped'] }],
      description: 'When Docker starts it again.',
    },
    memory: { type: 'Integer', updateAllowed: true, constraints: [{ kind: 'range', min: 6 }], description: 'The most memory it gets, in MiB.' },
    cpus: { type: 'Number', updateAllowed: true, constraints: [{ kind: 'range', min: 0.01 }], description: 'The most processors it gets.' },
    cap_add: { type: 'List', items: STRINGS, default: [], description: 'Capabilities of the kernel that it gets beyond the usual ones.' },
    pull: PULL,
    wait_for: {
      type: 'String', default: 'running', constraints: [{ kind: 'allowed_values', values: ['running', 'healthy', 'exited'] }],
      description: 'When it is done: as soon as it runs; when its health check says healthy; or when its command has ended with code 0.',
    },
    timeout: { type: 'Integer', default: 600, updateAllowed: true, constraints: [{ kind: 'range', min: 1, max: 86_400 }], description: 'Seconds within which it must be healthy or must have ended.' },
    stop_timeout: { type: 'Integer', default: 10, updateAllowed: true, constraints: [{ kind: 'range', min: 0, max: 3_600 }], description: 'Seconds it has to end before it is killed.' },
    agent: { type: 'Boolean', default: false, description: "Whether Hearth's agent runs in it, so that configurations can be deployed to it. The image needs a shell and curl." },
    labels: LABELS,
  },
  attributes: {
    name: { type: 'String', description: 'How it is called.' },
    address: { type: 'String', description: 'Its address in its first network.' },
    addresses: { type: 'Map', description: 'Its addresses, by the names of its networks.' },
    ports: { type: 'Map', description: 'Ports of the host, by port and protocol inside: {"80/tcp": 32768}.' },
    state: { type: 'String', description: 'What Docker said of it last: running, exited, paused...' },
    exit_code: { type: 'Integer', description: 'What its command ended with; null while it runs.' },
    image_id: { type: 'String', description: 'The id of its image.' },
    logs: { type: 'String', description: 'The last of what it wrote, when it was looked at last.' },
    show: { type: 'Map', description: 'What Docker tells of it.' },
  },
  suspend: true,
  update: true,
});
