@NullMarked
package org.lectern.onebox.stack;

import org.jspecify.annotations.NullMarked;
