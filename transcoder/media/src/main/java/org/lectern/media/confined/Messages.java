package org.lectern.media.confined;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.DataInputStream;
import java.io.IOException;
import org.lectern.model.ErrorCode;
import org.lectern.model.LecternException;

/** What goes through the two pipes between a confined child and its parent. */
final class Messages {
    /** Child: how it is confined; an empty text for wholly, else what is missing. */
    static final byte CONFINED = 'C';
    /** Parent: what to do; a name and JSON. */
    static final byte JOB = 'J';
    /** Child: asks for bytes; a place and a length. */
    static final byte ASK = 'R';
    /** Parent: the bytes. */
    static final byte ANSWER = 'B';
    /** Child: gives bytes with a head in JSON. */
    static final byte GIVE = 'O';
    /** Child: it is done; JSON. */
    static final byte DONE = 'D';
    /** Child: it failed; an error code and a text. */
    static final byte FAILED = 'F';

    /** A length that says that there are no bytes: the end of a file. */
    static final int NOTHING = -1;

    static final int MOST_HEAD_BYTES = 4 * 1024 * 1024;
    static final int MOST_BODY_BYTES = 96 * 1024 * 1024;

    private static final ObjectMapper JSON = new ObjectMapper()
            .registerModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    private Messages() {}

    static byte[] write(Object record) {
        try {
            return JSON.writeValueAsBytes(record);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A record that cannot be written: " + record.getClass(), e);
        }
    }

    /**
     * Reads a record.
     *
     * @throws LecternException with {@code MEDIA_DAMAGED} if it is none of its kind
     */
    static <T> T read(byte[] json, Class<T> type) {
        try {
            T value = JSON.readValue(json, type);
            if (value != null) {
                return value;
            }
        } catch (IOException | RuntimeException e) {
            throw new LecternException(
                    ErrorCode.MEDIA_DAMAGED,
                    "What reads the file talks nonsense: %s.".formatted(type.getSimpleName()),
                    e);
        }
        throw new LecternException(ErrorCode.MEDIA_DAMAGED, "What reads the file says nothing.");
    }

    /** Reads bytes behind their length. */
    static byte[] bytes(DataInputStream in, int most) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > most) {
            throw new IOException("A message of %d bytes.".formatted(length));
        }
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new IOException("A message that breaks off.");
        }
        return bytes;
    }
}
