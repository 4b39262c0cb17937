/** What agents read, for people to see: with what would let them in somewhere masked. Secrets of templates are masked before. Pure. */
import { MASK } from '@/lib/engine/secrets';
import { isMap } from '@/lib/hot/json';
import type { Json, JsonMap } from '@/lib/hot/types';

/** Members, and inputs of deployments, that are keys; those of os-collect-config and of signals are made for each server and run. */
const SECRET_NAME = /(^|_)(password|passphrase|secret|secret_access_key|secret_key|private_key|token)$/i;
/** Parameters of a pre-signed address: who has them may use it. */
const SIGNED = /([?&](?:Signature|temp_url_sig|X-Amz-Signature|X-Amz-Credential|AWSAccessKeyId)=)[^&#]*/gi;

export function shownMetadata(document: JsonMap): JsonMap {
  return Object.fromEntries(Object.entries(document).map(([name, value]) => [name, SECRET_NAME.test(name) ? hidden(value) : shown(value)]));
}

function shown(value: Json): Json {
  if (typeof value === 'string') return value.replaceAll(SIGNED, `$1${MASK}`);
  if (Array.isArray(value)) return value.map(shown);
  if (!isMap(value)) return value;
  const { name } = value;
  // An input of a deployment: its name and its value are members.
  return typeof name === 'string' && 'value' in value && SECRET_NAME.test(name) ? { ...shownMetadata(value), value: hidden(value['value']) } : shownMetadata(value);
}

/** That there is nothing is no secret. */
function hidden(value: Json | undefined): Json {
  return value === '' || value === null || value === undefined ? (value ?? null) : MASK;
}
