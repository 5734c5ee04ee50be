"""What a browser may load on our pages (Content-Security-Policy): ours alone, and nothing that stands inline."""

from django.utils.csp import CSP

PUBLIC = {
    "default-src": [CSP.NONE],
    "img-src": [CSP.SELF],
    "font-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "script-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "manifest-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
}
BACK_OFFICE = {
    **PUBLIC,
    "style-src": [CSP.SELF, CSP.NONCE],
    "script-src": [CSP.SELF, CSP.NONCE],
    "img-src": [CSP.SELF, "data:", "blob:"],
    "frame-src": [CSP.SELF],
    "frame-ancestors": [CSP.SELF],
}
