/** What is being encoded, by whom, and when it will be done. */
@NullMarked
package org.lectern.catalogue.encoding;

import org.jspecify.annotations.NullMarked;
