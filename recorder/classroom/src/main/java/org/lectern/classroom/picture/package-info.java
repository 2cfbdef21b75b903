/** What simulated devices show and say. */
@NullMarked
package org.lectern.classroom.picture;

import org.jspecify.annotations.NullMarked;
