/** What the transcoder asks of the catalogue. */
@NullMarked
package org.lectern.catalogue.work;

import org.jspecify.annotations.NullMarked;
