/** Files that become lectures, as browsers and tus clients send them. */
@NullMarked
package org.lectern.api.upload;

import org.jspecify.annotations.NullMarked;
