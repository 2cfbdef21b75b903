@NullMarked
package org.lectern.onebox.config;

import org.jspecify.annotations.NullMarked;
