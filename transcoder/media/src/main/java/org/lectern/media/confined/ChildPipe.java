package org.lectern.media.confined;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** The child's ends of the pipes. For one thread. */
final class ChildPipe {
    private final DataInputStream in;
    private final DataOutputStream out;

    ChildPipe(DataInputStream in, DataOutputStream out) {
        this.in = in;
        this.out = out;
    }

    /** Asks the parent for bytes; null where there are none any more. */
    byte @Nullable [] ask(long place, int length) {
        try {
            out.writeByte(Messages.ASK);
            out.writeLong(place);
            out.writeInt(length);
            out.flush();
            if (in.readByte() != Messages.ANSWER) {
                throw new IOException("The parent answers something else.");
            }
            int count = in.readInt();
            if (count == Messages.NOTHING) {
                return null;
            }
            byte[] bytes = in.readNBytes(count);
            if (bytes.length < count) {
                throw new IOException("The parent is gone.");
            }
            return bytes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Gives the parent bytes. */
    void give(Object head, byte[] body) {
        byte[] json = Messages.write(head);
        try {
            out.writeByte(Messages.GIVE);
            out.writeInt(json.length);
            out.write(json);
            out.writeInt(body.length);
            out.write(body);
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
