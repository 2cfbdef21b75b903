package org.lectern.catalogue.work;

import java.util.UUID;

/** Names an uploaded file: the payload of the task {@link Tasks#IMPORT_UPLOAD}. */
public record UploadRef(UUID uploadId) {}
