package org.lectern.model.plan;

import java.util.List;
import org.lectern.model.ErrorCode;
import org.lectern.model.LecternException;

/**
 * What is made of a chunk in one go.
 *
 * @param renditions some of its plan's, in the plan's order; at least one
 */
public record ChunkPart(Hurry hurry, List<String> renditions) {
    public ChunkPart {
        if (renditions.isEmpty()) {
            throw new LecternException(ErrorCode.INTERNAL, "A part of a chunk has at least one rendition.");
        }
        renditions = List.copyOf(renditions);
    }

    /** All of it, as planned. */
    public static ChunkPart whole(TrackPlan plan) {
        return new ChunkPart(Hurry.NONE, plan.renditions());
    }
}
