/** Where the page of a stack gets what it shows at first. The server names it in the page, so that it is on its way before the program is. */
export function stackViewAddress(project: string, stackId: string): string {
  return `/api/stacks/${encodeURIComponent(stackId)}/view?project=${encodeURIComponent(project)}`;
}
