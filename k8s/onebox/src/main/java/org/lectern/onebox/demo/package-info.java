@NullMarked
package org.lectern.onebox.demo;

import org.jspecify.annotations.NullMarked;
