/** Refusals of the CFN-compatible API, as its clients read them. */

/** `<ErrorResponse><Error><Type>…</Type><Code>…</Code><Message>…</Message></Error></ErrorResponse>` */
export function cfnError(status: number, code: string, message: string): Response {
  const type = status >= 500 ? 'Server' : 'Sender';
  const error = xmlElement('Error', [xmlElement('Type', [xmlText(type)]), xmlElement('Code', [xmlText(code)]), xmlElement('Message', [xmlText(message)])]);
  return new Response(xmlElement('ErrorResponse', [error]), { status, headers: { 'content-type': 'application/xml' } });
}

export function xmlElement(name: string, content: readonly string[]): string {
  return `<${name}>${content.join('')}</${name}>`;
}

/** Characters that XML cannot carry at all are replaced. */
export function xmlText(text: string): string {
  return text.replaceAll(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, '\uFFFD').replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
