/** What is being encoded, over HTTP. */
@NullMarked
package org.lectern.api.encoding;

import org.jspecify.annotations.NullMarked;
