import { context } from '@opentelemetry/api'
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks'
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto'
import { BasicTracerProvider, BatchSpanProcessor } from '@opentelemetry/sdk-trace-base'
import { LangChainInstrumentation } from '@arizeai/openinference-instrumentation-langchain'
import { setSession } from '@arizeai/openinference-core'
import * as CallbackManagerModule from '@langchain/core/callbacks/manager'
import * as traceloop from '@traceloop/node-server-sdk'

/** Instruments LangChain. `runAs` runs one turn of a session. */
export async function instrument(name, endpoint, apiKey) {
  return name === 'openinference' ? openinference(endpoint) : traceloopSdk(name === 'traceloop-workflow', endpoint, apiKey)
}

function openinference(endpoint) {
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable())
  const exporter = new OTLPTraceExporter({ url: `${endpoint}/v1/traces` })
  const provider = new BasicTracerProvider({ spanProcessors: [new BatchSpanProcessor(exporter)] })
  new LangChainInstrumentation({ tracerProvider: provider }).manuallyInstrument(CallbackManagerModule)
  return {
    runAs: (sessionId, run) => context.with(setSession(context.active(), { sessionId }), run),
    flush: () => provider.forceFlush(),
  }
}

/** Without a workflow around it, every runnable is a trace of its own. */
function traceloopSdk(hasWorkflow, endpoint, apiKey) {
  traceloop.initialize({
    appName: 'langgraph-app',
    baseUrl: endpoint,
    apiKey,
    silenceInitializationMessage: true,
    traceloopSyncEnabled: false,
    instrumentModules: { langchain: true },
  })
  return {
    runAs: (sessionId, run) =>
      traceloop.withAssociationProperties({ session_id: sessionId }, () =>
        hasWorkflow ? traceloop.withWorkflow({ name: 'turn' }, run) : run(),
      ),
    flush: () => traceloop.forceFlush(),
  }
}
