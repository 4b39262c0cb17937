/** Which tool runs the configurations of a group. Adding a tool is a file of its own and a line here. */
import { ansibleHook } from './ansible';
import { applyConfigHook } from './apply-config';
import { cfnInitHook } from './cfn-init';
import { chefHook } from './chef';
import { cloudInitHook } from './cloud-init';
import { dockerCmdHook } from './docker-cmd';
import { dockerComposeHook } from './docker-compose';
import type { Hook } from './hook';
import { hieraHook, jsonFileHook } from './json-file';
import { kubeletHook } from './kubelet';
import { kubernetesHook } from './kubernetes';
import { puppetHook } from './puppet';
import { saltHook } from './salt';
import { scriptHook } from './script';

export const HOOKS: ReadonlyMap<string, Hook> = new Map([
  ['script', scriptHook],
  ['ansible', ansibleHook],
  ['puppet', puppetHook],
  ['salt', saltHook],
  ['chef', chefHook],
  ['docker-compose', dockerComposeHook],
  ['docker-cmd', dockerCmdHook],
  ['cfn-init', cfnInitHook],
  ['cloud-init', cloudInitHook],
  ['kubernetes', kubernetesHook],
  ['kubelet', kubeletHook],
  ['json-file', jsonFileHook],
  ['hiera', hieraHook],
  ['apply-config', applyConfigHook],
]);
