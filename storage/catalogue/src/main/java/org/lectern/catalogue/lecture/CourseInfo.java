package org.lectern.catalogue.lecture;

import java.util.UUID;

/** A course. */
public record CourseInfo(UUID id, String code, String title) {}
