"""What happens in the LangGraph recordings, whatever instruments it: each story is a session of several runs.

A story is given `run(graph, input, **how)`, which invokes a graph as one turn of the session, and answers nothing: what must come of
it is written down beside the recording. langgraph 0.6 to 1.2.
"""
import asyncio
import os
import warnings
from operator import add
from typing import Annotated, TypedDict

from langchain_core.tools import tool
from langchain_openai import ChatOpenAI
from langgraph.checkpoint.memory import MemorySaver
from langgraph.errors import NodeInterrupt
from langgraph.func import entrypoint, task
from langgraph.graph import END, START, StateGraph
from langgraph.prebuilt import ToolNode
from langgraph.types import Command, interrupt

warnings.filterwarnings("ignore")
MODEL_URL = os.environ.get("MODEL_URL", "http://127.0.0.1:9999")


def model(**more):
    return ChatOpenAI(model="gpt-4o-mini", base_url=f"{MODEL_URL}/v1", api_key="none", max_retries=0, **more)


class State(TypedDict):
    question: str
    answer: str
    notes: Annotated[list, add]


def graph_of(nodes, edges, name="LangGraph", checkpointer=None, **compile_args):
    builder = StateGraph(State)
    for node, function in nodes.items():
        builder.add_node(node, function)
    for start, end in edges:
        builder.add_edge(start, end)
    return builder.compile(checkpointer=checkpointer, name=name, **compile_args)


@tool
def get_weather(city: str) -> str:
    """The weather in a city."""
    return f"Sunny in {city}"


@tool
def delete_file(path: str) -> str:
    """Deletes a file once a human agrees."""
    answer = interrupt({"question": f"Delete {path}?", "tool": "delete_file"})
    return f"{path}: {answer}"


def react_agent(tools, checkpointer, middleware=(), llm=None):
    llm = llm or model()
    try:
        from langchain.agents import create_agent
    except ImportError:
        from langgraph.prebuilt import create_react_agent

        return create_react_agent(llm, tools, checkpointer=checkpointer)
    return create_agent(llm, tools, checkpointer=checkpointer, middleware=list(middleware))


def user(text):
    return {"messages": [{"role": "user", "content": text}]}


def agent(run):
    """Two turns with an agent; it calls its tool in the first."""
    graph = react_agent([get_weather], MemorySaver())
    run(graph, user('call get_weather {"city":"Paris"}'))
    run(graph, user("Thanks, that is all"))


def agent_anthropic(run):
    """The same with a model of Anthropic, whose usage leaves the cache out on the wire."""
    from langchain_anthropic import ChatAnthropic

    claude = ChatAnthropic(model="claude-sonnet-4-5", base_url=MODEL_URL, api_key="none", max_retries=0)
    graph = react_agent([get_weather], MemorySaver(), llm=claude)
    run(graph, user('call get_weather {"city":"Paris"}'))
    run(graph, user("Thanks, that is all"))


def agent_streamed(run):
    """The first turn again, its tokens streamed, with a picture."""
    graph = react_agent([get_weather], MemorySaver(), llm=model(stream_usage=True))
    text = {"type": "text", "text": 'call get_weather {"city":"Paris"}'}
    picture = {"type": "image_url", "image_url": {"url": "data:image/png;base64,iVBORw0KGgo="}}
    run(graph, user([text, picture]), stream_mode="messages")


def ask(state):
    return {"answer": str(interrupt({"question": "Shall I go on?"}))}


def pause(run):
    """A node asks; a human answers with a word."""
    graph = graph_of({"ask": ask, "done": lambda s: {"notes": [s["answer"]]}}, [(START, "ask"), ("ask", "done")], checkpointer=MemorySaver())
    run(graph, {"question": "Begin"})
    run(graph, Command(resume="yes"))


def pause_text(run):
    """The question is plain text with quotes, line ends and brackets; the answer is an object."""

    def node(state):
        return {"answer": str(interrupt('Say "it\'s (fine)", or:\n[stop], id=\'no\''))}

    graph = graph_of({"ask": node}, [(START, "ask")], checkpointer=MemorySaver())
    run(graph, {"question": "Begin"})
    run(graph, Command(resume={"approved": True, "by": "Ada"}))


def subgraph(run):
    """The question is asked two graphs down."""
    inner = graph_of({"ask": ask}, [(START, "ask")], name="inner")
    middle = graph_of({"inner": inner}, [(START, "inner")], name="middle")
    outer = graph_of({"middle": middle}, [(START, "middle")], checkpointer=MemorySaver())
    run(outer, {"question": "Begin"})
    run(outer, Command(resume=True))


def parallel(run):
    """Two nodes ask at once; the answers come as a map by interrupt id."""

    def asking(what):
        return lambda state: {"notes": [f"{what}: {interrupt({'question': f'{what}?'})}"]}

    nodes = {"red": asking("red"), "blue": asking("blue"), "done": lambda state: {"answer": "painted"}}
    graph = graph_of(nodes, [(START, "red"), (START, "blue"), ("red", "done"), ("blue", "done")], checkpointer=MemorySaver())
    run(graph, {"question": "Which colours?"})
    waiting = run.state(graph).interrupts
    run(graph, Command(resume={each.id: f"yes to {each.value['question']}" for each in waiting}))


def parallel_inner(run):
    """Two nodes of a sub-graph ask at once: the graph above tells of both in one breath."""

    def asking(what):
        return lambda state: {"notes": [f"{what}: {interrupt({'question': f'{what}?'})}"]}

    inner = graph_of({"red": asking("red"), "blue": asking("blue")}, [(START, "red"), (START, "blue")], name="inner")
    graph = graph_of({"inner": inner}, [(START, "inner")], checkpointer=MemorySaver())
    run(graph, {"question": "Which colours?"})
    waiting = run.state(graph).interrupts
    run(graph, Command(resume={each.id: "yes" for each in waiting}))


def parallel_tools(run):
    """The model calls a tool twice at once, and each asks."""
    graph = react_agent([delete_file], MemorySaver())
    run(graph, user('call delete_file {"path":"a.txt"} and call delete_file {"path":"b.txt"}'))
    waiting = run.state(graph).interrupts
    run(graph, Command(resume={each.id: "yes" for each in waiting}))


def one_by_one(run):
    """Two nodes ask at once; the answers come one after the other, and what is not answered asks again."""

    def asking(what):
        return lambda state: {"notes": [f"{what}: {interrupt({'question': f'{what}?'})}"]}

    graph = graph_of({"red": asking("red"), "blue": asking("blue")}, [(START, "red"), (START, "blue")], checkpointer=MemorySaver())
    run(graph, {"question": "Which colours?"})
    for each in run.state(graph).interrupts:
        run(graph, Command(resume={each.id: f"yes to {each.value['question']}"}))


def sent(run):
    """The same node runs three times at once and asks each time."""
    from langgraph.types import Send

    builder = StateGraph(State)
    builder.add_node("ask", lambda state: {"notes": [interrupt({"question": state["question"]})]})
    builder.add_conditional_edges(START, lambda state: [Send("ask", {"question": f"{n}?"}) for n in (1, 2, 3)], ["ask"])
    graph = builder.compile(checkpointer=MemorySaver())
    run(graph, {"question": "Begin"})
    run(graph, Command(resume={each.id: "yes" for each in run.state(graph).interrupts}))


def agent_in_tool(run):
    """A tool runs an agent of its own, whose tool asks."""
    inner = react_agent([delete_file], None)

    @tool
    def helper(task: str) -> str:
        """Another agent."""
        return inner.invoke({"messages": [{"role": "user", "content": 'call delete_file {"path":"c.txt"}'}]})["messages"][-1].content

    graph = react_agent([helper], MemorySaver())
    run(graph, user('call helper {"task":"tidy up"}'))
    run(graph, Command(resume="yes"))


def inside_chain(run):
    """A step of a chain inside a node asks."""
    from langchain_core.runnables import RunnableLambda

    chain = RunnableLambda(lambda state: state["question"]) | RunnableLambda(lambda text: {"answer": str(interrupt({"question": text}))})
    graph = graph_of({"ask": chain}, [(START, "ask")], checkpointer=MemorySaver())
    run(graph, {"question": "Begin"})
    run(graph, Command(resume="yes"))


def handled_before(run):
    """A node handles an error of its own, then asks."""

    def node(state):
        try:
            get_weather.invoke({"town": "Paris"})
        except Exception:
            pass
        return {"answer": str(interrupt("Which town?"))}

    graph = graph_of({"ask": node}, [(START, "ask")], checkpointer=MemorySaver())
    run(graph, {"question": "Begin"})
    run(graph, Command(resume="Paris"))


def resume_update(run):
    """The answer also changes the state."""
    graph = graph_of({"ask": ask}, [(START, "ask")], checkpointer=MemorySaver())
    run(graph, {"question": "Begin"})
    run(graph, Command(resume="yes", update={"question": "Changed"}))


def retried(run):
    """A node fails once and is tried again: recovered."""
    from langgraph.types import RetryPolicy

    tries = []

    def node(state):
        tries.append(1)
        if len(tries) == 1:
            raise ConnectionError("not yet")
        return {"answer": "at last"}

    builder = StateGraph(State)
    builder.add_node("work", node, retry_policy=RetryPolicy(max_attempts=2, initial_interval=0.01))
    builder.add_edge(START, "work")
    run(builder.compile(checkpointer=MemorySaver()), {"question": "Begin"})


def twice(run):
    """One node asks twice, one question after the other."""

    def node(state):
        name = interrupt("Your name?")
        age = interrupt(f"Your age, {name}?")
        return {"answer": f"{name}, {age}"}

    graph = graph_of({"ask": node}, [(START, "ask")], checkpointer=MemorySaver())
    run(graph, {"question": "Begin"})
    run(graph, Command(resume="Ada"))
    run(graph, Command(resume=36))


def tool_pause(run):
    """A tool asks before it acts."""
    graph = react_agent([delete_file], MemorySaver())
    run(graph, user('call delete_file {"path":"a.txt"}'))
    run(graph, Command(resume="yes"))


def functional(run):
    """The functional API: a task asks inside an entrypoint."""

    @task
    def write(topic: str):
        return f"An essay about {topic}"

    @entrypoint(checkpointer=MemorySaver())
    def essay(topic: str):
        draft = write(topic).result()
        return {"draft": draft, "review": interrupt({"question": "Good enough?", "draft": draft})}

    run(essay, "cats")
    run(essay, Command(resume="fine"))


def node_interrupt(run):
    """The deprecated NodeInterrupt; the run goes on with None once the state is changed."""

    def node(state):
        if len(state["question"]) > 5:
            raise NodeInterrupt(f"Too long: {state['question']}")
        return {"answer": "ok"}

    graph = graph_of({"check": node}, [(START, "check")], checkpointer=MemorySaver())
    run(graph, {"question": "a long question"})
    run.update(graph, {"question": "short"})
    run(graph, None)


def handoff(run):
    """An agent in a sub-graph hands over to one of the parent: no error and no pause."""

    def first(state):
        return Command(goto="second", graph=Command.PARENT, update={"notes": ["handed over"]})

    inner = graph_of({"first": first}, [(START, "first")], name="inner")
    nodes = {"inner": inner, "second": lambda state: {"answer": "done by the second"}}
    graph = graph_of(nodes, [(START, "inner"), ("second", END)], checkpointer=MemorySaver())
    run(graph, {"question": "Begin"})


def breakpoint_root(run):
    """A static breakpoint of the root graph: nothing tells of it."""
    nodes = {"one": lambda state: {"notes": ["one"]}, "two": lambda state: {"answer": "two"}}
    graph = graph_of(nodes, [(START, "one"), ("one", "two")], checkpointer=MemorySaver(), interrupt_before=["two"])
    run(graph, {"question": "Begin"})
    run(graph, None)


def breakpoint_inner(run):
    """A static breakpoint of a sub-graph: an interrupt that asks nothing."""
    nodes = {"one": lambda state: {"notes": ["one"]}, "two": lambda state: {"answer": "two"}}
    inner = graph_of(nodes, [(START, "one"), ("one", "two")], name="inner", interrupt_before=["two"])
    graph = graph_of({"inner": inner}, [(START, "inner")], checkpointer=MemorySaver())
    run(graph, {"question": "Begin"})
    run(graph, None)


def left_stream(run):
    """The caller leaves the stream when the pause comes."""
    graph = graph_of({"ask": ask}, [(START, "ask")], checkpointer=MemorySaver())
    run(graph, {"question": "Begin"}, until="__interrupt__")
    run(graph, Command(resume="go"))


def left_stream_inner(run):
    """The same, with the question in a sub-graph."""
    inner = graph_of({"ask": ask}, [(START, "ask")], name="inner")
    graph = graph_of({"inner": inner}, [(START, "inner")], checkpointer=MemorySaver())
    run(graph, {"question": "Begin"}, until="__interrupt__")
    run(graph, Command(resume="go"))


def asynchronous(run):
    """Async nodes, invoked and streamed."""

    async def node(state):
        await asyncio.sleep(0)
        return {"answer": str(interrupt({"question": "Async?"}))}

    graph = graph_of({"ask": node}, [(START, "ask")], checkpointer=MemorySaver())
    run(graph, {"question": "Begin"}, is_async=True)
    run(graph, Command(resume=["a", "b"]), is_async=True)


def async_left(run):
    """Async, and the caller leaves the stream at the pause."""

    async def node(state):
        return {"answer": str(interrupt({"question": "Async?"}))}

    graph = graph_of({"ask": node}, [(START, "ask")], checkpointer=MemorySaver())
    run(graph, {"question": "Begin"}, is_async=True, until="__interrupt__")
    run(graph, Command(resume=3.5), is_async=True)


def cancelled(run):
    """The caller gives up while a node still works."""

    async def node(state):
        await asyncio.sleep(20)

    graph = graph_of({"slow": node}, [(START, "slow")], checkpointer=MemorySaver())
    run(graph, {"question": "Begin"}, is_async=True, timeout=0.2)


def approval(run, decision=None):
    """LangChain's HumanInTheLoopMiddleware asks for a tool call; the human decides."""
    from langchain.agents.middleware import HumanInTheLoopMiddleware

    middleware = [HumanInTheLoopMiddleware(interrupt_on={"get_weather": True})]
    graph = react_agent([get_weather], MemorySaver(), middleware)
    run(graph, user('call get_weather {"city":"Rome"}'))
    run(graph, Command(resume={"decisions": [decision or {"type": "approve"}]}))


def approval_rejected(run):
    """The same, but the human rejects with a reason."""
    approval(run, {"type": "reject", "message": "Not today"})


def approval_edited(run):
    """The same, but the human edits the arguments."""
    approval(run, {"type": "edit", "edited_action": {"name": "get_weather", "args": {"city": "Oslo"}}})


def failed(run):
    """A node raises: one error trace. Then the graph runs in circles: another. Then a good turn."""

    def node(state):
        if state["question"] == "break":
            raise ValueError("the disk is full: GraphInterrupt((Interrupt(value='no',),))")
        return {"answer": "fine"}

    graph = graph_of({"work": node}, [(START, "work")], checkpointer=MemorySaver())
    circle = graph_of({"a": lambda s: {"notes": ["a"]}, "b": lambda s: {"notes": ["b"]}}, [(START, "a"), ("a", "b"), ("b", "a")], name="circle", checkpointer=MemorySaver())
    run(graph, {"question": "break"})
    run(circle, {"question": "circle"}, recursion_limit=4)
    run(graph, {"question": "work"})


def pause_and_failure(run):
    """Of two parallel nodes one asks and the other raises: an error, the pause stays a note."""

    def broken(state):
        raise RuntimeError("the printer is on fire")

    graph = graph_of({"ask": ask, "broken": broken}, [(START, "ask"), (START, "broken")], checkpointer=MemorySaver())
    run(graph, {"question": "Begin"})


def swallowed(run):
    """`except Exception` around interrupt() swallows the pause; what is raised next is a genuine error."""

    def node(state):
        try:
            interrupt("Go on?")
        except Exception as pause_taken:
            raise KeyError("answer") from pause_taken

    graph = graph_of({"ask": node}, [(START, "ask")], checkpointer=MemorySaver())
    run(graph, {"question": "Begin"})


def failing_model(run):
    """The model refuses; the node lets it through. Then a tool fails and the agent recovers."""

    @tool
    def divide(by: int) -> str:
        """Divides."""
        return str(1 / by)

    class Chat(TypedDict):
        messages: Annotated[list, add]

    builder = StateGraph(Chat)
    builder.add_node("model", lambda state: {"messages": [model().bind_tools([divide]).invoke(state["messages"])]})
    builder.add_node("tools", ToolNode([divide], handle_tool_errors=True))
    builder.add_edge(START, "model")
    builder.add_conditional_edges("model", lambda state: "tools" if state["messages"][-1].tool_calls else END)
    builder.add_edge("tools", "model")
    graph = builder.compile(checkpointer=MemorySaver())
    run(graph, user("fail"), thread="thread-2")
    run(graph, user('call divide {"by":0}'))

