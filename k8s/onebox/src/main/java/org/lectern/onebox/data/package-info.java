@NullMarked
package org.lectern.onebox.data;

import org.jspecify.annotations.NullMarked;
