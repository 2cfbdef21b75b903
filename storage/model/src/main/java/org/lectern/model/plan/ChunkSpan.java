package org.lectern.model.plan;

/**
 * A chunk's frames on the grid of frames: [firstFrame, endFrame).
 *
 * @param last whether the publication ends with it
 */
public record ChunkSpan(long firstFrame, long endFrame, boolean last) {}
