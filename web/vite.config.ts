import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';

// The pages are carried in the binary and speak to the room that served them; `npm run dev` speaks to one that runs.
export default defineConfig({
  plugins: [svelte()],
  build: { target: 'es2022', modulePreload: { polyfill: false }, assetsInlineLimit: 0 },
  // The map's worker is a module as the rest is.
  worker: { format: 'es' },
  server: { proxy: { '/api': 'http://127.0.0.1:8470', '/healthz': 'http://127.0.0.1:8470' } },
});
