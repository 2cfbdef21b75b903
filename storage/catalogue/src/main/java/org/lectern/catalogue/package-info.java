@NullMarked
package org.lectern.catalogue;

import org.jspecify.annotations.NullMarked;
