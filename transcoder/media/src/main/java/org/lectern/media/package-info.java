@NullMarked
package org.lectern.media;

import org.jspecify.annotations.NullMarked;
