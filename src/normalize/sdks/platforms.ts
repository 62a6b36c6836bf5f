import type { Sdk } from './sdk.ts'

/** SDKs of tracing products. */
export const PLATFORMS: readonly Sdk[] = [
  {
    name: 'Langfuse',
    scopes: ['langfuse*'],
    session: {
      text: 'Propagate the id of the session to every span of a turn.',
      code: 'from langfuse import propagate_attributes\n\nwith propagate_attributes(session_id=conversation_id):\n    answer(question)',
      language: 'python',
    },
    usage: {
      text: 'A generation made by hand tells its tokens only when they are given to it.',
      code: 'generation.update(usage_details={"input": input_tokens, "output": output_tokens})',
      language: 'python',
    },
    content: {
      text: 'A mask or capture_input=False and capture_output=False of @observe leaves content out. Remove them where content may be kept.',
    },
  },
  {
    name: 'LangSmith',
    scopes: ['langsmith*'],
    session: {
      text: 'Put the id into the metadata of the run. LangSmith calls its projects sessions: those are no conversations.',
      code: 'chain.invoke(question, config={"metadata": {"session_id": conversation_id}})\n\n# @traceable functions\nanswer(question, langsmith_extra={"metadata": {"session_id": conversation_id}})',
      language: 'python',
    },
    content: {
      text: 'Inputs or outputs are hidden. Remove these variables.',
      code: 'unset LANGSMITH_HIDE_INPUTS LANGSMITH_HIDE_OUTPUTS',
      language: 'shell',
    },
  },
  {
    name: 'MLflow',
    scopes: ['mlflow*'],
    language: 'python',
    session: {
      text: 'Set the session on a span: the metadata of a trace does not travel with OTLP.',
      code: 'mlflow.get_current_active_span().set_attribute("mlflow.trace.session", conversation_id)',
      language: 'python',
    },
  },
  {
    name: 'Laminar',
    scopes: ['lmnr*'],
    session: {
      text: 'Set the session inside the first span of each turn.',
      code: 'Laminar.set_trace_session_id(conversation_id)',
      language: 'python',
    },
    content: { text: 'observe() was told to leave input or output out. Remove ignore_input and ignore_output where content may be kept.' },
  },
  {
    name: 'LangWatch',
    scopes: ['langwatch*'],
    session: {
      text: 'Give the thread of the conversation with the metadata of each trace.',
      code: 'langwatch.get_current_trace().update(metadata={"thread_id": conversation_id})',
      language: 'python',
    },
  },
  {
    name: 'Pydantic AI and Logfire',
    scopes: ['pydantic-ai*', 'logfire*'],
    language: 'python',
    session: {
      text: 'Name the conversation of each run; unless you do, every run is a conversation of its own. Older versions need a span around the run.',
      code: 'agent.run_sync(question, message_history=history, conversation_id=conversation_id)\n\n# before conversation_id existed\nwith tracer.start_as_current_span("turn", attributes={"session.id": conversation_id}):\n    agent.run_sync(question, message_history=history)',
      language: 'python',
    },
    content: {
      text: 'Content is off. Let the agent record it.',
      code: 'Agent.instrument_all(InstrumentationSettings(include_content=True))',
      language: 'python',
    },
  },
]
