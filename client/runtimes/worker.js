import { useEverything } from './program.js';

// For workerd, Cloudflare's runtime: an edge worker that is asked what came of it.
export default {
  async fetch(request) {
    const given = new URL(request.url).searchParams;
    return Response.json(await useEverything(given.get('url'), given.get('token')));
  },
};
