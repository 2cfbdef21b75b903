package org.lectern.catalogue.lecture;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A course.
 *
 * @param language what is spoken, BCP 47; null if it is not known
 */
public record CourseInfo(
        UUID id, String code, String title, @Nullable String language) {}
