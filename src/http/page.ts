import type { FastifyReply } from 'fastify';

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text that may stand anywhere in HTML, in an attribute's quotes as well. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}

/** Data for the scripts of a page, which find it by its id. It is no script itself, so it needs no leave to run. */
export function dataBlock(id: string, data: unknown): string {
  return `<script type="application/json" id="${id}">${JSON.stringify(data).replaceAll('<', '\\u003c')}</script>`;
}

/** What a page may load beyond nothing at all; sources by directive, such as `{ 'script-src': ["'self'"] }`. */
export type Policy = Readonly<Record<string, readonly string[]>>;

/** Sends a page that may load what the policy says and nothing else, and that no other page may frame. */
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
