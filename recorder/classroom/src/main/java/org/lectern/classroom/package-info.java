@NullMarked
package org.lectern.classroom;

import org.jspecify.annotations.NullMarked;
