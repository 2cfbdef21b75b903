package org.lectern.media.rtsp;

/** Which packets of a source have come, and how many have not (RFC 3550, A.1 and A.3). Pure; for one thread. */
final class RtpSequence {
    /** A number this far off is a source that began anew. */
    private static final int FAR = 3000;

    private boolean begun;
    private int source;
    private long first;
    private long highest;
    private long received;
    private long expectedBefore;
    private long receivedBefore;

    /** How a packet follows those before it. */
    enum Order {
        /** It is the next one. */
        NEXT,
        /** Packets before it have not come. */
        AFTER_LOSS,
        /** It comes late, or twice. */
        OLD,
        /** The source began anew: its numbers and times mean something else. */
        RESTART
    }

    /** Takes note of a packet. */
    Order take(int number, int from) {
        if (!begun) {
            begin(number, from);
            return Order.NEXT;
        }
        int step = (short) (number - (int) highest);
        if (from != source || Math.abs(step) > FAR) {
            begin(number, from);
            return Order.RESTART;
        }
        received++;
        if (step <= 0) {
            return Order.OLD;
        }
        highest += step;
        return step == 1 ? Order.NEXT : Order.AFTER_LOSS;
    }

    private void begin(int number, int from) {
        begun = true;
        source = from;
        first = number;
        highest = number;
        received = 1;
        expectedBefore = 0;
        receivedBefore = 0;
    }

    int source() {
        return source;
    }

    /** The highest number, counted on beyond 16 bits. */
    long highest() {
        return highest;
    }

    long lost() {
        return Math.max(0, highest - first + 1 - received);
    }

    /** The part of the packets since the last call that was lost, in 1/256. */
    int takeFractionLost() {
        long expected = highest - first + 1 - expectedBefore;
        long lost = expected - (received - receivedBefore);
        expectedBefore += expected;
        receivedBefore = received;
        return expected <= 0 || lost <= 0 ? 0 : (int) Math.min(255, lost * 256 / expected);
    }
}
