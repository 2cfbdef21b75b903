@NullMarked
package org.lectern.recorder;

import org.jspecify.annotations.NullMarked;
