import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { signIn } from './server/sign-in.ts';

const gateway = process.env.GATEWAY_URL ?? 'http://127.0.0.1:4000';
// The page and the gateway share an origin, so neither CORS nor a second host is involved. `/testbank` is the bank login.
const proxy = { '/graphql': { target: gateway, changeOrigin: true }, '/testbank': gateway };
const server = { host: '127.0.0.1', port: Number(process.env.PORT ?? 3000), strictPort: true, proxy };

const policy = [
  "default-src 'self'",
  // Recharts positions its tooltips with style attributes.
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "frame-ancestors 'none'",
  "base-uri 'none'",
  "form-action 'self'",
].join('; ');

export default defineConfig({
  plugins: [react(), signIn(gateway)],
  // The charts are a file of their own; the rest is React and Apollo Client for the most part.
  build: { chunkSizeWarningLimit: 600 },
  server,
  preview: { ...server, headers: { 'content-security-policy': policy, 'x-content-type-options': 'nosniff' } },
});
