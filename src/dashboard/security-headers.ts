/** Nothing runs, nothing is loaded from elsewhere, nobody may frame it, and no other site learns what was open here. */

/**
 * `formsTo` are the origins besides our own that a form may be sent to; they are told from which origin it comes, and nothing more.
 * Without any the browser would say `Origin: null` there, which a site may refuse. Source: Fetch, "Append a request `Origin` header".
 */
export function securityHeaders(formsTo: readonly string[] = []): Readonly<Record<string, string>> {
  const forms = ["'self'", ...formsTo].join(' ');
  return {
    'content-security-policy': `default-src 'none'; style-src 'self'; img-src 'self'; form-action ${forms}; frame-ancestors 'none'; base-uri 'none'`,
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': formsTo.length === 0 ? 'same-origin' : 'strict-origin',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': 'camera=(), geolocation=(), microphone=()',
    'cache-control': 'no-store',
    'x-robots-tag': 'noindex',
  };
}
