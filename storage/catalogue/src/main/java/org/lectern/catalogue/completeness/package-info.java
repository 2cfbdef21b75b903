/** Whether a capture is all there: what was planned, recorded, uploaded and made playable, compared. */
@NullMarked
package org.lectern.catalogue.completeness;

import org.jspecify.annotations.NullMarked;
