/** Errors as problem details (RFC 9457). */
@NullMarked
package org.lectern.api.error;

import org.jspecify.annotations.NullMarked;
