package org.lectern.recorder.capture;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class QueueRoomTest {
    private final QueueRoom room = new QueueRoom(80, 100);

    @Test
    void tracks_shareWhatThereIsForAll() {
        assertThat(room.take(60)).isTrue();
        assertThat(room.take(60)).isFalse();
        assertThat(room.take(40)).isTrue();
        assertThat(room.take(1)).isFalse();
    }

    @Test
    void whatIsGivenBack_isTakenAgain() {
        room.take(100);
        room.give(30);

        assertThat(room.take(31)).isFalse();
        assertThat(room.take(30)).isTrue();
    }
}
