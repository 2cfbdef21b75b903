@NullMarked
package org.lectern.onebox;

import org.jspecify.annotations.NullMarked;
