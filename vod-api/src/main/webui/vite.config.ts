import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const hlsVersion = JSON.parse(readFileSync(new URL('node_modules/hls.js/package.json', import.meta.url), 'utf8')).version as string;

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/**
 * hls.js is built from its own sources, so that only the parts that our publications need end up
 * in the bundle: sound in separate renditions and captions stay, DRM, ads, CMCD and the rest go.
 * That is a third less than its ready-made full build.
 */
const hlsFeatures = {
  __VERSION__: JSON.stringify(hlsVersion),
  __USE_ALT_AUDIO__: 'true',
  __USE_SUBTITLES__: 'true',
  __USE_MEDIA_CAPABILITIES__: 'true',
  __USE_EME_DRM__: 'false',
  __USE_CMCD__: 'false',
  __USE_CONTENT_STEERING__: 'false',
  __USE_VARIABLE_SUBSTITUTION__: 'false',
  __USE_M2TS_ADVANCED_CODECS__: 'false',
  __USE_INTERSTITIALS__: 'false',
  __USE_IFRAMES__: 'false',
  __IN_WORKER__: 'false',
  __HLS_WORKER_BUNDLE__: 'undefined',
};

export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  define: hlsFeatures,
  resolve: { alias: [{ find: /^hls\.js$/, replacement: here('node_modules/hls.js/src/hls.ts') }] },
  build: { outDir: 'dist', target: 'es2022', sourcemap: false, chunkSizeWarningLimit: 600 },
  server: {
    proxy: Object.fromEntries(
      ['/api', '/play'].map((path) => [path, process.env.LECTERN_SERVER_URL ?? 'http://127.0.0.1:8080']),
    ),
  },
  test: { environment: 'node', include: ['test/**/*.test.ts'], testTimeout: 20_000 },
});
