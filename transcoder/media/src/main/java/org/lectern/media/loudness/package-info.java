/** How loud sound is (ITU-R BS.1770, EBU R 128), and how it is brought to one level. Pure. */
@NullMarked
package org.lectern.media.loudness;

import org.jspecify.annotations.NullMarked;
