/** The composite view of publications. */
@NullMarked
package org.lectern.catalogue.compose;

import org.jspecify.annotations.NullMarked;
