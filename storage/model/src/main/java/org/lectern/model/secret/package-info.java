/** Keeping secrets out of what lies on disks. */
@NullMarked
package org.lectern.model.secret;

import org.jspecify.annotations.NullMarked;
