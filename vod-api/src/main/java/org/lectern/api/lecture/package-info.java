/** Lectures and courses over REST. */
@NullMarked
package org.lectern.api.lecture;

import org.jspecify.annotations.NullMarked;
