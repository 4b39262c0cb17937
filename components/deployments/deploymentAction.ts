import { ACTIONS, type Action } from '@/lib/engine/states';
import type { DeploymentView } from '@/lib/wire/types';

/** The stack action a deployment ran for. Deployments made through the API may carry any word, or none. */
export function actionOf(deployment: Pick<DeploymentView, 'action'>): Action {
  return ACTIONS.find((action) => action === deployment.action) ?? 'CREATE';
}
