@NullMarked
package org.lectern.onebox.process;

import org.jspecify.annotations.NullMarked;
