// The filter language: one text for URL, API, CLI and saved views ⇄ a typed tree.
// In: what somebody wrote, and what the list shows. Out: its terms in order, each with its place in the text and either a condition
// or what is wrong with it.
// Promises: pure; every character belongs to a term or is white space; whatever is quoted comes back as it was; no text is too odd.
// Never: knows of SQL, drops what it does not understand, or throws.
export { FIELDS, fieldNamed, fieldsOf, type Field, type FieldType } from './fields.ts'
export { conditionsOf, parseFilter, type Fault, type Term } from './parse-filter.ts'
export { parseWindow } from './parse-time.ts'
export { unquote } from './read-pieces.ts'
export { addTerm, quoteValue, removeTerm, writeTerm } from './write-filter.ts'
