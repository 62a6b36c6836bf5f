#!/usr/bin/env node
import { existsSync } from 'node:fs'

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
const entry = new URL('../dist/main.js', import.meta.url)

if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`sojourn: needs Node.js 20.19 or newer, this is ${process.versions.node}`)
  process.exit(1)
}
if (!existsSync(entry)) {
  console.error('sojourn: nothing is built yet, run `npm run build` first')
  process.exit(1)
}
await import(entry.href)
