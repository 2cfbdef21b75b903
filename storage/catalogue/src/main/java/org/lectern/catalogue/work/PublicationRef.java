package org.lectern.catalogue.work;

import java.util.UUID;

/** Names a publication: the payload of the task {@link Tasks#CLOSE_PUBLICATION}. */
public record PublicationRef(UUID publicationId) {}
