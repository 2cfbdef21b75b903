package org.lectern.model;

/** The life of a publication: one immutable, versioned tree of playable objects. */
public enum PublicationState {
    /** Grows while the lecture is recorded ({@code EXT-X-PLAYLIST-TYPE:EVENT}). */
    LIVE,
    /** The end is known; the last chunks are being encoded. */
    FINISHING,
    /** Closed ({@code VOD}, {@code EXT-X-ENDLIST}); nothing in it changes any more. */
    CLOSED;

    public static final Transitions<PublicationState> TRANSITIONS = Transitions.of(PublicationState.class)
            .row(LIVE, FINISHING)
            .row(FINISHING, CLOSED)
            .build();
}
