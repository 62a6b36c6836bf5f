import { createContext } from 'react'

/** Where the bytes with this id are, of the span whose messages are shown. Absent: nothing here has bytes. */
export const MediaSource = createContext<((blobId: string) => string) | undefined>(undefined)
