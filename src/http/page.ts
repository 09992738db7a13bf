import type { FastifyReply } from 'fastify';

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Escapes text for HTML, including quoted attributes. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}

/** Embeds data for a page's scripts, by id. Not a script itself, so the policy does not apply. */
export function dataBlock(id: string, data: unknown): string {
  return `<script type="application/json" id="${id}">${JSON.stringify(data).replaceAll('<', '\\u003c')}</script>`;
}

/** Content security policy beyond `'none'`: sources by directive, such as `{ 'script-src': ["'self'"] }`. */
export type Policy = Readonly<Record<string, readonly string[]>>;

/** Sends a page that may only load what the policy lists, and that must not be framed. */
export function sendPage(reply: FastifyReply, html: string, policy: Policy): FastifyReply {
  const nothing: Policy = {
    'default-src': ["'none'"],
    'base-uri': ["'none'"],
    'form-action': ["'none'"],
    'frame-ancestors': ["'none'"],
  };
  const directives = Object.entries({ ...nothing, ...policy }).map(([name, sources]) => `${name} ${sources.join(' ')}`);
  return reply
    .headers({
      'content-security-policy': directives.join('; '),
      'x-frame-options': 'DENY',
      'cross-origin-resource-policy': 'same-origin',
      'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
    })
    .type('text/html; charset=utf-8')
    .send(html);
}
