/** Who is signed in. */
@NullMarked
package org.lectern.api.session;

import org.jspecify.annotations.NullMarked;
