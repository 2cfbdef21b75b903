/** The object port and the layout of keys. */
@NullMarked
package org.lectern.model.object;

import org.jspecify.annotations.NullMarked;
