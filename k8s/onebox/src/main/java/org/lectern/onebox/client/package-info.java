@NullMarked
package org.lectern.onebox.client;

import org.jspecify.annotations.NullMarked;
