/** Files that become lectures: taken in pieces, read by a worker. */
@NullMarked
package org.lectern.catalogue.upload;

import org.jspecify.annotations.NullMarked;
