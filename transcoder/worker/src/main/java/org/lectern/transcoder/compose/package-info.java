/** Makes the composite view of closed publications. */
@NullMarked
package org.lectern.transcoder.compose;

import org.jspecify.annotations.NullMarked;
