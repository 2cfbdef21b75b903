package org.lectern.catalogue.work;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.kagkarlsson.scheduler.serializer.JacksonSerializer;
import com.github.kagkarlsson.scheduler.serializer.Serializer;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import org.jspecify.annotations.Nullable;
import org.lectern.model.DeviceRole;
import org.lectern.model.MediaKind;
import org.lectern.model.plan.VideoEncoder;

/** The tasks of the queue, their payloads and priorities. */
public final class Tasks {
    /** Encodes one chunk of one track, all rungs. */
    public static final TaskDescriptor<ChunkRef> ENCODE_CHUNK = TaskDescriptor.of("encode-chunk", ChunkRef.class);

    /**
     * The same for chunks that only workers with one encoder take; who takes it finds the encoder in
     * its track.
     */
    public static TaskDescriptor<ChunkRef> encodeChunk(@Nullable VideoEncoder encoder) {
        return encoder == null || encoder == VideoEncoder.X264
                ? ENCODE_CHUNK
                : TaskDescriptor.of(ENCODE_CHUNK.getTaskName() + "-" + encoder.key(), ChunkRef.class);
    }

    /** Writes the final playlists of a publication whose chunks are all playable. */
    public static final TaskDescriptor<PublicationRef> CLOSE_PUBLICATION =
            TaskDescriptor.of("close-publication", PublicationRef.class);

    /** Reads an uploaded file into the source segments of a lecture. */
    public static final TaskDescriptor<UploadRef> IMPORT_UPLOAD = TaskDescriptor.of("import-upload", UploadRef.class);

    /** How payloads are kept. */
    public static final Serializer SERIALIZER = new JacksonSerializer(new ObjectMapper());

    static final int CLOSE_PRIORITY = 100;

    /** By so much each urgency lies below the one before it. */
    private static final int BELOW = 50;

    /** Behind all that is being taught now; before the chunks of what lies there already, so that they can be shared out. */
    static final int IMPORT_PRIORITY = 55;

    private Tasks() {}

    /**
     * The priority of a chunk: live before backlog; within each sound, then slides, then cameras, so that
     * a lecture is watchable before it is whole, and last the best rungs that were left for later. Higher
     * goes first.
     */
    public static int priority(DeviceRole role, MediaKind kind, Urgency urgency, boolean rest) {
        int within;
        if (rest) {
            within = 60;
        } else if (kind == MediaKind.AUDIO) {
            within = 90;
        } else {
            within = role == DeviceRole.SLIDES ? 80 : 70;
        }
        return within - BELOW * urgency.ordinal();
    }
}
