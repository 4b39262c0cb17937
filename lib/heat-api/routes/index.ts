/** Every route of Heat's API: what the router serves and the OpenAPI document describes. */
import type { Route } from '../route';
import { actionRoutes } from './actions';
import { eventRoutes } from './events';
import { lookupRoutes } from './lookup';
import { previewRoutes } from './previews';
import { resourceRoutes } from './resources';
import { languageRoutes, resourceTypeRoutes } from './resource-types';
import { serviceRoutes } from './services';
import { snapshotRoutes } from './snapshots';
import { softwareRoutes } from './software';
import { stackRoutes } from './stack';
import { stackListRoutes } from './stacks';
import { validateRoutes } from './validate';

export const ROUTES: readonly Route[] = [
  ...stackListRoutes, ...lookupRoutes, ...stackRoutes, ...previewRoutes, ...actionRoutes, ...resourceRoutes, ...eventRoutes, ...snapshotRoutes,
  ...softwareRoutes, ...resourceTypeRoutes, ...languageRoutes, ...validateRoutes, ...serviceRoutes,
];
