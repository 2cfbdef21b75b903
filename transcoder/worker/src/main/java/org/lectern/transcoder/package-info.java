@NullMarked
package org.lectern.transcoder;

import org.jspecify.annotations.NullMarked;
