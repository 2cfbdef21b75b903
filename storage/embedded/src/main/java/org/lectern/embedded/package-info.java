@NullMarked
package org.lectern.embedded;

import org.jspecify.annotations.NullMarked;
