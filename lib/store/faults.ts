/** Which failures of the database are accidents that pass. */

/**
 * Conflicts of transactions (class 40), two rows that were given the same number, and lost connections (class 08, 57P, 25P03 of a transaction that stood still, or no SQLSTATE at all): the same
 * statements may succeed when they are tried again.
 */
export function mayPass(fault: unknown): boolean {
  const code = typeof fault === 'object' && fault !== null && 'code' in fault ? String(fault.code) : '';
  return /^(40001|40P01|23505)$/.test(code) || isLostConnection(fault);
}

/** The server went away, is coming back, or cannot be reached. Whether the last statement was carried out is not known. */
export function isLostConnection(fault: unknown): boolean {
  if (!(fault instanceof Error)) return false;
  const code = 'code' in fault ? String(fault.code) : '';
  if (/^(08...|57P..|25P03)$/.test(code)) return true;
  // Of the network, or of the client that found its connection gone: they have no SQLSTATE.
  return NETWORK.has(code) || CLIENT.test(fault.message);
}

const NETWORK = new Set(['ECONNRESET', 'ECONNREFUSED', 'ECONNABORTED', 'EPIPE', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH', 'ENOTFOUND', 'EAI_AGAIN']);
const CLIENT = /^Connection terminated|^timeout exceeded when trying to connect|is not queryable$/;
