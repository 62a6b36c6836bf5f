// Writes openapi.json from the contract: `npm run openapi`. A test says when it is stale.
import { writeFileSync } from 'node:fs'
import { openApiDocument } from '../src/api/openapi.ts'

writeFileSync('openapi.json', `${JSON.stringify(openApiDocument(), undefined, 2)}\n`)
