/**
 * Who may load. On a weak line the sound goes first: while the master's buffer is short, a slave
 * that has some seconds in hand stops asking for more. Pure.
 */
export const SHARE = {
  /** Below this much buffered, the master is short… */
  masterShort: 6,
  /** …until it has this much. */
  masterEnough: 12,
  /** A slave with at least this much can wait. */
  slaveEnough: 8,
} as const;

export interface Buffered {
  /** Seconds ahead of the position. */
  ahead: number;
  /** Everything to the end is there. */
  complete: boolean;
}

/** Whether the slave may load, given whether it might until now. */
export function slaveMayLoad(master: Buffered, slave: Buffered, mightLoad: boolean): boolean {
  if (slave.ahead < SHARE.slaveEnough || master.complete) return true;
  return mightLoad ? master.ahead >= SHARE.masterShort : master.ahead >= SHARE.masterEnough;
}
