import { useEffect, useMemo, useState } from 'react'

/** The last answer that came; one that needs no waiting is there at once. `ask` keeps its identity while it would answer the same. */
export function useAnswer<Question, Answer>(ask: (question: Question) => Answer | Promise<Answer>, question: Question): Answer | undefined {
  const [settled, settle] = useState<Answer>()
  const answer = useMemo(() => ask(question), [ask, question])
  useEffect(() => {
    if (!(answer instanceof Promise)) return
    let isCurrent = true
    answer.then(
      (value) => isCurrent && settle(() => value),
      () => isCurrent && settle(undefined),
    )
    return () => {
      isCurrent = false
    }
  }, [answer])
  return answer instanceof Promise ? settled : answer
}
