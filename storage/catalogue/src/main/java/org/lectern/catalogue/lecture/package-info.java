/** Lectures and courses. */
@NullMarked
package org.lectern.catalogue.lecture;

import org.jspecify.annotations.NullMarked;
