package org.lectern.catalogue.rehearsal;

import org.jspecify.annotations.Nullable;
import org.lectern.model.RehearsalVerdict;

/**
 * One thing that a rehearsal found.
 *
 * @param device the device's name, null if it is the whole room's
 * @param text what is wrong and what to do
 */
public record Finding(RehearsalVerdict verdict, @Nullable String device, String text) {}
