/** On every HTTP answer. No inline script or style, nothing from another origin, no framing, no referrer. */
export const securityHeaders = {
  'content-security-policy': [
    "default-src 'self'",
    "img-src 'self'",
    "connect-src 'self'",
    "script-src 'self'",
    "style-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "form-action 'self'",
  ].join('; '),
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
} as const
