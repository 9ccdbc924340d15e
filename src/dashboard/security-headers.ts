/** Nothing runs, nothing is loaded from elsewhere, nobody may frame it, and no other site learns what was open here. */

/** `formsTo` are the origins besides our own that a form may be sent to. */
export function securityHeaders(formsTo: readonly string[] = []): Readonly<Record<string, string>> {
  const forms = ["'self'", ...formsTo].join(' ');
  return {
    'content-security-policy': `default-src 'none'; style-src 'self'; img-src 'self'; form-action ${forms}; frame-ancestors 'none'; base-uri 'none'`,
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'same-origin',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': 'camera=(), geolocation=(), microphone=()',
    'cache-control': 'no-store',
    'x-robots-tag': 'noindex',
  };
}
