import { defineConfig } from '@playwright/test'

// e2e drives the built package: real servers, real exporters, a real Chromium.
export default defineConfig({
  testDir: 'test/e2e',
  testMatch: '**/*.e2e.ts',
  outputDir: '.reports/e2e',
  timeout: 120_000,
  expect: { timeout: 15_000 },
  workers: 1,
  retries: 0,
  forbidOnly: true,
  use: {
    trace: 'retain-on-failure',
    launchOptions: {
      ...(process.env['SOJOURN_CHROMIUM'] ? { executablePath: process.env['SOJOURN_CHROMIUM'] } : {}),
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
})
