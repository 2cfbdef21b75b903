package org.lectern.transcoder;

/** Lets work go on that may wait. */
public interface Gate {
    /**
     * Returns when nothing more urgent is to be done.
     *
     * @throws org.lectern.model.LecternException INTERNAL if the worker stops
     */
    void pass();
}
