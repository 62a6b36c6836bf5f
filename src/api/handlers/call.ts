import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Contract, File, Operation, Stream } from '../contract/contract.ts'
import type { BodyOf, ParamsOf, QueryOf, ReplyOf } from '../contract/route.ts'

/** A checked request. */
export type Call<O extends Operation> = {
  readonly params: ParamsOf<Contract[O]>
  readonly query: QueryOf<Contract[O]>
  readonly body: BodyOf<Contract[O]>
  readonly request: FastifyRequest
  readonly reply: FastifyReply
  /** Comes when nobody waits for the answer any more. */
  readonly signal: AbortSignal
}

type Answer<O extends Operation> = O extends Stream | File ? AsyncIterable<ReplyOf<Contract[O]>> : ReplyOf<Contract[O]>
export type Handler<O extends Operation> = (call: Call<O>) => Promise<Answer<O>> | Answer<O>
export type HandlersOf<O extends Operation> = { readonly [K in O]: Handler<K> }
export type Handlers = HandlersOf<Operation>
